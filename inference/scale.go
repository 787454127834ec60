package inference

import (
	"context"
	"sync"
)

// featureScale is how many pixels a side a position of the encoder's first features stands for; 0 until asked.
type featureScale struct {
	sync.Mutex
	pixels int64
}

// checkScale holds the first features to the scale that the encoder gives them at, which the files' metadata
// do not tell: it is asked once.
func (m *Model) checkScale(ctx context.Context, inputs []tensor, ports []Port) error {
	m.scale.Lock()
	defer m.scale.Unlock()
	if m.scale.pixels == 0 {
		side := int64(m.Stride)
		features, err := m.features(ctx, tensor{shape: []int64{1, 3, side, side}, data: make([]float32, 3*side*side)})
		if err != nil {
			return err
		}
		m.scale.pixels = side / features[0].shape[2]
	}
	if image, first := inputs[0].shape, inputs[1].shape; image[2] != m.scale.pixels*first[2] {
		return refuse("the input %q has %d × %d cells: give features as the encoder gave them for this image", ports[1].Name, first[3], first[2])
	}
	return nil
}
