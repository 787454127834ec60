package protocol

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"slices"
	"strconv"
)

// ReadRequest understands the body of a request. What it refuses is told by an *Error.
func ReadRequest(header http.Header, body []byte) (*Request, error) {
	m, rest, err := read(header, body)
	if err != nil {
		return nil, err
	}
	r := &Request{ID: m.ID, Binary: yes(m.Parameters.BinaryDataOutput)}
	for _, o := range m.Outputs {
		if slices.Contains(r.Wanted, o.Name) {
			return nil, wrong("the output %.40q is asked for twice", o.Name)
		}
		r.Wanted = append(r.Wanted, o.Name)
		r.Binary = r.Binary || yes(o.Parameters.BinaryData)
	}
	r.Inputs, err = tensors(m.Inputs, rest)
	return r, err
}

// ReadAnswer understands the body of an answer. What it refuses is told by an *Error.
func ReadAnswer(header http.Header, body []byte) (*Answer, error) {
	m, rest, err := read(header, body)
	if err != nil {
		return nil, err
	}
	a := &Answer{ID: m.ID, Model: m.Model, Version: m.Version}
	a.Outputs, err = tensors(m.Outputs, rest)
	return a, err
}

func yes(b *bool) bool { return b != nil && *b }

// read takes a body apart: its JSON, and what stands behind it.
func read(header http.Header, body []byte) (m message, rest []byte, err error) {
	if told := header.Get(LengthHeader); told != "" {
		length, err := strconv.Atoi(told)
		if err != nil || length < 0 || length > len(body) {
			return m, nil, wrong("%s is %.40q, and the body has %d bytes: give the length of its JSON", LengthHeader, told, len(body))
		}
		if length > binaryJSON && length < len(body) {
			return m, nil, wrong("%d bytes of JSON before binary tensors are too many: give the values there, or none of them", length)
		}
		body, rest = body[:length], body[length:]
	}
	if err := json.Unmarshal(body, &m); err != nil {
		return m, nil, unread(err)
	}
	return m, rest, nil
}

// unread says of JSON that cannot be read what is wrong with it, in words of the protocol's.
func unread(err error) error {
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind) && kind.Field != "":
		return wrong("the body's JSON has a value at %.80s that cannot be there: %s", kind.Field, kind.Value)
	case errors.As(err, &kind):
		return wrong("the body's JSON has to be an object with inputs, not %s", kind.Value)
	}
	return wrong("the body's JSON cannot be read: %v", err)
}

// tensors fills a message's tensors from their data or, in their order, from the bytes behind the JSON.
func tensors(fields []tensorField, rest []byte) ([]Tensor, error) {
	var out []Tensor
	for _, f := range fields {
		if f.Datatype != Float32 {
			return nil, wrong("the tensor %.40q is of type %.20q: give %s", f.Name, f.Datatype, Float32)
		}
		size, err := count(f)
		if err != nil {
			return nil, err
		}
		t := Tensor{Name: f.Name, Shape: f.Shape, Data: f.Data}
		if bytes := f.Parameters.BinaryDataSize; bytes != nil {
			if *bytes != 4*size || *bytes > int64(len(rest)) {
				return nil, wrong("the tensor %.40q of shape %v takes %d bytes, not %d of the %d that are there", f.Name, f.Shape, 4*size, *bytes, len(rest))
			}
			t.Data = floats(rest[:*bytes])
			rest = rest[*bytes:]
		}
		if int64(len(t.Data)) != size {
			return nil, wrong("the tensor %.40q of shape %v has %d values, not %d", f.Name, f.Shape, size, len(t.Data))
		}
		out = append(out, t)
	}
	if len(rest) > 0 {
		return nil, wrong("%d bytes stand behind the last tensor", len(rest))
	}
	return out, nil
}

// count is how many values a tensor's shape holds.
func count(f tensorField) (int64, error) {
	size := int64(1)
	for _, side := range f.Shape {
		if side < 1 || size > math.MaxInt32/side {
			return 0, wrong("the tensor %.40q cannot have the shape %v", f.Name, f.Shape)
		}
		size *= side
	}
	return size, nil
}

func floats(bytes []byte) []float32 {
	out := make([]float32, len(bytes)/4)
	_, _ = binary.Decode(bytes, binary.LittleEndian, out) // which has room for no more than there is
	return out
}
