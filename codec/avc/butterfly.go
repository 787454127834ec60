package avc

// norms4 and norms8 are what levels count, by QP modulo 6 and row by row (8.5.9).
var norms4, norms8 = func() (fours, eights [6][64]int32) {
	of4 := [6][3]int32{{10, 16, 13}, {11, 18, 14}, {13, 20, 16}, {14, 23, 18}, {16, 25, 20}, {18, 29, 23}}
	of8 := [6][6]int32{
		{20, 18, 32, 19, 25, 24}, {22, 19, 35, 21, 28, 26}, {26, 23, 42, 24, 33, 31},
		{28, 25, 45, 26, 35, 33}, {32, 28, 51, 30, 40, 38}, {36, 32, 58, 34, 46, 43},
	}
	kinds := [4][4]int{{0, 3, 4, 3}, {3, 1, 5, 1}, {4, 5, 2, 5}, {3, 1, 5, 1}} // of 8 × 8, by row and column modulo 4
	for m := range 6 {
		for k := range 16 {
			fours[m][k] = of4[m][[4]int{0, 2, 2, 1}[k/4%2*2+k%2]]
		}
		for k := range 64 {
			eights[m][k] = of8[m][kinds[k/8%4][k%4]]
		}
	}
	return fours, eights
}()

// inverse4 makes samples of a block of 4 × 4 of values (8.5.12.2).
func inverse4(v []int32) {
	for i := range 4 {
		line4(v[4*i:], 1)
	}
	for i := range 4 {
		line4(v[i:], 4)
	}
	for i := range v[:16] {
		v[i] = (v[i] + 32) >> 6
	}
}

// line4 transforms four values that lie so far apart.
func line4(v []int32, apart int) {
	p, q := v[0]+v[2*apart], v[0]-v[2*apart]
	s, t := v[apart]>>1-v[3*apart], v[apart]+v[3*apart]>>1
	v[0], v[apart], v[2*apart], v[3*apart] = p+t, q+s, q-s, p-t
}

// inverse8 makes samples of a block of 8 × 8 of values (8.5.13).
func inverse8(v []int32) {
	for i := range 8 {
		line8(v[8*i:], 1)
	}
	for i := range 8 {
		line8(v[i:], 8)
	}
	for i := range v[:64] {
		v[i] = (v[i] + 32) >> 6
	}
}

// line8 transforms eight values that lie so far apart.
func line8(v []int32, apart int) {
	at := func(i int) int32 { return v[i*apart] }
	p, q, s, t := at(0)+at(4), at(0)-at(4), at(2)>>1-at(6), at(2)+at(6)>>1
	even := [4]int32{p + t, q + s, q - s, p - t}
	a := at(5) - at(3) - at(7) - at(7)>>1
	b := at(1) + at(7) - at(3) - at(3)>>1
	c := at(7) - at(1) + at(5) + at(5)>>1
	d := at(3) + at(5) + at(1) + at(1)>>1
	odd := [4]int32{d - a>>2, b>>2 - c, b + c>>2, a + d>>2}
	for i, v8 := range even {
		v[i*apart], v[(7-i)*apart] = v8+odd[i], v8-odd[i]
	}
}
