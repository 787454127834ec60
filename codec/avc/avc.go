// Package avc reads what an intra picture of AVC (ITU-T H.264) says of the one that it was made from, as levels, steps and predictions,
// for which decoders have no use any more once they have pixels. Pixels are FFmpeg's to decode. The sections are H.264's.
//
// It reads frames of I slices of Baseline, Main, High, High 10 and their kin of 4:0:0 and 4:4:4.
package avc

import "uncodec/codec/hold"

// ErrFormat is what makes no sense, or ends early.
var ErrFormat = hold.ErrFormat

// ErrForeign is what AVC has and this package does not read, such as 4:2:2, fields, or pictures that are predicted from others.
var ErrForeign = hold.ErrForeign

// block is a square of samples that is predicted as one: what the file says of it, and what lay there before it said it.
type block struct {
	plane  int // 0 luma, 1 Cb, 2 Cr
	x, y   int // of its first sample in its plane
	side   int // 4, 8 or 16
	form   int8
	exact  bool            // its levels are samples, not frequencies
	qp     int             // of its plane, with what a depth beyond 8 bits adds
	unit   float32         // how many levels of 255 a level of its depth is
	scales *scaling        // what each frequency's step is multiplied with
	levels []int32         // row by row, of one 4 × 4 behind the other where it has several
	guess  [16 * 16]uint16 // the prediction, row by row
}

// How a block is transformed.
const (
	four     int8 = iota // as one of 4 × 4,
	eight                // one of 8 × 8,
	together             // or several of 4 × 4, whose means are transformed once more
)
