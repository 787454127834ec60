package avc

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestSteps: what decoders make of a block's levels in integers is what frequencies of so many steps come to, but for rounding; of each
// form, at several QPs, with steps that change with frequency and without.
func TestSteps(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	uneven := new(lists)
	for n := range uneven {
		uneven[n] = make([]uint8, len(usual[n]))
		for i := range uneven[n] {
			uneven[n][i] = uint8(8 + random.IntN(60))
		}
	}
	const middle = 1 << 13
	for _, b := range []block{{side: 4, form: four}, {side: 8, form: eight}, {side: 16, form: together}, {plane: 1, side: 8, form: together}} {
		for qp := 14; qp < 44; qp += 5 {
			for _, of := range []*lists{nil, uneven} {
				for k := range b.side * b.side {
					r := &reader{sps: &sps{depth: [3]int{14, 14, 14}}}
					r.planes[b.plane] = plane{16, make([]uint16, 256)}
					for i := range r.planes[b.plane].pix {
						r.planes[b.plane].pix[i] = middle
					}
					b.qp, b.scales, b.unit, b.levels = qp, of.scaling(), 1, make([]int32, b.side*b.side)
					b.levels[k] = int32(1 + random.IntN(20))
					r.add(&b, dc)
					v, scratch := make([]float32, b.side*b.side), make([]float32, 256)
					v[k] = float32(b.levels[k]) * stepsOf(&b)[k%64]
					b.rectangle().Transform.ToSamples(v, scratch)
					for i, want := range v {
						got := float64(r.planes[b.plane].pix[i/b.side*16+i%b.side]) - middle
						if math.Abs(got-float64(want)) > 1 {
							t.Fatalf("form %d, QP %d, frequency %d: sample %d is %v, in steps %v", b.form, qp, k, i, got, want)
						}
					}
				}
			}
		}
	}
}

// TestTransforms: they are orthonormal, and the way back leads back.
func TestTransforms(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, b := range []block{{side: 4, form: four}, {side: 8, form: eight}, {side: 16, form: together}, {side: 8, form: together}} {
		of, v, scratch := b.rectangle().Transform, make([]float32, b.side*b.side), make([]float32, 256)
		var before, after float64
		for i := range v {
			v[i] = float32(random.NormFloat64())
			before += float64(v[i] * v[i])
		}
		samples := append([]float32{}, v...)
		of.ToFrequencies(v, scratch)
		for _, f := range v {
			after += float64(f * f)
		}
		if math.Abs(after-before) > 1e-3 {
			t.Errorf("form %d: %v was %v", b.form, after, before)
		}
		of.ToSamples(v, scratch)
		for i := range v {
			if math.Abs(float64(v[i]-samples[i])) > 1e-4 {
				t.Errorf("form %d: sample %d is %v, was %v", b.form, i, v[i], samples[i])
			}
		}
	}
}
