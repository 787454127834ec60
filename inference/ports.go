package inference

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// checkPorts tells whether the networks are what they stand for: P-Net's probabilities are of the
// model's codecs, and the decoder takes the features that the encoder gives and a condition over
// those codecs. Else it would show with the first picture, in ONNX Runtime's words.
func (m *Model) checkPorts() error {
	codecs := int64(len(m.Codecs))
	if given := m.pnet.outputs(); !haveNames(given, "codec", "level", "value") || !hasChannels(given[0], codecs) {
		return fmt.Errorf("%s does not say which of %d codecs: it is another network", files[0], codecs)
	}
	takes := m.decoder.inputs()
	if err := cmp.Or(flat(files[0], m.pnet.inputs()), flat(files[2], takes), flat(files[2], m.decoder.outputs())); err != nil {
		return err
	}
	if m.encoder == nil { // the server has R-Net as one, and was asked what it takes
		return nil
	}
	gives := m.encoder.outputs()
	if err := cmp.Or(flat(files[1], m.encoder.inputs()), flat(files[1], gives)); err != nil {
		return err
	}
	if len(gives)+3 != len(takes) || !haveNames(m.decoder.outputs(), "restored") {
		return errors.New("the decoder does not take the features that the encoder gives: export them together")
	}
	for i, feature := range gives {
		if !hasChannels(takes[i+1], feature.channels()) {
			return errors.New("the decoder does not take the features that the encoder gives: export them together")
		}
	}
	if told := takes[len(takes)-2:]; !haveNames(told, "codec", "strength") {
		return fmt.Errorf("%s ends with the inputs %s and %s, where codec and strength belong, in this order: export it so", files[2], told[0].Name, told[1].Name)
	}
	if condition := takes[len(takes)-2]; !hasChannels(condition, codecs) {
		return fmt.Errorf("%s takes a condition over %d codecs, and the model names %d: export them together", files[2], condition.channels(), codecs)
	}
	return nil
}

// flat refuses a port of a file that is no batch of pictures: [N, C, H, W].
func flat(file string, ports []Port) error {
	for _, p := range ports {
		if len(p.Shape) != 4 {
			return fmt.Errorf("%s: the port %q has the shape %v, and pictures, features and conditions have four sides: it is another network", file, p.Name, p.Shape)
		}
	}
	return nil
}

// haveNames tells whether ports have these names, in this order.
func haveNames(ports []Port, names ...string) bool {
	return slices.EqualFunc(ports, names, func(p Port, name string) bool { return p.Name == name })
}

// channels is the second side of a port's shape; -1 where it may be any.
func (p Port) channels() int64 {
	if len(p.Shape) < 2 {
		return -1
	}
	return p.Shape[1]
}

// hasChannels tells whether a port has so many channels, as far as both are known.
func hasChannels(p Port, channels int64) bool {
	return p.channels() < 0 || channels < 0 || p.channels() == channels
}
