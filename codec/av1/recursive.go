package av1

// taps are what each of 4 × 2 samples takes, in sixteenths, of the 5 above them from the corner on, and of the 2 on the left, by filter
// (7.11.2.3).
var taps = [5][8][7]int32{
	{{-6, 10, 0, 0, 0, 12, 0}, {-5, 2, 10, 0, 0, 9, 0}, {-3, 1, 1, 10, 0, 7, 0}, {-3, 1, 1, 2, 10, 5, 0},
		{-4, 6, 0, 0, 0, 2, 12}, {-3, 2, 6, 0, 0, 2, 9}, {-3, 2, 2, 6, 0, 2, 7}, {-3, 1, 2, 2, 6, 3, 5}},
	{{-10, 16, 0, 0, 0, 10, 0}, {-6, 0, 16, 0, 0, 6, 0}, {-4, 0, 0, 16, 0, 4, 0}, {-2, 0, 0, 0, 16, 2, 0},
		{-10, 16, 0, 0, 0, 0, 10}, {-6, 0, 16, 0, 0, 0, 6}, {-4, 0, 0, 16, 0, 0, 4}, {-2, 0, 0, 0, 16, 0, 2}},
	{{-8, 8, 0, 0, 0, 16, 0}, {-8, 0, 8, 0, 0, 16, 0}, {-8, 0, 0, 8, 0, 16, 0}, {-8, 0, 0, 0, 8, 16, 0},
		{-4, 4, 0, 0, 0, 0, 16}, {-4, 0, 4, 0, 0, 0, 16}, {-4, 0, 0, 4, 0, 0, 16}, {-4, 0, 0, 0, 4, 0, 16}},
	{{-2, 8, 0, 0, 0, 10, 0}, {-1, 3, 8, 0, 0, 6, 0}, {-1, 2, 3, 8, 0, 4, 0}, {0, 1, 2, 3, 8, 2, 0},
		{-1, 4, 0, 0, 0, 3, 10}, {-1, 3, 4, 0, 0, 4, 6}, {-1, 2, 3, 4, 0, 4, 4}, {-1, 2, 2, 3, 4, 3, 3}},
	{{-12, 14, 0, 0, 0, 14, 0}, {-10, 0, 14, 0, 0, 12, 0}, {-9, 0, 0, 14, 0, 11, 0}, {-8, 0, 0, 0, 14, 10, 0},
		{-10, 12, 0, 0, 0, 0, 14}, {-9, 1, 12, 0, 0, 0, 12}, {-8, 0, 0, 12, 0, 1, 11}, {-7, 0, 0, 1, 12, 1, 9}},
}

// predictRecursively predicts 4 × 2 samples each by those around them, predicted ones among these (7.11.2.3).
func (b *block) predictRecursively(e *edges, filter, depth int) {
	most := int32(1)<<depth - 1
	for y := 0; y < b.height(); y += 2 {
		for x := 0; x < b.width(); x += 4 {
			var near [7]int32
			for i := range 5 {
				switch {
				case y == 0:
					near[i] = e.above[lead+x+i-1]
				case x+i == 0:
					near[i] = e.left[lead+y-1]
				default:
					near[i] = int32(b.guess[(y-1)<<b.wide+x+i-1])
				}
			}
			for i := range 2 {
				if x == 0 {
					near[5+i] = e.left[lead+y+i]
				} else {
					near[5+i] = int32(b.guess[(y+i)<<b.wide+x-1])
				}
			}
			for i := range taps[filter] {
				sum := int32(8)
				for j, tap := range taps[filter][i] {
					sum += tap * near[j]
				}
				b.guess[(y+i>>2)<<b.wide+x+i&3] = uint16(min(max(sum>>4, 0), most))
			}
		}
	}
}
