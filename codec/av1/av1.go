// Package av1 reads what an AVIF says of the picture that it was made from: a key frame of AV1 as levels, steps and predictions, for
// which decoders have no use any more once they have pixels. Pixels are FFmpeg's to decode. The sections are those of the AV1 Bitstream &
// Decoding Process Specification (version 1.0.0 with errata 1).
//
// It reads 4:0:0, 4:2:0 and 4:4:4 of 8, 10 and 12 bits, without super-resolution.
package av1

import "uncodec/codec/hold"

// ErrFormat is what makes no sense, or ends early.
var ErrFormat = hold.ErrFormat

// ErrForeign is what AV1 has and this package does not read, such as 4:2:2 or super-resolution.
var ErrForeign = hold.ErrForeign

// block is a transform block: what the file says of a rectangle of samples, and what lay there before it said it.
type block struct {
	blockHead
	levels [1024]int32  // of frequency v down and u across at v<<min(wide, 5) + u, 32 each way at the most; behind its own stand others'
	guess  [4096]uint16 // the prediction, in reading order, row by row
}

// blockHead is a block without its samples.
type blockHead struct {
	plane        int // 0 luma, 1 Cb, 2 Cr
	x, y         int // of its first sample in its plane
	wide, high   int // logarithms of its sides, 2…6
	across, down int8
	dc, ac       int     // steps of its mean and of other frequencies: eighths of a level of its depth, in an orthonormal transform
	scale        []uint8 // what each frequency's step is multiplied with, in 32nds, in the order of levels; nil where that is 1
	unit         float32 // how many levels of 255 a level of its depth is
}

// What a block's rows (across) and columns (down) are transformed by.
const (
	cosines int8 = iota
	sines        // ADST
	samples      // not at all: levels are steps of samples
	exact        // Walsh–Hadamard, both ways: samples are what they were
	flipped      // sines from the other end
)

func (b *blockHead) width() int  { return 1 << b.wide }
func (b *blockHead) height() int { return 1 << b.high }

// plane is a picture's samples of a kind, before the loop filters. Blocks stand out over the picture, so there is room for some.
type plane struct {
	stride int
	pix    []uint16
}

// prediction is how a block is predicted (7.11.2).
type prediction struct {
	mode        int8 // as the standard numbers intra modes; chromaFromLuma among them
	delta       int  // of a direction, in steps of 3 degrees, −3…3
	recursive   int  // number of the recursive filter, −1 for none
	left, above bool // whether what lies there is decoded, and may be predicted from
	aboveRight  bool
	belowLeft   bool
	smooth      bool // a block above or left of it is predicted smoothly, for how edges are filtered (7.11.2.8)
	lastX       int  // the last sample of its plane that is the picture's, as counted in 4 × 4 blocks of luma (maxX, maxY of 7.11.2)
	lastY       int
}

// Intra modes (6.10.22), in the standard's order.
const (
	modeDC int8 = iota
	modeV
	modeH
	modeD45
	modeD135
	modeD113
	modeD157
	modeD203
	modeD67
	modeSmooth
	modeSmoothV
	modeSmoothH
	modePaeth
	modeCfL
)
