package avc

import (
	"math"

	"uncodec/codec/hold"
)

// Squares of different places: 0 are four blocks of 4 × 4, 1 is one of 8 × 8, the next four are those of a whole macroblock, and the last
// is of chroma of 4:2:0. In the latter two the means of 4 × 4 are transformed together.
const (
	shapeFour   = 0
	shapeEight  = 1
	shapeWhole  = 2
	shapeChroma = 6
	shapes      = 7
)

// placeOf describes a shape's frequencies to the estimator: down, across, whether one is a block's mean or what became of means, the
// block's size, whether means were transformed together, and whether they are of luma.
func placeOf(shape int, luma bool) func(k int) []float32 {
	return func(k int) []float32 {
		side, down, across := 4, float32(k%16/4)/4, float32(k%4)/4
		mean := k%16 == 0
		switch {
		case shape == shapeEight:
			side, down, across, mean = 8, float32(k/8)/8, float32(k%8)/8, k == 0
		case shape == shapeChroma && mean:
			down, across = float32(k/32)/8, float32(k/16%2)/8
		case shape >= shapeWhole && mean:
			n := 4*(shape-shapeWhole) + k/16
			down, across = float32(rowOf(n))/16, float32(columnOf(n))/16
		}
		return []float32{down, across, hold.Flag(mean), hold.Flag(side == 8), hold.Flag(shape >= shapeWhole), hold.Flag(luma)}
	}
}

// places are where a square's frequencies are among their block's, which come one square behind the other.
var places = func() (of [4][64]uint16) {
	for n := range of {
		for k := range of[n] {
			of[n][k] = uint16(64*n + k)
		}
	}
	return of
}()

// kinds are the kinds of squares that a picture has, as they come.
type kinds map[kindKey]*hold.Kind

type kindKey struct {
	plane, shape, qp int
	scales           *scaling
}

func (k kinds) of(b *block, shape int) *hold.Kind {
	key := kindKey{b.plane, shape, b.qp, b.scales}
	if k[key] == nil {
		k[key] = learned.Kind(stepsOf(b), placeOf(shape, b.plane == 0))
	}
	return k[key]
}

// stepsOf are a square's steps, in levels of 255: what a level counts, times how long the integer transform's frequency is. The means that
// are transformed together have that of a mean by itself.
func stepsOf(b *block) (steps [64]float32) {
	step := math.Exp2(float64(b.qp/6)) / 64 * float64(b.unit)
	for k := range steps {
		if b.form == eight {
			steps[k] = float32(step * float64(b.scales.eights[b.plane][k]) * float64(norms8[b.qp%6][k]) / 64 * lengths8[k/8] * lengths8[k%8])
		} else {
			at := k % 16
			steps[k] = float32(step * float64(b.scales.fours[b.plane][at]) * float64(norms4[b.qp%6][at]) / 16 * lengths4[at/4] * lengths4[at%4])
		}
	}
	return steps
}
