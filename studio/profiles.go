package studio

import (
	"context"

	"uncodec/cache"
	"uncodec/codec/metadata"
	"uncodec/store"
)

// keptProfiles bounds the colour profiles in memory, in bytes: real ones have 0.5 to 600 kB.
const keptProfiles = 4 << 20

// profileKey names a picture and its file, by its hash.
type profileKey struct{ image, file string }

// newProfiles keeps the colour profiles of pictures: each preview shows one anew, and to read it takes the whole file.
func newProfiles() *cache.Cache[profileKey, metadata.Blocks] {
	return cache.New[profileKey](keptProfiles, func(b metadata.Blocks) int { return 1 + len(b.ICC) })
}

// Profiled puts the colour profile of a picture's file into a PNG of its pixels, so that
// a browser shows them as the file would be shown.
func (s *Studio) Profiled(ctx context.Context, png []byte, of store.Image) ([]byte, error) {
	if Header(of).Profile == "" {
		return png, nil
	}
	profile, err := s.profiles.Get(profileKey{of.ID, of.Hash}, func() (metadata.Blocks, error) {
		found, err := s.beside(ctx, of)
		return metadata.Colours(found), err
	})
	if err != nil {
		return nil, err
	}
	return metadata.Write(png, "png", profile)
}
