package avc

// zigzag4 and zigzag8 are the order in which the levels of 4 × 4 and of 8 × 8 are coded, by their place row by row (8.5.6, 8.5.7).
var zigzag4, zigzag8 = zigzag(4), zigzag(8)

func zigzag(side int) (order []uint8) {
	for sum := range 2*side - 1 {
		for n := range side {
			x := n // upwards,
			if sum%2 == 1 {
				x = side - 1 - n // or downwards
			}
			if y := sum - x; y >= 0 && y < side {
				order = append(order, uint8(y*side+x))
			}
		}
	}
	return order
}

// interleaved are the parts of zigzag8 that are coded as if they were blocks of 4 × 4.
var interleaved = func() (of [4][]uint8) {
	for i, at := range zigzag8 {
		of[i%4] = append(of[i%4], at)
	}
	return of
}()

// orderOf is the number of a macroblock's 4 × 4 among its 16, four of each 8 × 8 (6.4.3), by its column and row.
func orderOf(column, row int) int { return column&1 | row&1<<1 | column>>1<<2 | row>>1<<3 }

// columnOf and rowOf are where the 4 × 4 lies that has a number.
func columnOf(n int) int { return n&1 | n>>2&1<<1 }
func rowOf(n int) int    { return n>>1&1 | n>>3<<1 }

// lumaMeansAt are where the first levels of a macroblock's 4 × 4 are, in the order in which they are coded once they are transformed
// together.
var lumaMeansAt = func() (of []uint8) {
	for _, at := range zigzag4 {
		of = append(of, uint8(16*orderOf(int(at)%4, int(at)/4)))
	}
	return of
}()

// chromaMeansAt are the same of chroma of 4:2:0.
var chromaMeansAt = []uint8{0, 16, 32, 48}
