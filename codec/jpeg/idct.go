package jpeg

// The constants of libjpeg's "islow" transform in 13-bit fixed point.
const (
	fix0298 = 2446
	fix0390 = 3196
	fix0541 = 4433
	fix0765 = 6270
	fix0899 = 7373
	fix1175 = 9633
	fix1501 = 12299
	fix1847 = 15137
	fix1961 = 16069
	fix2053 = 16819
	fix2562 = 20995
	fix3072 = 25172
)

// block is 8 x 8 coefficients in reading order.
type block [64]int16

// idct transforms a block as libjpeg's jidctint.c does, bit for bit:
// columns with two bits to spare, then rows.
func idct(b *block, quant *quantTable, out []byte, stride int) {
	var w [64]int32
	for i, v := range b {
		w[i] = int32(v) * int32(quant[i])
	}
	for x := range 8 {
		if w[8+x]|w[16+x]|w[24+x]|w[32+x]|w[40+x]|w[48+x]|w[56+x] == 0 { // most columns; the same result, sooner
			level := w[x] << 2
			for y := range 8 {
				w[8*y+x] = level
			}
			continue
		}
		idct8(w[x:], 8, 13-2)
	}
	for y := range 8 {
		row := w[8*y : 8*y+8 : 8*y+8]
		idct8(row, 1, 13+2+3)
		to := out[y*stride:][:8]
		for x, v := range row {
			to[x] = clamp(int(v) + 128)
		}
	}
}

// idct8 transforms eight values that lie step apart in place, and shifts
// the results down, rounding.
func idct8(w []int32, step int, shift uint) {
	_ = w[7*step]
	z2, z3 := w[2*step], w[6*step]
	z1 := (z2 + z3) * fix0541
	t2, t3 := z1-z3*fix1847, z1+z2*fix0765
	t0, t1 := (w[0]+w[4*step])<<13, (w[0]-w[4*step])<<13
	e0, e3, e1, e2 := t0+t3, t0-t3, t1+t2, t1-t2

	t0, t1, t2, t3 = w[7*step], w[5*step], w[3*step], w[step]
	z1, z2, z3, z4 := t0+t3, t1+t2, t0+t2, t1+t3
	z5 := (z3 + z4) * fix1175
	z1, z2, z3, z4 = -z1*fix0899, -z2*fix2562, z5-z3*fix1961, z5-z4*fix0390
	t0 = t0*fix0298 + z1 + z3
	t1 = t1*fix2053 + z2 + z4
	t2 = t2*fix3072 + z2 + z3
	t3 = t3*fix1501 + z1 + z4

	half := int32(1) << (shift - 1)
	w[0], w[7*step] = (e0+t3+half)>>shift, (e0-t3+half)>>shift
	w[step], w[6*step] = (e1+t2+half)>>shift, (e1-t2+half)>>shift
	w[2*step], w[5*step] = (e2+t1+half)>>shift, (e2-t1+half)>>shift
	w[3*step], w[4*step] = (e3+t0+half)>>shift, (e3-t0+half)>>shift
}
