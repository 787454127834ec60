package inference

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// AnswerError says that a network in this process gave what no sound one gives.
type AnswerError struct {
	Model string
	Cause error
}

func (e *AnswerError) Error() string {
	return fmt.Sprintf("the model %s cannot be used, as %v: its files are damaged; choose another model, or put them there anew", e.Model, e.Cause)
}

func (e *AnswerError) Unwrap() error { return e.Cause }

// refused is the error for an answer that cannot be used. Nothing of it may be kept as a belief or a picture.
func (m *Model) refused(network string, why error) error {
	err := fmt.Errorf("its %s gave %w", ServedName(m.Name, network), why)
	if server, elsewhere := m.backend.(*Remote); elsewhere {
		return server.failed(err)
	}
	return &AnswerError{m.Name, err}
}

var errNoNumbers = errors.New("values that are no numbers")

// finite tells whether all values are numbers: no NaN, no infinity.
func finite(values []float32) bool {
	return !slices.ContainsFunc(values, func(v float32) bool { return v-v != 0 })
}

// checkBelief holds what P-Net said of one crop to the model's codecs and levels.
func (m *Model) checkBelief(outputs []tensor) error {
	levels := 0
	for _, c := range m.Codecs {
		levels += len(c.Levels)
	}
	for i, sides := range []int{len(m.Codecs), levels, 1} { // codec, level, value
		switch {
		case len(outputs[i].data) != sides:
			return m.refused("pnet", fmt.Errorf("%d values where %d belong", len(outputs[i].data), sides))
		case !finite(outputs[i].data):
			return m.refused("pnet", errNoNumbers)
		}
	}
	return nil
}

// features are what the encoder makes of an image.
func (m *Model) features(ctx context.Context, image tensor) ([]tensor, error) {
	features, err := m.encoder.run(ctx, []tensor{image})
	if err != nil {
		return nil, err
	}
	if err := m.checkFeatures(image, features); err != nil {
		return nil, err
	}
	return features, nil
}

// checkFeatures holds what the encoder gave to the image's sides, and to what the decoder takes.
func (m *Model) checkFeatures(image tensor, features []tensor) error {
	takes := m.decoder.inputs()
	for i, f := range features {
		if !fits(f.shape, takes[i+1].Shape) || f.shape[0] != image.shape[0] || !halved(image.shape, features[0].shape, f.shape, i) {
			return m.refused("rnet_encoder", fmt.Errorf("features of %v for an image of %v", f.shape, image.shape))
		}
	}
	return nil
}

// checkRestored holds what R-Net gave to the image's sides.
func (m *Model) checkRestored(image, restored tensor) error {
	network := "rnet_decoder"
	if m.encoder == nil {
		network = "rnet"
	}
	switch {
	case !slices.Equal(image.shape, restored.shape):
		return m.refused(network, fmt.Errorf("a picture of %v for an image of %v", restored.shape, image.shape))
	case !finite(restored.data):
		return m.refused(network, errNoNumbers)
	}
	return nil
}
