package studio

import (
	"context"
	"errors"
	"image"
	"math"
	"time"

	"uncodec/codec"
	"uncodec/codec/jpeg"
	"uncodec/inference"
	"uncodec/quality"
)

// Restoration is a restored picture and what is known of it.
type Restoration struct {
	File       string         `json:"file"`
	Output     string         `json:"output"`
	Model      string         `json:"model"`
	Condition  ConditionTaken `json:"condition"`
	Views      int            `json:"views"` // of how many it is the mean
	Held       float64        `json:"held"`  // how far it was held to what the JPEG that it comes from says: 0…1; 0 of other files
	Megapixels float64        `json:"megapixels"`
	Seconds    float64        `json:"seconds"`
	// Input and Restored stand against the reference, where one was given.
	Input    *quality.Measures `json:"input,omitempty"`
	Restored *quality.Measures `json:"restored,omitempty"`
	// Consistency is the SSIM between the input and R-Net's answer, not held yet, compressed
	// again as believed; null where that codec is not here or the picture too small.
	Consistency *float64 `json:"consistency"`
	// Unmeasured is what kept the consistency from being measured, or nil: the restoration is none
	// the worse.
	Unmeasured error `json:"-"`

	Image *image.NRGBA `json:"-"`
}

// Order says how a picture is to be restored.
type Order struct {
	Request
	Header    codec.Header // of the picture's file, which tells how that was turned; zero where there is none
	Reference *image.NRGBA // of the same size, or nil
	// Constraint reads what the picture's file says of the original; nil where there is no file.
	Constraint func(context.Context) (*jpeg.Constraint, error)
	Believed   *Prediction // nil: P-Net is asked
	Progress   inference.Progress
	Phase      func(string) // told what is being done: "predict", "restore", "measure"
}

func (o *Order) phase(name string) {
	if o.Phase != nil {
		o.Phase(name)
	}
}

// Restore repairs a picture and measures the result.
func (e *Engine) Restore(ctx context.Context, img *image.NRGBA, order Order) (*Restoration, error) {
	m, err := e.Model(order.Model)
	if err != nil {
		return nil, err
	}
	begun := time.Now()
	believed := order.Believed
	if believed == nil {
		order.phase("predict")
		if believed, err = e.Predict(ctx, order.Header.OnGrid(img), "", m.Name); err != nil {
			return nil, err
		}
	}
	condition, taken, err := resolve(m, order.Condition, believed)
	if err != nil {
		return nil, err
	}
	order.phase("restore")
	out := &Restoration{Model: m.Name, Condition: taken, Views: max(order.Views, 1), Megapixels: megapixels(img)}
	if out.Image, err = m.Restore(ctx, order.Header.OnGrid(img), condition, order.Views, order.Progress); err != nil {
		return nil, err
	}
	restored := time.Since(begun)
	order.phase("measure")
	out.Consistency, out.Unmeasured = e.consistency(ctx, img, order.Header, out.Image, believed)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	holding := time.Now()
	if out.Held, err = order.hold(ctx, m, condition, out.Image); err != nil {
		return nil, err
	}
	out.Seconds = (restored + time.Since(holding)).Seconds()
	if order.Reference != nil {
		if out.Input, out.Restored, err = gain(order.Reference, img, out.Image); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// hold holds what was restored to the file that it comes from, where that is wanted and known. A
// file that cannot be read any more costs the restoration nothing else.
func (o *Order) hold(ctx context.Context, m *inference.Model, c inference.Condition, restored *image.NRGBA) (float64, error) {
	if o.Constraint == nil || o.Condition.Unheld {
		return 0, nil
	}
	file, err := o.Constraint(ctx)
	if errors.As(err, new(*codec.InputError)) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return hold(ctx, m, c, file, restored)
}

func megapixels(img *image.NRGBA) float64 {
	return float64(img.Bounds().Dx()) * float64(img.Bounds().Dy()) / 1e6
}

// gain measures the input and the restoration against the reference.
func gain(reference, input, restored *image.NRGBA) (*quality.Measures, *quality.Measures, error) {
	before, err := quality.Compare(reference, input)
	if err != nil {
		return nil, nil, err
	}
	after, err := quality.Compare(reference, restored)
	return &before, &after, err
}

// consistencySide bounds what consistency is measured on: the middle of a large
// picture stands for it, since the codec's time grows with every pixel.
const consistencySide = 2048

// consistency compresses the restoration again as believed, lying as the input's file has it, and takes
// the SSIM to the input: the paper's reward. A necessary sign of a true condition, not a sufficient one.
func (e *Engine) consistency(ctx context.Context, input *image.NRGBA, h codec.Header, restored *image.NRGBA, believed *Prediction) (*float64, error) {
	at := middle(h.OnGrid(input).Bounds(), consistencySide)
	name, level := believed.Best()
	return e.consistencyUnder(ctx, h.Stored(crop(input, at)), h.Stored(crop(restored, at)), name+":"+level)
}

// consistencyUnder is the consistency of a restoration with its input under a setting; null where
// the picture is too small. A *codec.InputError says that its codec is not here, or not for this
// picture: nothing is put in its place.
func (e *Engine) consistencyUnder(ctx context.Context, input, restored *image.NRGBA, setting string) (*float64, error) {
	coded, err := e.CompressChain(ctx, restored, setting)
	if err != nil {
		return nil, err
	}
	ssim, err := quality.SSIM(input, coded.Image)
	if err != nil || math.IsNaN(ssim) {
		return nil, err
	}
	return &ssim, nil
}

// orNone takes a consistency that a codec or a picture does not allow for none.
func orNone(consistency *float64, err error) (*float64, error) {
	if errors.As(err, new(*codec.InputError)) {
		return nil, nil
	}
	return consistency, err
}

// middle is the centre of a picture of such bounds, at most side on a side, which begins where a
// block of 16 pixels of the codec's does. It counts from the picture's upper left pixel.
func middle(bounds image.Rectangle, side int) image.Rectangle {
	along := func(lead, n int) (from, to int) {
		from = ((n-min(n, side))/2+lead)/16*16 - lead
		if from < 0 && n > 16 {
			from += 16
		}
		from = max(from, 0)
		return from, min(from+side, n)
	}
	x0, x1 := along(bounds.Min.X, bounds.Dx())
	y0, y1 := along(bounds.Min.Y, bounds.Dy())
	return image.Rect(x0, y0, x1, y1)
}

// crop copies a rectangle of a picture to an origin of 0,0.
func crop(img *image.NRGBA, at image.Rectangle) *image.NRGBA {
	if at == img.Bounds() {
		return img
	}
	out := image.NewNRGBA(image.Rectangle{Max: at.Size()})
	for y := range at.Dy() {
		from := img.PixOffset(at.Min.X, at.Min.Y+y)
		copy(out.Pix[y*out.Stride:], img.Pix[from:from+4*at.Dx()])
	}
	return out
}
