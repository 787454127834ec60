package inference

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"uncodec/inference/protocol"
)

// TensorError is an input that a network cannot take, in words for who sent it.
type TensorError struct{ Message string }

func (e *TensorError) Error() string { return e.Message }

func refuse(format string, what ...any) error { return &TensorError{fmt.Sprintf(format, what...)} }

// Networks are what the networks of a model are called, R-Net as one among them.
var Networks = []string{"pnet", "rnet", "rnet_encoder", "rnet_decoder"}

// Ports are the inputs and outputs of one of a model's Networks; ok is false where it is not there.
func (m *Model) Ports(name string) (inputs, outputs []Port, ok bool) {
	n, _, ok := m.network(name)
	if !ok {
		return nil, nil, false
	}
	if name == "rnet" && m.encoder != nil {
		return withoutFeatures(n.inputs()), n.outputs(), true
	}
	if name == "rnet_encoder" { // as the decoder takes them: not every exporter says there how many channels the last has
		takes := m.decoder.inputs()
		return n.inputs(), takes[1 : len(takes)-2], true
	}
	return n.inputs(), n.outputs(), true
}

// withoutFeatures are the decoder's inputs that R-Net as one takes: the image and the condition.
func withoutFeatures(decoder []Port) []Port {
	return append([]Port{decoder[0]}, decoder[len(decoder)-2:]...)
}

// network finds a network and the stride of its image. R-Net as one is its decoder, whose features
// the encoder gives where the two run by themselves.
func (m *Model) network(name string) (n network, stride int, ok bool) {
	switch {
	case name == "pnet":
		return m.pnet, m.pstride, true
	case name == "rnet":
		return m.decoder, m.Stride, true
	case name == "rnet_encoder" && m.encoder != nil:
		return m.encoder, m.Stride, true
	case name == "rnet_decoder" && m.encoder != nil:
		return m.decoder, m.Stride, true
	}
	return nil, 0, false
}

// ServedVersion is the model's version as inference servers tell it: the first digits of its hash.
func (m *Model) ServedVersion() string { return m.Hash[:versionDigits] }

// Infer runs one of a model's Networks on tensors from elsewhere, in any order, and gives its
// outputs. A batch may have as many pixels as one tile. A TensorError tells what is refused.
func (m *Model) Infer(ctx context.Context, name string, given []protocol.Tensor) ([]protocol.Tensor, error) {
	ins, outs, ok := m.Ports(name)
	if !ok {
		return nil, refuse("the model %s has no network %.40q", m.Name, name)
	}
	inputs, err := m.inputs(name, ins, given)
	if err != nil {
		return nil, err
	}
	if name == "rnet_decoder" {
		if err := m.checkScale(ctx, inputs, ins); err != nil {
			return nil, err
		}
	}
	n, _, _ := m.network(name)
	if name == "rnet" && m.encoder != nil {
		features, err := m.features(ctx, inputs[0])
		if err != nil {
			return nil, err
		}
		inputs = slices.Concat(inputs[:1], features, inputs[1:])
	}
	outputs, err := n.run(ctx, inputs)
	if err != nil {
		return nil, err
	}
	told := make([]protocol.Tensor, len(outputs))
	for i, t := range outputs {
		told[i] = protocol.Tensor{Name: outs[i].Name, Shape: t.shape, Data: t.data}
	}
	return told, nil
}

// inputs puts tensors into a network's order and checks their shapes.
func (m *Model) inputs(name string, ports []Port, given []protocol.Tensor) ([]tensor, error) {
	var out []tensor
	for _, p := range ports {
		at := slices.IndexFunc(given, func(t protocol.Tensor) bool { return t.Name == p.Name })
		if at < 0 {
			return nil, refuse("%s needs an input %q", ServedName(m.Name, name), p.Name)
		}
		t := given[at]
		if !fits(t.Shape, p.Shape) {
			return nil, refuse("the input %q has the shape %v: give one of %v, where -1 is free", p.Name, t.Shape[:min(len(t.Shape), 8)], p.Shape)
		}
		out = append(out, tensor{shape: t.Shape, data: t.Data})
	}
	if len(given) != len(ports) {
		return nil, refuse("%s takes these inputs and no other: %s", ServedName(m.Name, name), strings.Join(names(ports), ", "))
	}
	return out, m.checkSides(name, out, ports)
}

// checkSides holds the image to the stride and a tile's area, and features and the condition's
// maps to the image.
func (m *Model) checkSides(name string, inputs []tensor, ports []Port) error {
	_, stride, _ := m.network(name)
	image := inputs[0].shape
	n, h, w := image[0], image[2], image[3]
	if h%int64(stride) != 0 || w%int64(stride) != 0 {
		return refuse("an image of %d × %d does not fit: give sides that are multiples of %d, padded by reflection", w, h, stride)
	}
	if area := int64(m.Tile) * int64(m.Tile); n > area || h > area || w > area || n*h*w > area {
		return refuse("%d images of %d × %d are too many pixels: give %d at most, as %d × %d", n, w, h, area, m.Tile, m.Tile)
	}
	for i, t := range inputs[1:] {
		if t.shape[0] != n {
			return refuse("the input %q is for %d images, and there are %d", ports[i+1].Name, t.shape[0], n)
		}
	}
	if len(inputs) < 3 { // the image alone
		return nil
	}
	features, told := inputs[1:len(inputs)-2], inputs[len(inputs)-2:]
	for i, f := range features {
		if !halved(image, features[0].shape, f.shape, i) {
			return refuse("the input %q has %d × %d cells: give features as the encoder gave them for this image", ports[i+1].Name, f.shape[3], f.shape[2])
		}
	}
	ch, cw := told[0].shape[2], told[0].shape[3]
	if told[1].shape[2] != ch || told[1].shape[3] != cw {
		return refuse("codec has %d × %d cells and strength %d × %d: give both the same", cw, ch, told[1].shape[3], told[1].shape[2])
	}
	if cell := h / ch; (ch != 1 || cw != 1) && (ch*cell != h || cw*cell != w || cell%grain != 0 || int64(stride)%cell != 0) {
		return refuse("the condition has %d × %d cells: give one, or cells whose side is a multiple of %d that divides %d", cw, ch, grain, stride)
	}
	return nil
}

// halved tells whether features stand to an image as an encoder's do: the first divide it evenly,
// and each level has half the sides of the one before.
func halved(image, first, shape []int64, level int) bool {
	scale := image[2] / first[2]
	return scale*first[2] == image[2] && scale*first[3] == image[3] &&
		shape[2]<<level == first[2] && shape[3]<<level == first[3]
}
