package protocol

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"net/http"
	"strconv"
)

// Write gives the body of a request and sets the headers that belong to it. Its tensors
// are in binary if the answer's are to be.
func (r *Request) Write(header http.Header) ([]byte, error) {
	m := message{ID: r.ID, Inputs: fields(r.Inputs, r.Binary)}
	if r.Binary {
		m.Parameters.BinaryDataOutput = &r.Binary
	}
	for _, name := range r.Wanted {
		m.Outputs = append(m.Outputs, tensorField{Name: name})
	}
	return write(header, m, r.Inputs, r.Binary)
}

// Write gives the body of an answer and sets the headers that belong to it.
func (a *Answer) Write(header http.Header, inBinary bool) ([]byte, error) {
	m := message{ID: a.ID, Model: a.Model, Version: a.Version, Outputs: fields(a.Outputs, inBinary)}
	return write(header, m, a.Outputs, inBinary)
}

// fields are tensors as a message's JSON has them.
func fields(tensors []Tensor, inBinary bool) list {
	var out list
	for _, t := range tensors {
		f := tensorField{Name: t.Name, Datatype: Float32, Shape: t.Shape}
		if inBinary {
			size := int64(4 * len(t.Data))
			f.Parameters.BinaryDataSize = &size
		} else {
			f.Data = t.Data
		}
		out = append(out, f)
	}
	return out
}

func write(header http.Header, m message, tensors []Tensor, inBinary bool) ([]byte, error) {
	body, err := json.Marshal(m) // an error for numbers that JSON has no words for: NaN, infinities
	if err != nil {
		return nil, err
	}
	if !inBinary {
		header.Set("Content-Type", "application/json")
		return body, nil
	}
	header.Set("Content-Type", "application/octet-stream")
	header.Set(LengthHeader, strconv.Itoa(len(body)))
	size := len(body)
	for _, t := range tensors {
		size += 4 * len(t.Data)
	}
	out := append(make([]byte, 0, size), body...)
	for _, t := range tensors {
		for _, x := range t.Data {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(x))
		}
	}
	return out, nil
}
