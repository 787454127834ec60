package vp8

import (
	"context"
	_ "embed"
	"math"

	"uncodec/codec/hold"
	"uncodec/fine"
)

//go:embed estimator.json
var estimatorWeights []byte

// learned says where a WebP's frequencies were.
var learned = hold.MustEstimator(estimatorWeights)

// Constraint is what a lossy WebP says of the picture that it was made from. An encoder predicts each block from what it has
// coded before, and rounds the frequencies of what the prediction lacks to steps. Decoders know the prediction too, and so in
// which interval each frequency of the original lay: the set of a JPEG (Zakhor, 1992), moved by the prediction.
//
// It may be held by several goroutines at once.
type Constraint struct {
	frame       *frame
	orientation int
}

// ReadConstraint reads the header of a file's "VP8 " chunk; orientation, 1 to 8, is that of EXIF by which the pictures that are to
// be held were turned. It is [ErrFormat] where that makes no sense.
func ReadConstraint(data []byte, orientation int) (*Constraint, error) {
	f, err := readFrame(data)
	if err != nil {
		return nil, err
	}
	return &Constraint{f, orientation}, nil
}

// Quality is libwebp's, 0…100, that gives such steps as a "VP8 " chunk has in the mean. It is [ErrFormat] where the chunk
// makes no sense or ends early; the work goes with the bytes that there are.
func Quality(data []byte) (float64, error) {
	f, err := readFrame(data)
	if err != nil {
		return 0, err
	}
	modes, m, sum := newModeReader(f), new(macroblock), 0
	for range f.down {
		modes.row()
		for x := range f.across {
			modes.read(x, m)
			sum += f.index[m.segment]
		}
		if modes.coded.ended() {
			return 0, ErrFormat
		}
	}
	return qualityOf(float64(sum) / float64(f.across*f.down)), nil
}

// qualityOf turns a quantiser index into what libwebp is asked for to get it: its VP8SetSegmentParams, inverted.
func qualityOf(index float64) float64 {
	linear := math.Pow(1-index/127, 3)
	if linear < 0.5 {
		return 150 * linear
	}
	return 50 * (1 + linear)
}

// Hold moves img to where the original is to be expected, given both, in Y, Cb and Cr, each frequency by itself; each pixel as
// far as weight says, 0…1. img is upright and of the file's size.
//
// Where ctx ends, part of img has been moved; so it has where the error is [ErrFormat], of a file that ends early.
func (c *Constraint) Hold(ctx context.Context, img *fine.Image, weight func(x, y int) float64) error {
	f := c.frame
	w, err := c.window(img, weight)
	if err != nil {
		return err
	}
	h := holding{w, f.kinds()}
	rows := f.rows()
	for y := range f.down {
		if err := ctx.Err(); err != nil {
			return err
		}
		w.Read(0, 16*y)
		if err := rows.next(h.hold); err != nil {
			return err
		}
		w.Write()
	}
	return nil
}

// window shows rows of macroblocks.
func (c *Constraint) window(img *fine.Image, weight func(x, y int) float64) (*hold.Window, error) {
	size := c.frame.size
	return hold.NewWindow(img, size, hold.Lying(size).Turned(c.orientation), 16*c.frame.across, 16, colours, weight)
}

// colours are WebP's: BT.601's in limited range.
var colours = hold.Colours{
	Of: func(r, g, b float32) (y, u, v float32) {
		return 16 + 0.256942*r + 0.504440*g + 0.097961*b, 128 - 0.148300*r - 0.291153*g + 0.439453*b, 128 + 0.439453*r - 0.367981*g - 0.071472*b
	},
	Back: func(y, u, v float32) (r, g, b float32) {
		y, u, v = 1.164384*(y-16), u-128, v-128
		return y + 1.596027*v, y - 0.391762*u - 0.812968*v, y + 2.017232*u
	},
}
