package main

import (
	"strings"
	"testing"
)

// TestProvider: the library that `make setup` brings computes on the processor and says so; the program can be used after that.
func TestProvider(t *testing.T) {
	needTools(t)
	picture := drawn(t)
	for _, c := range []struct {
		provider string
		code     int
		want     string
	}{
		{"cuda", 1, "missing for cuda: "},
		{"tensorrt", 1, "point --onnxruntime at a library that was"},
		{"gpu", 1, "there are cpu, cuda, tensorrt, coreml, openvino"},
		{"cpu", 0, "strength 0."},
	} {
		code, told, errs := uncodec(t, "predict", picture, "--provider", c.provider)
		if code != c.code || !strings.Contains(told+errs, c.want) {
			t.Errorf("%s: ended with %d: %s%s", c.provider, code, told, errs)
		}
	}
}
