// Package hevc reads what a HEIC says of the picture that it was made from: a picture of HEVC (ITU-T H.265) that predicts from itself
// alone, as levels, steps and predictions, for which decoders have no use any more once they have pixels. Pixels are FFmpeg's to
// decode. The sections are H.265's.
//
// It reads Main, Main 10, Main Still Picture and their kin of 4:0:0 and 4:4:4, without the range extensions' tools.
package hevc

import "uncodec/codec/hold"

// ErrFormat is what makes no sense, or ends early.
var ErrFormat = hold.ErrFormat

// ErrForeign is what HEVC has and this package does not read, such as 4:2:2 or screen content's tools.
var ErrForeign = hold.ErrForeign

// block is a transform block: what the file says of a square of samples, and what lay there before it said it.
type block struct {
	blockHead
	levels [1024]int32  // in reading order, row by row; behind its own stand others'
	guess  [1024]uint16 // the prediction
}

// blockHead is a block without its samples.
type blockHead struct {
	plane  int // 0 luma, 1 Cb, 2 Cr
	x, y   int // of its first sample in its plane
	log2   int // of its side, 2…5
	qp     int // of its plane, without what a depth beyond 8 bits adds: a step is 2^((qp−4)/6) levels of 255
	coding int8
	unit   float32      // how many levels of 255 a level of its depth is
	scale  *[1024]uint8 // what each frequency's step is multiplied with, in sixteenths; nil where that is 1
}

// What a block's levels are of.
const (
	cosines   int8 = iota // frequencies
	sines                 // those of luma's 4 × 4
	samples               // steps of samples themselves
	untouched             // samples themselves
)

func (b *blockHead) side() int { return 1 << b.log2 }
