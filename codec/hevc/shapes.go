package hevc

import (
	"math"

	"uncodec/codec/hold"
)

// shapeOf tells squares of different places apart: 1 is a block of 8 × 8, and others are a part of a greater one. 0 are four blocks of
// 4 × 4.
func shapeOf(log2, column, row int) int {
	switch log2 {
	case 3:
		return 1
	case 4:
		return 2 + 2*row + column
	}
	return 6 + 4*row + column
}

// shapes is how many there are.
const shapes = 22

// within is where frequency k of a square is in its block: the logarithm of that one's side, across and down.
func within(shape, k int) (log2, u, v int) {
	u, v = k%8, k/8
	switch {
	case shape == 0:
		return 2, k % 4, k % 16 / 4
	case shape == 1:
		return 3, u, v
	case shape < 6:
		return 4, u + 8*((shape-2)%2), v + 8*((shape-2)/2)
	}
	return 5, u + 8*((shape-6)%4), v + 8*((shape-6)/4)
}

// placeIn is where frequency k of a square is among its block's.
func placeIn(shape, k int) int {
	log2, u, v := within(shape, k)
	return v<<log2 + u
}

// places are where a shape's frequencies are among their block's.
var places = func() (all [shapes][64]uint16) {
	for shape := range all {
		for k := range all[shape] {
			all[shape][k] = uint16(placeIn(shape, k))
		}
	}
	return all
}()

// placeOf describes a shape's frequencies to the estimator: down, across, whether one is a block's mean, the block's size, and whether they
// are of luma.
func placeOf(shape int, luma bool) func(k int) []float32 {
	return func(k int) []float32 {
		log2, u, v := within(shape, k)
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
			steps[k] *= float32(b.scale[placeIn(shape, k)]) / 16
		}
	}
	return steps
}
