package jpeg

import (
	_ "embed"

	"uncodec/codec/hold"
)

//go:embed estimator.json
var estimatorWeights []byte

// learned says where a JPEG's frequencies were.
var learned = hold.MustEstimator(estimatorWeights)

// kinds are the kinds of blocks that there are: each component's.
func (c *Constraint) kinds() (of [3]*hold.Kind) {
	for i, component := range c.components {
		of[i] = kindOf(component.quant, i == 0)
	}
	return of
}

func kindOf(steps *quantTable, luma bool) *hold.Kind {
	var of [64]float32
	for k, step := range steps {
		of[k] = float32(step)
	}
	return learned.Kind(of, placeOf(luma))
}

// placeOf describes frequencies to the estimator: down, across, and whether they are luma's.
func placeOf(luma bool) func(k int) []float32 {
	return func(k int) []float32 { return []float32{float32(k/8) / 8, float32(k%8) / 8, hold.Flag(luma)} }
}

// holdComponent brings one component's blocks of a row of MCUs to where the original is expected.
func (c *Constraint) holdComponent(s *hold.Window, i, row int, kind *hold.Kind) {
	of := &c.components[i]
	w, h := c.hFactor/of.hFactor, c.vFactor/of.vFactor // pixels that a sample covers
	var samples, change hold.Block
	for by := range of.vFactor {
		for bx := range of.stride {
			inW, inH := of.w-8*bx, of.h-8*(row*of.vFactor+by) // of its samples those within the picture
			if inW <= 0 || inH <= 0 {
				continue
			}
			x, y, says := 8*bx*w, 8*by*h, of.at(bx, row*of.vFactor+by)
			s.Samples(samples[:], 8, i, x, y, w, h)
			if inW < 8 || inH < 8 {
				fillBeyond(&samples, says, kind, inW, inH)
			}
			toFrequencies(&samples)
			if learned.Estimate(&change, &samples, (*[64]int16)(says), kind) {
				toSamples(&change)
				s.Add(change[:], 8, i, x, y, w, h)
			}
		}
	}
}

// fillBeyond gives a block's samples beyond the picture the file's own values: some encoders repeat
// the edge there, others code what they find, and what was cut without loss has more picture.
func fillBeyond(t *hold.Block, says *block, kind *hold.Kind, w, h int) {
	var own hold.Block
	for k, v := range says {
		own[k] = float32(v) * kind.Steps[k]
	}
	toSamples(&own)
	for n, v := range own {
		if n%8 >= w || n/8 >= h {
			t[n] = v
		}
	}
}
