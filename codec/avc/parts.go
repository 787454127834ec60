package avc

// parts is the transform of a block whose side is so many times 4: each 4 × 4 by itself, one behind the other, and then their means
// together, which stay where they are.
type parts int

// ToFrequencies turns a block's samples in reading order into frequencies.
func (p parts) ToFrequencies(v, scratch []float32) {
	for n := range int(p * p) {
		to := scratch[16*n:][:16]
		for i := range 4 {
			copy(to[4*i:], v[p.at(n)+4*int(p)*i:][:4])
		}
		var room [16]float32
		basis4.ToFrequencies(to, room[:])
	}
	copy(v, scratch[:16*p*p])
	p.together(v)
}

// ToSamples is its inverse.
func (p parts) ToSamples(v, scratch []float32) {
	p.together(v)
	copy(scratch, v[:16*p*p])
	for n := range int(p * p) {
		of := scratch[16*n:][:16]
		var room [16]float32
		basis4.ToSamples(of, room[:])
		for i := range 4 {
			copy(v[p.at(n)+4*int(p)*i:][:4], of[4*i:])
		}
	}
}

// at is where the first sample of the 4 × 4 of some number is.
func (p parts) at(n int) int { return 4 * (4*int(p)*rowOf(n) + columnOf(n)) }

// together transforms the means of a block's parts, Walsh's and Hadamard's way, which is its own inverse.
func (p parts) together(v []float32) {
	var means, room [16]float32
	for n := range int(p * p) {
		means[rowOf(n)*int(p)+columnOf(n)] = v[16*n]
	}
	if p == 2 {
		a, b, c, d := means[0], means[1], means[2], means[3]
		means = [16]float32{(a + b + c + d) / 2, (a - b + c - d) / 2, (a + b - c - d) / 2, (a - b - c + d) / 2}
	} else {
		walsh.ToFrequencies(means[:], room[:])
	}
	for n := range int(p * p) {
		v[16*n] = means[rowOf(n)*int(p)+columnOf(n)]
	}
}
