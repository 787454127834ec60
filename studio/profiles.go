package studio

import (
	"context"
	"slices"
	"sync"

	"uncodec/codec"
	"uncodec/codec/metadata"
	"uncodec/store"
)

// keptProfiles bounds the profiles in memory; one has up to 1 MiB.
const keptProfiles = 32

// profileCache keeps the colour profiles that only decoding finds, by their file's hash.
type profileCache struct {
	mu    sync.Mutex
	held  map[string][]byte
	order []string
}

func (c *profileCache) find(hash string) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	icc, ok := c.held[hash]
	return icc, ok
}

func (c *profileCache) keep(hash string, icc []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.held[hash]; ok {
		return
	}
	if c.held == nil {
		c.held = map[string][]byte{}
	}
	if len(c.order) == keptProfiles {
		delete(c.held, c.order[0])
		c.order = slices.Delete(c.order, 0, 1)
	}
	c.held[hash], c.order = icc, append(c.order, hash)
}

// forget lets go of the profile of a file that was deleted.
func (c *profileCache) forget(hash string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.held, hash)
	c.order = slices.DeleteFunc(c.order, func(h string) bool { return h == hash })
}

func (c *profileCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held, c.order = nil, nil
}

// beside is what an upload says besides its pixels.
func (s *Studio) beside(ctx context.Context, of store.Image) (metadata.Blocks, error) {
	data, err := s.Store.ReadFile(of.Hash)
	if err != nil {
		return metadata.Blocks{}, err
	}
	found, err := codec.Metadata(data)
	if err != nil || of.Format != "jxl" || Header(of).Profile == "" {
		return found, err
	}
	icc, ok := s.profiles.find(of.Hash)
	if !ok { // since a restart
		s.pixels.decoding <- struct{}{}
		defer func() { <-s.pixels.decoding }()
		picture, err := s.Tools.Decode(ctx, data, s.Limits)
		if err != nil {
			return found, err
		}
		icc = picture.Metadata.ICC
		s.profiles.keep(of.Hash, icc)
	}
	found.ICC = icc
	return found, nil
}
