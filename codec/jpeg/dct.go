package jpeg

import "math"

// floatBlock is a block of samples, or of their frequencies in steps of samples.
type floatBlock [64]float32

// cosines is the orthonormal DCT-II that JPEG is built on: [frequency][sample].
var cosines = func() (c [8][8]float32) {
	for k := range c {
		scale := math.Sqrt(2.0 / 8)
		if k == 0 {
			scale = math.Sqrt(1.0 / 8)
		}
		for n := range c[k] {
			c[k][n] = float32(scale * math.Cos(math.Pi*float64(k)*(2*float64(n)+1)/16))
		}
	}
	return c
}()

// dct turns samples into frequencies, exactly but for the arithmetic: rows, then columns.
func (t *floatBlock) dct() {
	var rows floatBlock
	for y := range 8 {
		in := (*[8]float32)(t[8*y:])
		for k := range 8 {
			rows[8*y+k] = dot(&cosines[k], in)
		}
	}
	for x := range 8 {
		in := rows.column(x)
		for k := range 8 {
			t[8*k+x] = dot(&cosines[k], &in)
		}
	}
}

// idct turns frequencies into samples.
func (t *floatBlock) idct() {
	var rows floatBlock
	for x := range 8 {
		in := t.column(x)
		for k, v := range in {
			for n := range 8 {
				rows[8*n+x] += v * cosines[k][n]
			}
		}
	}
	*t = floatBlock{}
	for y := range 8 {
		for k := range 8 {
			for n := range 8 {
				t[8*y+n] += rows[8*y+k] * cosines[k][n]
			}
		}
	}
}

func (t *floatBlock) column(x int) (c [8]float32) {
	for y := range c {
		c[y] = t[8*y+x]
	}
	return c
}

func dot(a, b *[8]float32) float32 {
	return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] + a[3]*b[3] + a[4]*b[4] + a[5]*b[5] + a[6]*b[6] + a[7]*b[7]
}
