package inference

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// shipped is some of the default model's files, in a folder m.
func shipped(t *testing.T, names ...string) fstest.MapFS {
	t.Helper()
	all := fstest.MapFS{}
	for _, name := range names {
		data, err := os.ReadFile("../assets/models/fast/" + name)
		if err != nil {
			t.Fatal(err)
		}
		all["m/"+name] = &fstest.MapFile{Data: data}
	}
	return all
}

// TestDamagedModels: a file that is cut, changed, empty, swapped or absent is refused
// in words, and never reaches ONNX Runtime unchecked.
func TestDamagedModels(t *testing.T) {
	sound := openFast(t)
	whole := func() fstest.MapFS { return shipped(t, append(files[:], liveFile, "SHA256SUMS")...) }
	const damaged, twoExports = " is damaged: its SHA-256 is not the one in SHA256SUMS", "are of two exports"
	says := map[string]string{
		"flipped bit": "pnet.onnx" + damaged, "live": liveFile + damaged, "cut": "pnet.onnx" + damaged, "empty": "rnet_decoder.onnx" + damaged,
		"absent": "rnet_encoder.onnx is missing", "swapped": "rnet_encoder.onnx" + damaged,
		"not in the sums": "rnet_decoder.onnx is not in SHA256SUMS", "empty sums": "pnet.onnx is not in SHA256SUMS",
		"no sums, another network": "pnet.onnx does not say which", "no sums, another model's decoder": twoExports,
		"no sums, the decoder of another export": twoExports, "no sums, other levels": "different codecs or levels", "no sums, other numbers": "rnet_encoder.onnx: it takes or gives other numbers than float32",
		"no sums, not a network": "pnet.onnx: it is no ONNX file",
	}
	for name, damage := range map[string]func(fstest.MapFS){
		"flipped bit": func(m fstest.MapFS) { m["m/pnet.onnx"].Data[1000] ^= 1 },
		"live":        func(m fstest.MapFS) { m["m/"+liveFile].Data[1000] ^= 1 },
		"cut":         func(m fstest.MapFS) { m["m/pnet.onnx"].Data = m["m/pnet.onnx"].Data[:1000] },
		"empty":       func(m fstest.MapFS) { m["m/rnet_decoder.onnx"].Data = nil },
		"absent":      func(m fstest.MapFS) { delete(m, "m/rnet_encoder.onnx") },
		"swapped": func(m fstest.MapFS) {
			m["m/rnet_encoder.onnx"], m["m/rnet_decoder.onnx"] = m["m/rnet_decoder.onnx"], m["m/rnet_encoder.onnx"]
		},
		"not in the sums": func(m fstest.MapFS) {
			sums := m["m/SHA256SUMS"]
			sums.Data = bytes.Join(slices.DeleteFunc(bytes.SplitAfter(sums.Data, []byte("\n")), func(line []byte) bool {
				return bytes.Contains(line, []byte("rnet_decoder.onnx"))
			}), nil)
		},
		"empty sums": func(m fstest.MapFS) { m["m/SHA256SUMS"].Data = nil },
		"no sums, another network": func(m fstest.MapFS) {
			delete(m, "m/SHA256SUMS")
			m["m/pnet.onnx"] = m["m/rnet_decoder.onnx"]
		},
		"no sums, another model's decoder": func(m fstest.MapFS) {
			delete(m, "m/SHA256SUMS")
			decoder, err := os.ReadFile("../assets/models/studio/rnet_decoder.onnx")
			if err != nil {
				t.Fatal(err)
			}
			m["m/rnet_decoder.onnx"] = &fstest.MapFile{Data: decoder}
		},
		"no sums, the decoder of another export": func(m fstest.MapFS) {
			delete(m, "m/SHA256SUMS")
			decoder := m["m/rnet_decoder.onnx"]
			decoder.Data = bytes.Replace(decoder.Data, []byte(`"date": "20`), []byte(`"date": "19`), 1)
		},
		"no sums, other levels": func(m fstest.MapFS) {
			delete(m, "m/SHA256SUMS")
			m["m/pnet.onnx"].Data = bytes.Replace(m["m/pnet.onnx"].Data, []byte(`"level": "10"`), []byte(`"level": "11"`), 1)
		},
		"no sums, other numbers": func(m fstest.MapFS) {
			delete(m, "m/SHA256SUMS")
			encoder := m["m/rnet_encoder.onnx"].Data
			port := bytes.Index(encoder, []byte("\x0a\x05image\x12"))
			encoder[port+bytes.Index(encoder[port:], []byte{8, 1})+1] = 10 // float16
		},
		"no sums, not a network": func(m fstest.MapFS) {
			delete(m, "m/SHA256SUMS")
			m["m/pnet.onnx"].Data = []byte("not a network")
		},
	} {
		t.Run(name, func(t *testing.T) {
			broken := whole()
			damage(broken)
			m, err := Open(t.Context(), sound.backend, broken, "m")
			if err == nil {
				m.Close()
				t.Fatal("a damaged model was opened")
			}
			if says[name] == "" || !strings.Contains(err.Error(), says[name]) {
				t.Errorf("%v; want %q", err, says[name])
			}
		})
	}
	again, err := Open(t.Context(), sound.backend, whole(), "m")
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if again.Hash != sound.Hash {
		t.Error("the same files have another hash")
	}
}

// TestWithoutLiveDecoder: a model may lack the live decoder. It is the same model, whose
// previews come from the decoder itself.
func TestWithoutLiveDecoder(t *testing.T) {
	full := openFast(t)
	m, err := Open(t.Context(), full.backend, shipped(t, files[:]...), "m")
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if m.Hash != full.Hash {
		t.Error("without its live decoder a model has another hash")
	}
	c, err := m.At("jpeg", "20")
	if err != nil {
		t.Fatal(err)
	}
	img := scene(256, 256)
	exact, err := m.Restore(t.Context(), img, c, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	if largest, _ := difference(preview(t, m, img, img.Bounds(), c), exact.NRGBA); largest > 1 {
		t.Errorf("the decoder's own preview is up to %d levels from its picture", largest)
	}
}

// TestLiveDecoders: what a hand sees while it moves is near what it gets, of every model.
func TestLiveDecoders(t *testing.T) {
	for _, name := range []string{"fast", "studio"} {
		m := openShipped(t, name)
		c, err := m.At("jpeg", "20")
		if err != nil {
			t.Fatal(err)
		}
		img := scene(256, 256)
		exact, err := m.Restore(t.Context(), img, c, 1, nil)
		if err != nil {
			t.Fatal(err)
		}
		if largest, mean := difference(preview(t, m, img, img.Bounds(), c), exact.NRGBA); largest == 0 || mean > 0.3 {
			t.Errorf("the live decoder of %s is %.3f levels from the decoder, at most %d: want some, and 0.3 at most", name, mean, largest)
		}
	}
}

func TestNoRuntime(t *testing.T) {
	if _, err := Start("/nowhere/libonnxruntime.so", 1, CPU); !errors.Is(err, ErrNoRuntime) || !strings.Contains(err.Error(), "make setup") {
		t.Errorf("got %v, want ErrNoRuntime and what to do", err)
	}
}

// TestEncoderTellsItsChannels: who reads the ports finds how many channels each feature has, whatever the file says.
func TestEncoderTellsItsChannels(t *testing.T) {
	m := openShipped(t, "studio")
	_, features, ok := m.Ports("rnet_encoder")
	if !ok || len(features) < 2 {
		t.Fatal(features)
	}
	for _, f := range features {
		if f.channels() < 1 {
			t.Errorf("%s has the shape %v", f.Name, f.Shape)
		}
	}
}
