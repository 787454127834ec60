package inference

import (
	"context"
	"strings"
	"testing"
)

// named is a network of which only the ports are asked.
type named struct{ ins, outs []Port }

func (n named) inputs() []Port                                  { return n.ins }
func (n named) outputs() []Port                                 { return n.outs }
func (n named) run(context.Context, []tensor) ([]tensor, error) { panic("it only has ports") }
func (n named) close()                                          {}

// TestPorts: a network whose pictures or conditions have no height and width, or that takes a condition in another order,
// is refused as it is opened, and not met by the first picture.
func TestPorts(t *testing.T) {
	image, restored := Port{"image", []int64{-1, 3, -1, -1}}, Port{"restored", []int64{-1, 3, -1, -1}}
	feature, strength := Port{"f0", []int64{-1, 8, -1, -1}}, Port{"strength", []int64{-1, 1, -1, -1}}
	told := func(shape ...int64) Port { return Port{"codec", shape} }
	model := func(read, encoded, condition Port) *Model {
		return &Model{
			Facts:   Facts{Codecs: []Codec{{Name: "jpeg"}, {Name: "hevc"}}},
			pnet:    named{[]Port{read}, []Port{told(-1, 2), {"level", []int64{-1, 8}}, {"value", []int64{-1, 1}}}},
			encoder: named{[]Port{encoded}, []Port{feature}},
			decoder: named{[]Port{image, feature, condition, strength}, []Port{restored}},
		}
	}
	for name, c := range map[string]struct {
		model *Model
		says  string
	}{
		"sound":     {model(image, image, told(-1, 2, -1, -1)), ""},
		"P-Net":     {model(Port{"image", []int64{-1, 3, -1}}, image, told(-1, 2, -1, -1)), `"image" has the shape [-1 3 -1]`},
		"encoder":   {model(image, Port{"image", nil}, told(-1, 2, -1, -1)), `rnet_encoder.onnx: the port "image"`},
		"condition": {model(image, image, told(-1, 2)), `"codec" has the shape [-1 2]`},
		"order":     {model(image, image, Port{"strength", []int64{-1, 1, -1, -1}}), "inputs strength and strength, where codec and strength belong"},
	} {
		err := c.model.checkPorts()
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
