package inference

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// TestDamagedModels: a file that is cut, changed, empty, swapped or absent is refused
// in words, and never reaches ONNX Runtime unchecked.
func TestDamagedModels(t *testing.T) {
	sound := openFast(t)
	read := func(name string) []byte {
		data, err := os.ReadFile("../assets/models/fast/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	whole := func() fstest.MapFS {
		all := fstest.MapFS{}
		for _, name := range append(files[:], "SHA256SUMS") {
			all["m/"+name] = &fstest.MapFile{Data: read(name)}
		}
		return all
	}
	for name, damage := range map[string]func(fstest.MapFS){
		"flipped bit": func(m fstest.MapFS) { m["m/pnet.onnx"].Data[1000] ^= 1 },
		"cut":         func(m fstest.MapFS) { m["m/pnet.onnx"].Data = m["m/pnet.onnx"].Data[:1000] },
		"empty":       func(m fstest.MapFS) { m["m/rnet_decoder.onnx"].Data = nil },
		"absent":      func(m fstest.MapFS) { delete(m, "m/rnet_encoder.onnx") },
		"swapped": func(m fstest.MapFS) {
			m["m/rnet_encoder.onnx"], m["m/rnet_decoder.onnx"] = m["m/rnet_decoder.onnx"], m["m/rnet_encoder.onnx"]
		},
		"no sums, not a network": func(m fstest.MapFS) {
			delete(m, "m/SHA256SUMS")
			m["m/pnet.onnx"].Data = []byte("not a network")
		},
	} {
		t.Run(name, func(t *testing.T) {
			broken := whole()
			damage(broken)
			m, err := sound.runtime.Open(broken, "m")
			if err == nil {
				m.Close()
				t.Fatal("a damaged model was opened")
			}
			if !strings.Contains(err.Error(), "m") || len(err.Error()) < 10 {
				t.Errorf("the error does not say what is wrong: %v", err)
			}
		})
	}
	again, err := sound.runtime.Open(whole(), "m")
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if again.Hash != sound.Hash {
		t.Error("the same files have another hash")
	}
}

func TestNoRuntime(t *testing.T) {
	if _, err := Start("/nowhere/libonnxruntime.so", 1); !errors.Is(err, ErrNoRuntime) || !strings.Contains(err.Error(), "make setup") {
		t.Errorf("got %v, want ErrNoRuntime and what to do", err)
	}
}
