// Package protocol is the Open Inference Protocol (V2) over HTTP, as far as networks of
// float32 tensors need it: the messages of requests and answers, their tensors in JSON or
// behind it as the binary tensor data extension has them.
//
// https://github.com/kserve/open-inference-protocol
package protocol

import "fmt"

// Binary is the name of the binary tensor data extension in a server's list.
const Binary = "binary_tensor_data"

// LengthHeader tells where the JSON of a message ends and its binary tensors begin.
const LengthHeader = "Inference-Header-Content-Length"

// Float32 is the only type of numbers that there is here.
const Float32 = "FP32"

// Server is what a server says of itself at /v2.
type Server struct {
	Name       string   `json:"name"`
	Version    string   `json:"version"`
	Extensions []string `json:"extensions"`
}

// Model is what a server says of a model at /v2/models/{name}.
type Model struct {
	Name     string   `json:"name"`
	Versions []string `json:"versions,omitempty"`
	Platform string   `json:"platform"`
	Inputs   []Port   `json:"inputs"`
	Outputs  []Port   `json:"outputs"`
}

// Port is an input or an output of a model; a side of its shape is -1 where it may be any.
type Port struct {
	Name     string  `json:"name"`
	Datatype string  `json:"datatype"`
	Shape    []int64 `json:"shape"`
}

// Failure is what a server answers with a status above 399.
type Failure struct {
	Error string `json:"error"`
}

// Tensor is an input or an output with its values in row-major order.
type Tensor struct {
	Name  string
	Shape []int64
	Data  []float32
}

// Request asks for an inference.
type Request struct {
	ID     string
	Inputs []Tensor
	Wanted []string // outputs; none for all of them
	// Binary asks for the answer's tensors in binary.
	Binary bool
}

// Answer is what an inference gave.
type Answer struct {
	ID, Model, Version string
	Outputs            []Tensor
}

// What a message may hold: no network has more inputs or outputs, nor tensors of more sides, nor,
// in JSON, of more values.
const (
	mostTensors = 32
	mostSides   = 8
	mostValues  = 8 << 20  // a tile's finest features are 5 million
	binaryJSON  = 64 << 10 // bytes of JSON before binary tensors
)

// Error is a message that cannot be understood, in words for who sent it.
type Error struct{ Message string }

func (e *Error) Error() string { return e.Message }

func wrong(format string, what ...any) error { return &Error{fmt.Sprintf(format, what...)} }
