package vp8

// cosine and sine of an eighth turn's half, times the root of 2, in 16 bits (RFC 6386, 14.3).
const (
	cosine = 85627
	sine   = 35468
)

// add adds the samples of a block's values to the plane from x, y on, with the decoder's arithmetic.
func (p *plane) add(values *[16]int32, x, y int) {
	if *values == ([16]int32{}) {
		return
	}
	var columns [16]int32
	for i := range 4 {
		columns[i], columns[4+i], columns[8+i], columns[12+i] = inverse4(values[i], values[4+i], values[8+i], values[12+i])
	}
	for j := range 4 {
		row := columns[4*j:][:4]
		a, b, c, d := inverse4(row[0]+4, row[1], row[2], row[3])
		to := p.pix[p.at(x, y+j):][:4]
		for i, v := range [4]int32{a, b, c, d} {
			to[i] = clip(int(to[i]) + int(v>>3))
		}
	}
}

func inverse4(v0, v1, v2, v3 int32) (a, b, c, d int32) {
	even, odd := v0+v2, v0-v2
	low, high := (v1*sine)>>16-(v3*cosine)>>16, (v1*cosine)>>16+(v3*sine)>>16
	return even + high, odd + low, odd - low, even - high
}

// inverseWHT gives the DCs of 16 blocks (14.3).
func inverseWHT(v *[16]int32) {
	var columns [16]int32
	for i := range 4 {
		columns[i], columns[4+i], columns[8+i], columns[12+i] = walsh4(v[i], v[4+i], v[8+i], v[12+i])
	}
	for i := range 4 {
		row := columns[4*i:][:4]
		a, b, c, d := walsh4(row[0]+3, row[1], row[2], row[3])
		v[4*i], v[4*i+1], v[4*i+2], v[4*i+3] = a>>3, b>>3, c>>3, d>>3
	}
}

func walsh4[T int32 | float32](v0, v1, v2, v3 T) (a, b, c, d T) {
	outer, inner, differ, between := v0+v3, v1+v2, v0-v3, v1-v2
	return outer + inner, differ + between, outer - inner, differ - between
}
