package inference

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"math"
	"os"
	"testing"
)

// parityFile is what training/parity.py leaves beside a model.
type parityFile struct {
	Tolerance float64
	Files     map[string]struct{ Inputs, Outputs map[string]string }
	Tensors   map[string]struct {
		Shape []int64
		Data  string
	}
}

func (p parityFile) tensor(t *testing.T, key string) tensor {
	t.Helper()
	packed, ok := p.Tensors[key]
	if !ok {
		t.Fatalf("parity.json has no tensor %q", key)
	}
	raw, err := base64.StdEncoding.DecodeString(packed.Data)
	if err != nil {
		t.Fatal(err)
	}
	data := make([]float32, len(raw)/4)
	for i := range data {
		data[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return tensor{shape: packed.Shape, data: data}
}

// TestParity replays, for every model that ships, what PyTorch gave when it was exported.
func TestParity(t *testing.T) {
	const dir = "../assets/models/"
	folders, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		t.Run(folder.Name(), func(t *testing.T) {
			m := openShipped(t, folder.Name())
			text, err := os.ReadFile(dir + folder.Name() + "/parity.json")
			if err != nil {
				t.Fatal(err)
			}
			var p parityFile
			if err := json.Unmarshal(text, &p); err != nil {
				t.Fatal(err)
			}
			for name, n := range map[string]network{"pnet": m.pnet, "rnet_encoder": m.encoder, "rnet_decoder": m.decoder} {
				t.Run(name, func(t *testing.T) { p.replay(t, name, n) })
			}
		})
	}
}

func (p parityFile) replay(t *testing.T, name string, n network) {
	record, ok := p.Files[name]
	if !ok {
		t.Fatal("parity.json has no such file")
	}
	var inputs []tensor
	for _, in := range n.inputs() {
		inputs = append(inputs, p.tensor(t, record.Inputs[in.Name]))
	}
	outputs, err := n.run(t.Context(), inputs)
	if err != nil {
		t.Fatal(err)
	}
	for i, port := range n.outputs() {
		out := port.Name
		want, got := p.tensor(t, record.Outputs[out]).data, outputs[i].data
		if len(got) != len(want) {
			t.Fatalf("%s has %d values, PyTorch gave %d", out, len(got), len(want))
		}
		for j := range want {
			if e := math.Abs(float64(got[j] - want[j])); !(e <= p.Tolerance) {
				t.Fatalf("%s[%d] is %g, PyTorch gave %g", out, j, got[j], want[j])
			}
		}
	}
}
