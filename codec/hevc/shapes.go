package hevc

import (
	"math"

	"uncodec/codec/hold"
)

// shapeOf tells squares of different places apart: 0 are four blocks of 4 × 4, 1 is a block of 8 × 8, and others are a part of a greater one.
func shapeOf(log2, column, row int) int {
	switch log2 {
	case 2:
		return 0
	case 3:
		return 1
	case 4:
		return 2 + 2*row + column
	}
	return 6 + 4*row + column
}

// shapes is how many there are.
const shapes = 22

// placeOf describes a shape's frequencies to the estimator: down, across, whether one is a block's mean, the block's size, and whether they
// are of luma.
func placeOf(shape int, luma bool) func(k int) []float32 {
	return func(k int) []float32 {
		log2, u, v := 3, k%8, k/8
		switch {
		case shape == 0:
			log2, u, v = 2, k%4, k%16/4
		case shape >= 6:
			log2, u, v = 5, u+8*((shape-6)%4), v+8*((shape-6)/4)
		case shape >= 2:
			log2, u, v = 4, u+8*((shape-2)%2), v+8*((shape-2)/2)
		}
		side := float32(int(1) << log2)
		return []float32{float32(v) / side, float32(u) / side, hold.Flag(u+v == 0), float32(log2-2) / 3, hold.Flag(luma)}
	}
}

// kinds are the kinds of squares that a picture has, as they come.
type kinds map[kindKey]*hold.Kind

type kindKey struct {
	plane, shape, qp int
	scale            *[1024]uint8
}

func (k kinds) of(b *block, shape int) *hold.Kind {
	key := kindKey{b.plane, shape, b.qp, b.scale}
	if k[key] == nil {
		k[key] = learned.Kind(stepsOf(b, shape), placeOf(shape, b.plane == 0))
	}
	return k[key]
}

// stepsOf are a square's steps, in levels of 255.
func stepsOf(b *block, shape int) (steps [64]float32) {
	step := float32(math.Exp2(float64(b.qp-4) / 6))
	for k := range steps {
		steps[k] = step
		if b.scale != nil {
			steps[k] *= float32(b.scale[placeIn(b.log2, shape, k)]) / 16
		}
	}
	return steps
}

// placeIn is where frequency k of a square is among its block's.
func placeIn(log2, shape, k int) int {
	switch log2 {
	case 2:
		return k % 16
	case 3:
		return k
	case 4:
		return (k/8+8*((shape-2)/2))<<4 + k%8 + 8*((shape-2)%2)
	}
	return (k/8+8*((shape-6)/4))<<5 + k%8 + 8*((shape-6)%4)
}
