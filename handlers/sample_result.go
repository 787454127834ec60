package handlers

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"net/http"

	"github.com/go-chi/chi/v5"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// A card shows this much of a sample's result, pixel for pixel: scaled down, damage would not be seen.
var cardSize = image.Pt(432, 288)

// sampleCard offers a bundled picture, with its result where that is ready.
func (s *site) sampleCard(sample studio.Sample) web.SampleCard {
	card := web.SampleCard{
		Name: sample.Name, Title: sample.Title, Damage: settingText(sample.Setting),
		Picture: "/samples/" + sample.Name + "/picture", Alt: sample.Alt,
	}
	if e := s.result(sample); e != nil {
		card.Picture, card.Alt = "/samples/"+sample.Name+"/result?model="+s.firstModel(), web.ResultAlt(sample.Alt, card.Damage)
		card.Gain = web.FromTo(web.PSNR(e.Before), web.PSNR(e.After))
	}
	return card
}

// firstModel begins the hash of the model that is asked first: what it makes of a sample has another address once it is another one.
func (s *site) firstModel() string {
	m, err := s.Studio.Model("")
	if err != nil {
		return ""
	}
	return m.Hash[:8]
}

// result is what came of a sample under its own setting, or nil where that is not ready.
func (s *site) result(sample studio.Sample) *studio.Exhibit {
	d := s.Studio.FirstDemo(sample)
	e, err := s.Studio.FindExhibit(d)
	if err != nil || e.Restored == nil || d.Setting != sample.Setting {
		return nil
	}
	return e
}

// sampleResult shows a piece of a sample as its codec left it, and beside that as it is restored.
func (s *site) sampleResult(w http.ResponseWriter, r *http.Request) error {
	sample, err := s.Studio.Sample(chi.URLParam(r, "name"))
	if err != nil {
		return err
	}
	e := s.result(sample)
	if e == nil {
		return store.ErrNotFound
	}
	data, err := s.encoded(r.Context(), "result-"+sample.Name, func(context.Context) ([]byte, error) { return halves(e.Damaged, e.Restored) })
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "private, max-age=3600")
	return writePNG(w, data)
}

// halves is the middle of two pictures of one size: the left of one, the right of the other,
// a line between.
func halves(left, right []byte) ([]byte, error) {
	a, err := png.Decode(bytes.NewReader(left))
	if err != nil {
		return nil, err
	}
	b, err := png.Decode(bytes.NewReader(right))
	if err != nil {
		return nil, err
	}
	size := a.Bounds().Size()
	shown := image.Rectangle{Max: image.Pt(min(size.X, cardSize.X), min(size.Y, cardSize.Y))}
	corner := size.Sub(shown.Max).Div(2)
	out := image.NewNRGBA(shown)
	draw.Draw(out, shown, a, corner, draw.Src)
	half := shown.Max.X / 2
	draw.Draw(out, image.Rect(half, 0, shown.Max.X, shown.Max.Y), b, corner.Add(image.Pt(half, 0)), draw.Src)
	draw.Draw(out, image.Rect(half-1, 0, half+1, shown.Max.Y), image.NewUniform(color.White), image.Point{}, draw.Src)
	return forShow(out, 0)
}
