package handlers

import (
	"bytes"
	"context"
	"image"
	"sync"

	"github.com/disintegration/imaging"

	"uncodec/codec"
)

const (
	shownBytes   = 64 << 20 // of the pictures kept encoded
	encodeAtOnce = 2        // each holds its pixels and its file in memory
)

// shownCache keeps pictures as encoded for the page, the newest ones.
type shownCache struct {
	encoding chan struct{}

	mu    sync.Mutex
	held  map[string][]byte
	order []string
	size  int
}

func newShownCache() *shownCache {
	return &shownCache{encoding: make(chan struct{}, encodeAtOnce), held: map[string][]byte{}}
}

// get finds an encoded picture, or makes and keeps it. The wait for leave to make
// one ends with ctx.
func (c *shownCache) get(ctx context.Context, key string, encode func() ([]byte, error)) ([]byte, error) {
	if data, ok := c.find(key); ok {
		return data, nil
	}
	select {
	case c.encoding <- struct{}{}:
		defer func() { <-c.encoding }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if data, ok := c.find(key); ok { // somebody else was encoding it
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

func (c *shownCache) find(key string) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	data, ok := c.held[key]
	return data, ok
}

// clear forgets all: a deleted picture must not live on in memory.
func (c *shownCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held, c.order, c.size = map[string][]byte{}, nil, 0
}

// forShow encodes a picture for the page, its longer side at most limit (0: no limit).
func forShow(img *image.NRGBA, limit int) ([]byte, error) {
	if size := img.Bounds().Size(); limit > 0 && max(size.X, size.Y) > limit {
		img = imaging.Fit(img, limit, limit, imaging.Box)
	}
	var out bytes.Buffer
	err := codec.EncodeShownPNG(&out, img)
	return out.Bytes(), err
}
