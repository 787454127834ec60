package av1

// skipGrain reads over what grain the picture is to be shown with (5.9.30).
func (f *frame) skipGrain(b *syntax) {
	b.uint(16)
	var points [3]int
	points[0] = skipPoints(b, 14)
	byLuma := f.chroma != 0 && b.flag()
	if f.chroma != 0 && !byLuma && !(f.chroma == 1 && points[0] == 0) {
		points[1], points[2] = skipPoints(b, 10), skipPoints(b, 10)
	}
	b.uint(2)
	reach := b.uint(2)
	around := 2 * reach * (reach + 1)
	for i, count := range points {
		own := around
		if i > 0 && points[0] > 0 {
			own++
		}
		if count > 0 || i > 0 && byLuma {
			b.uint(8 * own)
		}
	}
	b.uint(2 + 2)
	for _, count := range points[1:] {
		if count > 0 {
			b.uint(8 + 8 + 9)
		}
	}
	b.uint(2)
}

func skipPoints(b *syntax, limit int) (count int) {
	count = b.upTo(limit, 4)
	b.uint(16 * count)
	return count
}
