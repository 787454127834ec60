package studio

import (
	"context"
	"errors"
	"image"
	"slices"
	"sync"
	"time"

	"uncodec/inference"
)

// previewSide bounds what one preview may ask for, in pixels a side.
const previewSide = 768

// Preview is a restored rectangle, and what it cost.
type Preview struct {
	*image.NRGBA
	Encode time.Duration // 0 where the encoder's features were kept
	Decode time.Duration
}

// Preview restores a rectangle of an owner's picture under a condition. The
// encoder's features are kept, so that the next condition on the same rectangle
// costs the decoder alone.
func (s *Studio) Preview(ctx context.Context, id, owner, model string, at image.Rectangle, request ConditionRequest) (*Preview, error) {
	i, m, believed, err := s.subject(ctx, id, owner, model)
	if err != nil {
		return nil, err
	}
	condition, _, err := resolve(m, request, believed)
	if err != nil {
		return nil, err
	}
	at.Max.X, at.Max.Y = min(at.Max.X, at.Min.X+previewSide), min(at.Max.Y, at.Min.Y+previewSide)
	release, err := s.regions.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	p := new(Preview)
	for {
		region, err := s.regions.get(regionKey{i.Hash, m.Hash, at}, func() (*inference.Region, error) {
			img, err := s.Pixels(ctx, i.Hash)
			if err != nil {
				return nil, err
			}
			begun := time.Now()
			defer func() { p.Encode = time.Since(begun) }()
			return m.Encode(ctx, img, at)
		})
		if err != nil {
			return nil, err
		}
		begun := time.Now()
		p.NRGBA, err = region.Restore(ctx, condition)
		p.Decode = time.Since(begun)
		if !errors.Is(err, inference.ErrClosed) { // else others' regions displaced it just now
			return p, err
		}
	}
}

// keptRegions bounds the features in memory: about 30 MB each for `fast`.
const keptRegions = 4

type regionKey struct {
	picture, model string
	at             image.Rectangle
}

// regionCache keeps the regions that were asked for last, and bounds how many are
// being made at once.
type regionCache struct {
	working chan struct{}

	mu   sync.Mutex
	held []keptRegion // the one asked for longest ago first
}

func newRegionCache() *regionCache { return &regionCache{working: make(chan struct{}, keptRegions)} }

// enter waits for leave to work on a region; the wait ends with ctx.
func (c *regionCache) enter(ctx context.Context) (release func(), err error) {
	select {
	case c.working <- struct{}{}:
		return func() { <-c.working }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
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
	c.mu.Lock()
	if found := c.among(key); found != nil { // somebody else was faster
		c.mu.Unlock()
		made.Close()
		return found, nil
	}
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
	return c.among(key)
}

// among finds a region, which is then the latest. The lock is the caller's.
func (c *regionCache) among(key regionKey) *inference.Region {
	for n, k := range c.held {
		if k.key == key {
			c.held = append(slices.Delete(c.held, n, n+1), k) // now the latest
			return k.region
		}
	}
	return nil
}

// forget frees the regions of a picture that was deleted.
func (c *regionCache) forget(picture string) {
	c.free(func(k keptRegion) bool { return k.key.picture == picture })
}

// clear frees all regions.
func (c *regionCache) clear() { c.free(func(keptRegion) bool { return true }) }

func (c *regionCache) free(which func(keptRegion) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held = slices.DeleteFunc(c.held, func(k keptRegion) bool {
		if !which(k) {
			return false
		}
		k.region.Close()
		return true
	})
}
