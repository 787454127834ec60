package protocol

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// message is the JSON of a request or of an answer.
type message struct {
	ID         string     `json:"id,omitempty"`
	Model      string     `json:"model_name,omitempty"`
	Version    string     `json:"model_version,omitempty"`
	Parameters parameters `json:"parameters,omitzero"`
	Inputs     list       `json:"inputs,omitempty"`
	Outputs    list       `json:"outputs,omitempty"`
}

// list is a message's tensors, few enough.
type list []tensorField

func (l *list) UnmarshalJSON(text []byte) (err error) {
	*l, err = bounded[tensorField](text, mostTensors, "tensors")
	return err
}

// tensorField is a tensor in a message; of a request's outputs only the name is there.
type tensorField struct {
	Name       string     `json:"name"`
	Datatype   string     `json:"datatype,omitempty"`
	Shape      sides      `json:"shape,omitempty"`
	Parameters parameters `json:"parameters,omitzero"`
	Data       values     `json:"data,omitempty"`
}

// sides are a tensor's shape, few enough.
type sides []int64

func (s *sides) UnmarshalJSON(text []byte) (err error) {
	*s, err = bounded[int64](text, mostSides, "sides of a shape")
	return err
}

// bounded reads a list of at most so many, before memory is spent on more.
func bounded[T any](text []byte, most int, what string) (out []T, err error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	open, err := decoder.Token()
	if err == nil && open == nil { // null, as encoding/json takes it: nothing
		return nil, nil
	}
	if err != nil || open != json.Delim('[') {
		return nil, wrong("%s are no list", what)
	}
	for decoder.More() {
		if len(out) == most {
			return nil, wrong("there are more than %d %s", most, what)
		}
		var one T
		if err := decoder.Decode(&one); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// parameters are those that the binary extension knows.
type parameters struct {
	BinaryDataSize   *int64 `json:"binary_data_size,omitempty"`   // bytes behind the JSON
	BinaryData       *bool  `json:"binary_data,omitempty"`        // this output is wanted so
	BinaryDataOutput *bool  `json:"binary_data_output,omitempty"` // all outputs are
}

// values are a tensor's numbers in JSON, in one row or nested as the shape is.
type values []float32

// UnmarshalJSON reads numbers one after the other, whatever brackets stand between them: the
// text is known to be JSON, and the shape is checked by whoever knows the network.
func (v *values) UnmarshalJSON(text []byte) error {
	*v = nil
	if string(text) == "null" {
		return nil
	}
	for at := 0; at < len(text); {
		switch c := text[at]; {
		case strings.IndexByte("[], \t\r\n", c) >= 0:
			at++
		case c == '-' || c >= '0' && c <= '9':
			end := at + 1
			for end < len(text) && strings.IndexByte("+-.0123456789eE", text[end]) >= 0 {
				end++
			}
			number, err := strconv.ParseFloat(string(text[at:end]), 32)
			if err != nil {
				return wrong("a tensor's data has %.40s in it, which is too large for %s", text[at:end], Float32)
			}
			if len(*v) == mostValues {
				return wrong("a tensor has more than %d values: send it in binary, or as smaller tiles", mostValues)
			}
			*v = append(*v, float32(number))
			at = end
		case c == '{':
			return wrong("a tensor's data has an object in it: give numbers, in one row or nested as the shape is")
		default:
			rest := text[at:min(len(text), at+40)]
			if end := bytes.IndexAny(rest[1:], ",] \t\r\n"); end >= 0 {
				rest = rest[:end+1]
			}
			return wrong("a tensor's data has %s in it: give numbers, in one row or nested as the shape is", bytes.ToValidUTF8(rest, nil))
		}
	}
	return nil
}
