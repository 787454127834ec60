package studio

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"io/fs"
	"path"
	"time"

	"uncodec/codec"
	"uncodec/store"
)

// Sample is a bundled picture, offered with damage that a real codec does on demand.
type Sample struct {
	Name    string `json:"name"`    // its address
	Title   string `json:"title"`   // for people
	File    string `json:"file"`    // the pristine picture, beside samples.json
	Setting string `json:"setting"` // how it is compressed: jpeg:10
	Alt     string `json:"alt"`     // what it shows
}

func readSamples(files fs.FS) ([]Sample, error) {
	text, err := fs.ReadFile(files, "samples.json")
	if err != nil {
		return nil, err
	}
	var list []Sample
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, fmt.Errorf("samples.json: %w", err)
	}
	return list, nil
}

// Samples lists the bundled pictures.
func (s *Studio) Samples() []Sample { return s.samples }

// Sample finds a bundled picture by its name, or answers store.ErrNotFound.
func (s *Studio) Sample(name string) (Sample, error) {
	for _, sample := range s.samples {
		if sample.Name == name {
			return sample, nil
		}
	}
	return Sample{}, store.ErrNotFound
}

// SamplePixels is a sample's pristine picture, or store.ErrNotFound.
func (s *Studio) SamplePixels(ctx context.Context, name string) (*image.NRGBA, error) {
	_, _, img, err := s.openSample(ctx, name)
	return img, err
}

// openSample finds a sample with its file's bytes and their pixels, decoded when its turn has come.
func (s *Studio) openSample(ctx context.Context, name string) (sample Sample, data []byte, img *image.NRGBA, err error) {
	if sample, err = s.Sample(name); err != nil {
		return sample, nil, nil, err
	}
	data, leave, err := s.turnToDecode(ctx, func() ([]byte, error) { return fs.ReadFile(s.files, sample.File) })
	if err != nil {
		return sample, nil, nil, err
	}
	defer leave()
	picture, err := s.Tools.Decode(ctx, data, s.Limits)
	if err != nil {
		return sample, nil, nil, err
	}
	return sample, data, picture.Image, nil
}

// TakenSample is an owner's picture that was made of a sample by its own setting, or store.ErrNotFound.
func (s *Studio) TakenSample(ctx context.Context, owner, name string) (store.Image, error) {
	sample, err := s.Sample(name)
	if err != nil {
		return store.Image{}, err
	}
	return s.Store.TakenSample(ctx, owner, sample.Setting, sample.pristineName())
}

// pristineName is what the pristine picture is called once it is taken in.
func (s Sample) pristineName() string { return s.Name + path.Ext(s.File) }

// TakeInSample compresses a sample by a setting, "" for its own, with the real codec and
// takes it in for an owner until it expires, with the pristine picture as the reference.
func (s *Studio) TakeInSample(ctx context.Context, owner, name, setting string, expires time.Time) (store.Image, error) {
	sample, data, img, err := s.openSample(ctx, name)
	if err != nil {
		return store.Image{}, err
	}
	if setting == "" {
		setting = sample.Setting
	}
	setting, err = damageable(setting, img.Bounds().Size())
	if err != nil {
		return store.Image{}, err
	}
	coded, err := s.inTurn(ctx, func(ctx context.Context) (*codec.Coded, error) {
		return s.CompressChain(ctx, img, setting)
	})
	if err != nil {
		return store.Image{}, err
	}
	u := Upload{Owner: owner, Name: sample.pristineName(), File: bytes.NewReader(data), Size: int64(len(data)), Expires: expires}
	pristine, err := s.takeIn(ctx, u, store.Image{Source: store.SourceSample})
	if err != nil {
		return store.Image{}, err
	}
	return s.pair(ctx, pristine, setting, coded)
}
