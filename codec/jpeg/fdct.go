package jpeg

// fdct transforms a block of samples less 128 as libjpeg's jfdctint.c does, bit for bit: rows with two bits
// to spare, then columns. What comes out is 8 times the orthonormal transform.
func fdct(b *[64]int32) {
	for y := range 8 {
		fdct8(b[8*y:], 1, 13-2)
	}
	for x := range 8 {
		fdct8(b[x:], 8, 13+2)
	}
}

// fdct8 transforms eight values that lie step apart in place, and shifts the results down, rounding.
func fdct8(w []int32, step int, shift uint) {
	_ = w[7*step]
	t0, t7 := w[0]+w[7*step], w[0]-w[7*step]
	t1, t6 := w[step]+w[6*step], w[step]-w[6*step]
	t2, t5 := w[2*step]+w[5*step], w[2*step]-w[5*step]
	t3, t4 := w[3*step]+w[4*step], w[3*step]-w[4*step]

	half := int32(1) << (shift - 1)
	e0, e3, e1, e2 := t0+t3, t0-t3, t1+t2, t1-t2
	z1 := (e2 + e3) * fix0541
	w[0], w[4*step] = ((e0+e1)<<13+half)>>shift, ((e0-e1)<<13+half)>>shift
	w[2*step], w[6*step] = (z1+e3*fix0765+half)>>shift, (z1-e2*fix1847+half)>>shift

	z1, z2, z3, z4 := t4+t7, t5+t6, t4+t6, t5+t7
	z5 := (z3 + z4) * fix1175
	z1, z2, z3, z4 = -z1*fix0899, -z2*fix2562, z5-z3*fix1961, z5-z4*fix0390
	w[7*step], w[5*step] = (t4*fix0298+z1+z3+half)>>shift, (t5*fix2053+z2+z4+half)>>shift
	w[3*step], w[step] = (t6*fix3072+z2+z3+half)>>shift, (t7*fix1501+z1+z4+half)>>shift
}
