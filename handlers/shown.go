package handlers

import (
	"bytes"
	"image"
	"image/png"
	"sync"

	"github.com/disintegration/imaging"
)

// shownBytes bounds the pictures kept encoded for showing.
const shownBytes = 64 << 20

// shownCache keeps pictures as encoded for the page, the newest ones.
type shownCache struct {
	mu    sync.Mutex
	held  map[string][]byte
	order []string
	size  int
}

func newShownCache() *shownCache { return &shownCache{held: map[string][]byte{}} }

// get finds an encoded picture, or makes and keeps it.
func (c *shownCache) get(key string, encode func() ([]byte, error)) ([]byte, error) {
	c.mu.Lock()
	data, ok := c.held[key]
	c.mu.Unlock()
	if ok {
		return data, nil
	}
	data, err := encode()
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.held[key]; !ok && len(data) < shownBytes/2 {
		c.held[key] = data
		c.order = append(c.order, key)
		c.size += len(data)
	}
	for c.size > shownBytes {
		c.size -= len(c.held[c.order[0]])
		delete(c.held, c.order[0])
		c.order = c.order[1:]
	}
	return data, nil
}

// clear forgets all: a deleted picture must not live on in memory.
func (c *shownCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held, c.order, c.size = map[string][]byte{}, nil, 0
}

// quick trades a few bytes for time: what is shown is not what is saved.
var quick = png.Encoder{CompressionLevel: png.BestSpeed}

// forShow encodes a picture for the page, its longer side at most limit (0: no limit).
func forShow(img *image.NRGBA, limit int) ([]byte, error) {
	if size := img.Bounds().Size(); limit > 0 && max(size.X, size.Y) > limit {
		img = imaging.Fit(img, limit, limit, imaging.Box)
	}
	var out bytes.Buffer
	err := quick.Encode(&out, img)
	return out.Bytes(), err
}
