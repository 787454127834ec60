package studio

import (
	"image"
	"sync"
)

const (
	keptPixels   = 25_000_000 // of the cache in all: one picture of 24 megapixels, or many small ones
	decodeAtOnce = 2          // a large progressive JPEG takes 12 bytes a pixel while it is decoded
)

// pixelCache keeps the pictures that were decoded last, and bounds how many are
// being decoded at once.
type pixelCache struct {
	decoding chan struct{}

	mu    sync.Mutex
	order []string // the oldest first
	held  map[string]*image.NRGBA
	size  int // pixels
}

func newPixelCache() *pixelCache {
	return &pixelCache{decoding: make(chan struct{}, decodeAtOnce), held: map[string]*image.NRGBA{}}
}

// get finds a picture by its file's hash, or decodes and keeps it.
func (c *pixelCache) get(hash string, decode func() (*image.NRGBA, error)) (*image.NRGBA, error) {
	if img := c.find(hash); img != nil {
		return img, nil
	}
	c.decoding <- struct{}{}
	defer func() { <-c.decoding }()
	if img := c.find(hash); img != nil { // somebody else was decoding it
		return img, nil
	}
	img, err := decode()
	if err == nil {
		c.keep(hash, img)
	}
	return img, err
}

func (c *pixelCache) find(hash string) *image.NRGBA {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.held[hash]
}

// keep holds a picture, unless it is too large, and lets the oldest ones go.
func (c *pixelCache) keep(hash string, img *image.NRGBA) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.held[hash] != nil || area(img) > keptPixels {
		return
	}
	c.held[hash] = img
	c.order = append(c.order, hash)
	c.size += area(img)
	for c.size > keptPixels {
		c.drop(c.order[0])
	}
}

// forget lets a picture go that was deleted.
func (c *pixelCache) forget(hash string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.drop(hash)
}

// clear lets all pictures go.
func (c *pixelCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held, c.order, c.size = map[string]*image.NRGBA{}, nil, 0
}

func (c *pixelCache) drop(hash string) {
	img := c.held[hash]
	if img == nil {
		return
	}
	c.size -= area(img)
	delete(c.held, hash)
	for i, h := range c.order {
		if h == hash {
			c.order = append(c.order[:i], c.order[i+1:]...)
			return
		}
	}
}

func area(img *image.NRGBA) int { return img.Bounds().Dx() * img.Bounds().Dy() }
