package hevc

// scan is an order of positions in a square, x and y.
type scan [][2]uint8

// scans are by direction, diagonal, horizontal and vertical, and by the logarithm of the side, 0…3 (6.5.3 to 6.5.5).
var scans = func() (of [3][4]scan) {
	for log2 := range 4 {
		side := 1 << log2
		for sum := range 2*side - 1 {
			for x := range side {
				if y := sum - x; y >= 0 && y < side {
					of[0][log2] = append(of[0][log2], [2]uint8{uint8(x), uint8(y)})
				}
			}
		}
		for n := range side * side {
			along, across := uint8(n%side), uint8(n/side)
			of[1][log2] = append(of[1][log2], [2]uint8{along, across})
			of[2][log2] = append(of[2][log2], [2]uint8{across, along})
		}
	}
	return of
}()

// scanOf is the direction in which a block's levels are coded (7.4.9.11): across that of the prediction, where small.
func (r *reader) scanOf(b *block, mode int) int {
	if b.log2 == 2 || b.log2 == 3 && (b.plane == 0 || r.chroma == 3) {
		switch {
		case mode >= 6 && mode <= 14:
			return 2
		case mode >= 22 && mode <= 30:
			return 1
		}
	}
	return 0
}
