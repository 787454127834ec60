package jpeg

import "uncodec/codec/hold"

// cosines is the orthonormal DCT-II that JPEG is built on: [frequency][sample].
var cosines = func() (c [8][8]float32) {
	for k := range c {
		for n := range c[k] {
			c[k][n] = hold.Cosine(8, k, n)
		}
	}
	return c
}()

// toFrequencies transforms samples, exactly but for the arithmetic: rows, then columns.
func toFrequencies(t *hold.Block) {
	var rows hold.Block
	for y := range 8 {
		in := (*[8]float32)(t[8*y:])
		for k := range 8 {
			rows[8*y+k] = dot(&cosines[k], in)
		}
	}
	for x := range 8 {
		in := column(&rows, x)
		for k := range 8 {
			t[8*k+x] = dot(&cosines[k], &in)
		}
	}
}

// toSamples is its inverse.
func toSamples(t *hold.Block) {
	var rows hold.Block
	for x := range 8 {
		in := column(t, x)
		for k, v := range in {
			for n := range 8 {
				rows[8*n+x] += v * cosines[k][n]
			}
		}
	}
	*t = hold.Block{}
	for y := range 8 {
		for k := range 8 {
			for n := range 8 {
				t[8*y+n] += rows[8*y+k] * cosines[k][n]
			}
		}
	}
}

func column(t *hold.Block, x int) (c [8]float32) {
	for y := range c {
		c[y] = t[8*y+x]
	}
	return c
}

func dot(a, b *[8]float32) float32 {
	return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] + a[3]*b[3] + a[4]*b[4] + a[5]*b[5] + a[6]*b[6] + a[7]*b[7]
}
