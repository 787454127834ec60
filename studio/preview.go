package studio

import (
	"context"
	"image"
	"sync"

	"uncodec/inference"
)

// previewSide bounds what one preview may ask for, in pixels a side.
const previewSide = 768

// Preview restores a rectangle of an owner's picture under a condition. The
// encoder's features are kept, so that the next condition on the same rectangle
// costs the decoder alone.
func (s *Studio) Preview(ctx context.Context, id, owner, model string, at image.Rectangle, request ConditionRequest) (*image.NRGBA, error) {
	i, err := s.Store.Image(ctx, id, owner)
	if err != nil {
		return nil, err
	}
	m, err := s.Model(model)
	if err != nil {
		return nil, err
	}
	believed, err := s.predict(ctx, i, m.Name)
	if err != nil {
		return nil, err
	}
	condition, _, err := resolve(m, request, believed)
	if err != nil {
		return nil, err
	}
	at.Max.X, at.Max.Y = min(at.Max.X, at.Min.X+previewSide), min(at.Max.Y, at.Min.Y+previewSide)
	region, err := s.regions.get(regionKey{i.Hash, m.Hash, at}, func() (*inference.Region, error) {
		img, err := s.Pixels(ctx, i.Hash)
		if err != nil {
			return nil, err
		}
		return m.Encode(ctx, img, at)
	})
	if err != nil {
		return nil, err
	}
	return region.Restore(ctx, condition)
}

// keptRegions bounds the features in memory: about 30 MB each for `fast`.
const keptRegions = 4

type regionKey struct {
	picture, model string
	at             image.Rectangle
}

// regionCache keeps the regions that were asked for last.
type regionCache struct {
	mu   sync.Mutex
	held []keptRegion // the oldest first
}

type keptRegion struct {
	key    regionKey
	region *inference.Region
}

func (c *regionCache) get(key regionKey, encode func() (*inference.Region, error)) (*inference.Region, error) {
	if found := c.find(key); found != nil {
		return found, nil
	}
	made, err := encode()
	if err != nil {
		return nil, err
	}
	if found := c.find(key); found != nil { // somebody else was faster
		made.Close()
		return found, nil
	}
	c.mu.Lock()
	c.held = append(c.held, keptRegion{key, made})
	var old *inference.Region
	if len(c.held) > keptRegions {
		old, c.held = c.held[0].region, c.held[1:]
	}
	c.mu.Unlock()
	if old != nil {
		old.Close()
	}
	return made, nil
}

func (c *regionCache) find(key regionKey) *inference.Region {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, k := range c.held {
		if k.key == key {
			return k.region
		}
	}
	return nil
}

func (c *regionCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, k := range c.held {
		k.region.Close()
	}
	c.held = nil
}
