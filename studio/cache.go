package studio

import (
	"image"
	"sync"
)

// keptPixels bounds the pixel cache: two pictures of 24 megapixels, or many small ones.
const keptPixels = 50_000_000

// pixelCache keeps the pictures that were decoded last.
type pixelCache struct {
	mu    sync.Mutex
	order []string // the oldest first
	held  map[string]*image.NRGBA
	size  int // pixels
}

func newPixelCache() *pixelCache { return &pixelCache{held: map[string]*image.NRGBA{}} }

// get finds a picture by its file's hash, or decodes and keeps it.
func (c *pixelCache) get(hash string, decode func() (*image.NRGBA, error)) (*image.NRGBA, error) {
	c.mu.Lock()
	img := c.held[hash]
	c.mu.Unlock()
	if img != nil {
		return img, nil
	}
	img, err := decode()
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.held[hash] == nil {
		c.held[hash] = img
		c.order = append(c.order, hash)
		c.size += area(img)
	}
	for c.size > keptPixels && len(c.order) > 1 {
		c.size -= area(c.held[c.order[0]])
		delete(c.held, c.order[0])
		c.order = c.order[1:]
	}
	return img, nil
}

func area(img *image.NRGBA) int { return img.Bounds().Dx() * img.Bounds().Dy() }
