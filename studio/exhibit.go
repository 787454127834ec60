package studio

import (
	"context"
	"image"
	"slices"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/quality"
	"uncodec/store"
)

// demoSide bounds what of a sample a kiosk shows, its middle, in pixels a side: as much
// as two processors restore within about a second. It is a multiple of the networks'
// stride: a pixel more would cost as much as a whole stride.
const demoSide = 512

// Exhibit is what came of a Demo. It is shared: nobody changes it.
type Exhibit struct {
	Damaged  []byte // what a decoder shows, as PNG
	Restored []byte // as PNG; nil where the networks are off, as are the fields from Believed on
	Pixels   int
	Coded    int     // bytes that the codec spent
	Before   float64 // PSNR against the pristine sample, in dB
	After    float64
	Believed *Prediction
	Told     ConditionTaken
	Asked    ConditionRequest
}

func (e *Exhibit) bytes() int { return len(e.Damaged) + len(e.Restored) }

// Exhibit makes what a kiosk shows, or finds it made: it is kept in memory, and nowhere
// else. Who asks for the same at once shares one making; it ends when all of them are
// gone. store.ErrNotFound answers for a Demo that there is not, store.ErrQueueFull where
// too many wait.
func (s *Studio) Exhibit(ctx context.Context, d Demo) (*Exhibit, error) {
	if err := s.checkDemo(d); err != nil {
		return nil, err
	}
	d = s.possible(d)
	return s.exhibits.get(ctx, d, func(ctx context.Context) (*Exhibit, error) { return s.makeExhibit(ctx, d) })
}

// FindExhibit is an Exhibit if it is made already, or store.ErrNotFound.
func (s *Studio) FindExhibit(d Demo) (*Exhibit, error) {
	if found, ok := s.exhibits.kept.Find(s.possible(d)); ok {
		return found, nil
	}
	return nil, store.ErrNotFound
}

// possible is a Demo as it can be shown: without networks nothing is believed.
func (s *Studio) possible(d Demo) Demo {
	if len(s.Models) == 0 {
		d.Belief = untold
	}
	return d
}

func (s *Studio) checkDemo(d Demo) error {
	if !slices.Contains(DemoSettings(), d.Setting) || !slices.Contains(DemoBeliefs, d.Belief) {
		return store.ErrNotFound
	}
	_, err := s.Sample(d.Sample)
	return err
}

// DemoPicture is the part of a sample that a kiosk shows, pristine.
func (s *Studio) DemoPicture(ctx context.Context, sample string) (*image.NRGBA, error) {
	img, err := s.SamplePixels(ctx, sample)
	if err != nil {
		return nil, err
	}
	return crop(img, middle(img.Bounds(), demoSide)), nil
}

// makeExhibit has the turn of the exhibits.
func (s *Studio) makeExhibit(ctx context.Context, d Demo) (_ *Exhibit, err error) {
	defer inference.Recovered(&err)
	at, err := s.exhibits.scenes.Get(sceneKey{d.Sample, d.Setting}, func() (*scene, error) { return s.setScene(ctx, d) })
	if err != nil {
		return nil, err
	}
	out := &Exhibit{Damaged: at.png, Pixels: area(at.pristine), Coded: at.coded, Before: at.before}
	if d.Belief == untold {
		return out, nil
	}
	m, err := s.Model("")
	if err != nil {
		return nil, err
	}
	if at.region == nil {
		if at.believed, err = s.Predict(ctx, at.damaged, codec.Header{}, d.Sample, m.Name); err != nil {
			return nil, err
		}
		if at.region, err = m.EncodeLive(ctx, at.damaged, at.damaged.Bounds()); err != nil {
			return nil, err
		}
	}
	out.Believed, out.Asked = at.believed, d.asked(m)
	condition, taken, err := resolve(m, out.Asked, at.believed)
	if err != nil {
		return nil, err
	}
	out.Told = taken
	restored, err := at.region.Preview(ctx, condition)
	if err != nil {
		return nil, err
	}
	if out.After, err = quality.PSNR(at.pristine, restored.NRGBA); err != nil {
		return nil, err
	}
	out.Restored, err = codec.ShownPNG(restored.NRGBA)
	return out, err
}
