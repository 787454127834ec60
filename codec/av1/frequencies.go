package av1

import (
	"math"
	"slices"

	"uncodec/codec/hold"
)

// bases are the orthonormal transforms that a block's cosines and sines come near to, [frequency][sample], by the logarithm of its side.
var bases = func() (all [2][7][][]float32) {
	for log2 := 2; log2 <= 6; log2++ {
		side := 1 << log2
		for k := range side {
			cosine, sine := make([]float32, side), make([]float32, side)
			for n := range side {
				cosine[n] = hold.Cosine(side, k, n)
				sine[n] = float32(math.Sqrt(2/float64(side)) * math.Sin(math.Pi*float64((2*k+1)*(2*n+1))/float64(4*side)))
				if side == 4 {
					sine[n] = float32(2 / math.Sqrt(9) * math.Sin(math.Pi*float64((2*k+1)*(n+1))/9))
				}
			}
			all[cosines][log2] = append(all[cosines][log2], cosine)
			all[sines][log2] = append(all[sines][log2], sine)
		}
	}
	return all
}()

// transform is an orthonormal one of a block's samples, in reading order. It has as many frequencies as samples, also where only the first 32
// each way have levels.
type transform struct {
	wide, high   int // logarithms of its sides
	across, down int8
}

func (b *blockHead) transform() transform { return transform{b.wide, b.high, b.across, b.down} }

// ToFrequencies turns samples into frequencies, in place.
func (t transform) ToFrequencies(v, scratch []float32) { t.by(v, scratch, frequencies) }

// ToSamples is its inverse.
func (t transform) ToSamples(v, scratch []float32) { t.by(v, scratch, backwards) }

// by transforms rows and then columns, each of which by leaves turned over.
func (t transform) by(v, scratch []float32, by func(kind int8, log2 int, in, out []float32, apart int)) {
	width, height := 1<<t.wide, 1<<t.high
	for y := range height {
		by(t.across, t.wide, v[y*width:][:width], scratch[y:], height)
	}
	for x := range width {
		by(t.down, t.high, scratch[x*height:][:height], v[x:], width)
	}
}

// frequencies writes a row's frequencies so far apart, and uses the row up.
func frequencies(kind int8, log2 int, in, out []float32, apart int) {
	switch kind {
	case cosines:
		basis, side := bases[cosines][log2], len(in)
		for n := side; n > 1; n /= 2 { // folded in the middle, differences are of odd frequencies, and sums of even ones
			half := n / 2
			var differences [32]float32
			for i := range half {
				in[i], differences[i] = in[i]+in[n-1-i], in[i]-in[n-1-i]
			}
			for k := side / n; k < side; k += 2 * side / n {
				out[k*apart] = dot(basis[k][:half], differences[:half])
			}
		}
		out[0] = in[0] * basis[0][0]
	case sines, flipped:
		if kind == flipped {
			slices.Reverse(in)
		}
		for k, row := range bases[sines][log2] {
			out[k*apart] = dot(row, in)
		}
	default:
		for i, value := range in {
			out[i*apart] = value
		}
	}
}

// backwards writes the samples of a row of frequencies so far apart.
func backwards(kind int8, log2 int, in, out []float32, apart int) {
	var sums [64]float32
	switch kind {
	case cosines:
		basis, side := bases[cosines][log2], len(in)
		sums[0] = in[0] * basis[0][0]
		for n := 2; n <= side; n *= 2 {
			half := n / 2
			var odd [32]float32
			for i := range half {
				odd[i] = in[(2*i+1)*side/n]
			}
			for i := range half { // what is of odd frequencies is the same turned over
				difference := dot(basis[(2*i+1)*side/n][:half], odd[:half])
				sums[i], sums[n-1-i] = sums[i]+difference, sums[i]-difference
			}
		}
	case sines, flipped:
		for k, row := range bases[sines][log2] {
			for i, sine := range row {
				sums[i] += sine * in[k]
			}
		}
		if kind == flipped {
			slices.Reverse(sums[:len(in)])
		}
	default:
		copy(sums[:], in)
	}
	for i, sum := range sums[:len(in)] {
		out[i*apart] = sum
	}
}

func dot(a, b []float32) (sum float32) {
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}
