package protocol

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var picture = Tensor{Name: "image", Shape: []int64{1, 2, 2}, Data: []float32{0, 0.25, -1.5, 3e-7}}

// TestThereAndBack: what is written is read again, in JSON and in binary.
func TestThereAndBack(t *testing.T) {
	for name, inBinary := range map[string]bool{"JSON": false, "binary": true} {
		t.Run(name, func(t *testing.T) {
			header := http.Header{}
			request := &Request{ID: "7", Inputs: []Tensor{picture, {Name: "strength", Shape: []int64{1}, Data: []float32{1}}}, Wanted: []string{"restored"}, Binary: inBinary}
			body, err := request.Write(header)
			if err != nil {
				t.Fatal(err)
			}
			got, err := ReadRequest(header, body)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(request, got); d != "" {
				t.Error(d)
			}
			header = http.Header{}
			answer := &Answer{ID: "7", Model: "fast-rnet", Version: "1", Outputs: []Tensor{picture}}
			if body, err = answer.Write(header, inBinary); err != nil {
				t.Fatal(err)
			}
			back, err := ReadAnswer(header, body)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(answer, back); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestOthersRequests: messages as other programs write them, and those that are refused in words.
func TestOthersRequests(t *testing.T) {
	one := func(more string) string {
		return `{"inputs":[{"name":"a","datatype":"FP32","shape":[1,2]` + more + `}]}`
	}
	for name, c := range map[string]struct {
		json, binary, refusal string
		length                string
	}{
		"flat":              {json: one(`,"data":[1,2]`)},
		"nested":            {json: one(`,"data":[[1,2]]`)},
		"unknown fields":    {json: one(`,"data":[1,2],"parameters":{"content_type":"np"}`)},
		"binary":            {json: one(`,"parameters":{"binary_data_size":8}`), binary: "\x00\x00\x80\x3f\x00\x00\x00\x40"},
		"null for nothing":  {json: strings.Replace(one(`,"data":null,"parameters":{"binary_data_size":8}`), "{", `{"outputs":null,`, 1), binary: "\x00\x00\x80\x3f\x00\x00\x00\x40"},
		"no JSON":           {json: `inputs`, refusal: "cannot be read"},
		"words":             {json: one(`,"data":[["1",2]]`), refusal: "give numbers"},
		"an object":         {json: one(`,"data":[{"1":2}]`), refusal: "give numbers"},
		"too few":           {json: one(`,"data":[1]`), refusal: "has 2 values, not 1"},
		"none":              {json: one(``), refusal: "has 2 values, not 0"},
		"another type":      {json: strings.Replace(one(`,"data":[1,2]`), "FP32", "INT8", 1), refusal: "give FP32"},
		"a shape of 0":      {json: strings.Replace(one(`,"data":[]`), "[1,2]", "[1,0]", 1), refusal: "cannot have the shape"},
		"a shape too large": {json: strings.Replace(one(`,"data":[]`), "[1,2]", "[65536,65536,65536]", 1), refusal: "cannot have the shape"},
		"with spaces":       {json: one(`,"data" : [ [ 1,` + "\n\t" + `20e-1 ] ]`)},
		"null":              {json: one(`,"data":[1,null]`), refusal: "has null in it: give numbers"},
		"many values":       {json: one(`,"data":[0` + strings.Repeat(",0", mostValues) + `]`), refusal: "more than 8388608 values"},
		"too large":         {json: one(`,"data":[1,1e39]`), refusal: "too large"},
		"many sides":        {json: strings.Replace(one(`,"data":[]`), "[1,2]", "[0"+strings.Repeat(",1", 1000)+"]", 1), refusal: "more than 8 sides"},
		"many tensors":      {json: `{"inputs":[{}` + strings.Repeat(",{}", 1000) + `]}`, refusal: "more than 32 tensors"},
		"an output twice":   {json: `{"outputs":[{"name":"a"},{"name":"a"}]}`, refusal: "asked for twice"},
		"no list":           {json: `{"inputs":{"a":1}}`, refusal: "no list"},
		"binary cut":        {json: one(`,"parameters":{"binary_data_size":8}`), binary: "\x00\x00\x80\x3f", refusal: "takes 8 bytes"},
		"binary too long":   {json: one(`,"parameters":{"binary_data_size":8}`), binary: "123456789", refusal: "stand behind"},
		"binary that lies":  {json: one(`,"parameters":{"binary_data_size":-8}`), refusal: "takes 8 bytes"},
		"length that lies":  {json: one(`,"data":[1,2]`), length: "9999", refusal: "the length of its JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			header := http.Header{}
			if c.length == "" {
				c.length = strconv.Itoa(len(c.json))
			}
			header.Set(LengthHeader, c.length)
			got, err := ReadRequest(header, []byte(c.json+c.binary))
			var refused *Error
			switch {
			case c.refusal != "" && (!errors.As(err, &refused) || !strings.Contains(err.Error(), c.refusal)):
				t.Errorf("got %v, want a refusal with %q", err, c.refusal)
			case c.refusal == "" && err != nil:
				t.Error(err)
			case c.refusal == "":
				if d := cmp.Diff([]float32{1, 2}, got.Inputs[0].Data); d != "" {
					t.Error(d)
				}
			}
		})
	}
}

// FuzzReadRequest: whatever comes is understood or refused, and holds as many values as its shape tells.
func FuzzReadRequest(f *testing.F) {
	header := http.Header{}
	body, err := (&Request{Inputs: []Tensor{picture}, Binary: true}).Write(header)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(header.Get(LengthHeader), body)
	f.Add("", []byte(`{"inputs":[{"name":"a","datatype":"FP32","shape":[1,2],"data":[[1,2]]}]}`))
	f.Fuzz(func(t *testing.T, length string, body []byte) {
		header := http.Header{LengthHeader: {length}}
		r, err := ReadRequest(header, body)
		if err != nil {
			return
		}
		for _, in := range r.Inputs {
			n := int64(1)
			for _, side := range in.Shape {
				n *= side
			}
			if n != int64(len(in.Data)) {
				t.Errorf("%d values in the shape %v", len(in.Data), in.Shape)
			}
		}
	})
}
