package studio

import (
	"cmp"
	"context"
	"image"
	"time"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/quality"
)

// Restoration is a restored picture and what is known of it.
type Restoration struct {
	File       string         `json:"file"`
	Output     string         `json:"output"`
	Model      string         `json:"model"`
	ModelHash  string         `json:"model_hash"`
	Condition  ConditionTaken `json:"condition"`
	Views      int            `json:"views"` // of how many it is the mean
	Held       float64        `json:"held"`  // how far it was held to what the JPEG, WebP, HEIC or AVIF that it comes from says, but for its colours beyond 4:2:0, which always are: 0…1; 0 of other files, and of codecs that the model has no name for
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
	Header    codec.Header // of the picture's file, which tells how that was turned, and what the networks are shown; zero where there is none
	Reference *image.NRGBA // of the same size, or nil
	// Constraint reads what the picture's file says of the original; nil where there is no file.
	Constraint func(context.Context) (*codec.Constraint, error)
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
		if believed, err = e.Predict(ctx, img, order.Header, "", m.Name); err != nil {
			return nil, err
		}
	}
	condition, taken, err := resolve(m, order.Condition, believed)
	if err != nil {
		return nil, err
	}
	order.phase("restore")
	out := &Restoration{Model: m.Name, ModelHash: m.Hash, Condition: taken, Views: max(order.Views, 1), Megapixels: megapixels(img)}
	answer, err := m.Looking(order.Header.Turn()).Restore(ctx, order.Header.Seen(img), condition, order.Views, order.Progress)
	if err != nil {
		return nil, err
	}
	restored := time.Since(begun)
	order.phase("measure")
	out.Consistency, out.Unmeasured = e.consistency(ctx, img, order.Header, answer, believed)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	holding := time.Now()
	if out.Image, out.Held, err = order.hold(ctx, m, condition, img, answer); err != nil {
		return nil, err
	}
	out.Seconds = (restored + time.Since(holding)).Seconds()
	if order.Reference != nil {
		if out.Input, out.Restored, err = gain(ctx, order.Header, order.Reference, img, out.Image); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// gain measures the input, whose file h is of, and the restoration against the reference; once ctx is done it goes no farther.
func gain(ctx context.Context, h codec.Header, reference, input, restored *image.NRGBA) (*quality.Measures, *quality.Measures, error) {
	before, err := quality.Compare(reference, h.OnGrid(input))
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return nil, nil, err
	}
	after, err := quality.Compare(reference, h.OnGrid(restored))
	return &before, &after, err
}
