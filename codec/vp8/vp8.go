// Package vp8 reads what a lossy WebP says of the picture that it was made from: a key frame of VP8 (RFC 6386) as levels,
// steps and predictions, for which decoders have no use any more once they have pixels. Pixels are x/image's to decode.
package vp8

import (
	"errors"
	"image"
)

// ErrFormat is what makes no sense, or ends early.
var ErrFormat = errors.New("its VP8 data makes no sense")

// segments is into how many kinds a frame may divide its macroblocks.
const segments = 4

// frame is a key frame whose header is read. Its macroblocks are 16 pixels wide and high.
type frame struct {
	size         image.Point
	across, down int // macroblocks

	mapped        bool // every macroblock says which segment it is of
	segmentChance [3]uint8
	index         [segments]int // quantiser indices of AC in luma, 0…127
	steps         [segments]steps

	tokens     probabilities
	skips      bool // macroblocks without coefficients may say so
	skipChance uint8

	modes      boolean   // the first partition, behind the header
	partitions []boolean // the others; row y is in number y modulo their count
}

// steps are what levels are multiples of: of DC and AC.
type steps struct{ luma, whole, chroma [2]int32 }

// macroblock is 16 × 16 pixels. Its blocks of 4 × 4 samples lie in six squares of 2 × 2: four of luma, Cb and Cr.
type macroblock struct {
	segment int
	skip    bool // all levels are 0
	whole   bool // luma is predicted as one, and the DCs of its 16 blocks were transformed once more
	luma    int  // its mode, where it is whole
	blocks  [16]int
	chroma  int
	levels  [6][64]int16 // by square, block and frequency; in the place of the DCs of a whole one what they became
	guess   [6][64]uint8 // the prediction, by square in reading order
}

// Squares.
const (
	cb = 4 + iota
	cr
)

// in is where block x, y of luma lies: its square, and the first of its places there.
func in(x, y int) (square, first int) { return y/2*2 + x/2, 16 * (y%2*2 + x%2) }
