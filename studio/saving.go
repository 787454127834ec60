package studio

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"maps"
	"slices"
	"strings"

	"uncodec/codec"
	"uncodec/codec/metadata"
	"uncodec/store"
)

// Saving says how a restoration is saved. What the upload says besides its pixels, EXIF,
// XMP and the colour profile, comes along.
type Saving struct {
	Format  string // "png", "jpeg" or "webp"
	Quality int    // of JPEG and WebP, 1 to 100; 0 for the usual one
	Place   bool   // let the place where the picture was taken come along
	Note    bool   // write the condition and the model into the metadata
	Bare    bool   // let the colour profile alone come along
}

// Check tells a wish that can't be met, as a *codec.InputError.
func (s Saving) Check() error { return codec.Save{Format: s.Format, Quality: s.Quality}.Check() }

// Save encodes a finished restoration of a picture. A wish that can't be met is a
// *codec.InputError.
func (s *Studio) Save(ctx context.Context, done store.Restoration, of store.Image, how Saving) ([]byte, error) {
	if err := how.Check(); err != nil {
		return nil, err
	}
	save := codec.Save{Format: how.Format, Quality: how.Quality}
	found, err := s.beside(ctx, of)
	if err != nil {
		return nil, err
	}
	if how.Bare {
		found = metadata.Blocks{ICC: found.ICC}
	}
	var notes []metadata.Note
	if how.Note {
		taken, _ := ConditionOf(done)
		notes = noted(done.Model, done.ModelHash, taken, done.Views, done.Held)
	}
	save.Metadata = carried(found, image.Pt(of.Width, of.Height), how.Place, notes)
	if how.Format == "png" { // the worker's own encoding
		data, err := s.Store.ReadFile(done.ResultHash)
		if err != nil {
			return nil, err
		}
		return metadata.Write(data, "png", save.Metadata)
	}
	img, err := s.Pixels(ctx, done.ResultHash)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = codec.EncodeAs(&out, img, save)
	return out.Bytes(), err
}

// Carried is what the metadata of a picture becomes in a file that is saved of it, with
// the condition and the model where r is given.
func Carried(p *codec.Picture, place bool, r *Restoration) metadata.Blocks {
	var notes []metadata.Note
	if r != nil {
		notes = noted(r.Model, r.ModelHash, r.Condition, r.Views, r.Held)
	}
	return carried(p.Metadata, p.Image.Bounds().Size(), place, notes)
}

// carried cleans metadata; what of it makes no sense was noted when the file was decoded.
func carried(found metadata.Blocks, size image.Point, place bool, notes []metadata.Note) metadata.Blocks {
	clean, _ := metadata.Clean(found, metadata.Options{Place: place, Width: size.X, Height: size.Y, Note: notes})
	return clean
}

// noted are the facts of a restoration, for its metadata.
func noted(model, hash string, c ConditionTaken, views int, held float64) []metadata.Note {
	notes := []metadata.Note{
		{Name: "Model", Text: model}, {Name: "Weights", Text: fmt.Sprintf("%.12s", hash)}, {Name: "Mode", Text: c.Mode},
		{Name: "Codec", Text: mixText(c.Codec)}, {Name: "Strength", Text: fmt.Sprintf("%.3f", c.Strength)},
		{Name: "Views", Text: fmt.Sprint(views)}, {Name: "Held", Text: fmt.Sprintf("%.3f", held)},
	}
	var parts []string
	for _, p := range c.Parts {
		parts = append(parts, fmt.Sprintf("%s at strength %.3f on %.1f %%", mixText(p.Codec), p.Strength, 100*p.Share))
	}
	if len(parts) > 0 {
		notes = append(notes, metadata.Note{Name: "Parts", Text: strings.Join(parts, "; ")})
	}
	return notes
}

// mixText is a mix of codecs by their names.
func mixText(codecs map[string]float64) string {
	var shares []string
	for _, name := range slices.Sorted(maps.Keys(codecs)) {
		shares = append(shares, fmt.Sprintf("%s=%.3f", name, codecs[name]))
	}
	return strings.Join(shares, ", ")
}
