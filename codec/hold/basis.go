package hold

// Basis is an orthonormal transform of the rows of a square block, and of its columns: [frequency][sample].
type Basis [][]float32

// ToFrequencies turns a block's samples in reading order into frequencies.
func (t *Basis) ToFrequencies(v, scratch []float32) {
	side := len(*t)
	for range 2 { // rows, turned over, twice
		for y := range side {
			in := v[y*side:][:side]
			for k, row := range *t {
				var sum float32
				for n, c := range row {
					sum += c * in[n]
				}
				scratch[k*side+y] = sum
			}
		}
		copy(v, scratch[:side*side])
	}
}

// ToSamples is its inverse.
func (t *Basis) ToSamples(v, scratch []float32) {
	side := len(*t)
	for range 2 {
		for y := range side {
			in := v[y*side:][:side]
			var sums [32]float32
			for k, row := range *t {
				if value := in[k]; value != 0 {
					for n, c := range row {
						sums[n] += c * value
					}
				}
			}
			for n, sum := range sums[:side] {
				scratch[n*side+y] = sum
			}
		}
		copy(v, scratch[:side*side])
	}
}
