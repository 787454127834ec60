package vp8

import "uncodec/codec/hold"

// cosines is the orthonormal DCT-II of four samples: [frequency][sample].
var cosines = func() (c [4][4]float32) {
	for k := range c {
		for n := range c[k] {
			c[k][n] = hold.Cosine(4, k, n)
		}
	}
	return c
}()

// toFrequencies turns a square of samples in reading order into its four blocks' frequencies, block by block.
func toFrequencies(t *hold.Block) {
	samples := *t
	for b := range 4 {
		corner := b/2*32 + b%2*4
		var rows [16]float32
		for y := range 4 {
			in := samples[corner+8*y:][:4]
			for k, c := range cosines {
				rows[4*y+k] = c[0]*in[0] + c[1]*in[1] + c[2]*in[2] + c[3]*in[3]
			}
		}
		for k, c := range cosines {
			for x := range 4 {
				t[16*b+4*k+x] = c[0]*rows[x] + c[1]*rows[4+x] + c[2]*rows[8+x] + c[3]*rows[12+x]
			}
		}
	}
}

// toSamples is its inverse.
func toSamples(t *hold.Block) {
	values := *t
	for b := range 4 {
		corner := b/2*32 + b%2*4
		var rows [16]float32
		for k, c := range cosines {
			for y, weight := range c {
				for x := range 4 {
					rows[4*y+x] += weight * values[16*b+4*k+x]
				}
			}
		}
		for y := range 4 {
			in := rows[4*y:][:4]
			for x := range 4 {
				t[corner+8*y+x] = cosines[0][x]*in[0] + cosines[1][x]*in[1] + cosines[2][x]*in[2] + cosines[3][x]*in[3]
			}
		}
	}
}

// together transforms the DCs of a macroblock's 16 blocks of luma once more, as VP8 does where it is predicted as one: Walsh's
// and Hadamard's transform, orthonormal, which is its own inverse.
func together(squares *[6]hold.Block) {
	var v [16]float32
	for n := range v {
		square, at := in(n%4, n/4)
		v[n] = squares[square][at] / 4
	}
	for i := range 4 {
		v[i], v[4+i], v[8+i], v[12+i] = walsh4(v[i], v[4+i], v[8+i], v[12+i])
	}
	for i := range 4 {
		row := v[4*i:][:4]
		row[0], row[1], row[2], row[3] = walsh4(row[0], row[1], row[2], row[3])
	}
	for n := range v {
		square, at := in(n%4, n/4)
		squares[square][at] = v[n]
	}
}
