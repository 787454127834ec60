package av1

// angles are the directions' degrees, from above on the right to the left below (7.11.2.4).
var angles = [9]int{modeV: 90, modeH: 180, modeD45: 45, modeD135: 135, modeD113: 113, modeD157: 157, modeD203: 203, modeD67: 67}

// slopes are how many 64ths of a sample a direction moves sideways, by a third of its degrees; there is none near 33 and 78.
var slopes = [30]int{1: 1023, 547, 372, 273, 215, 178, 151, 132, 116, 102, 12: 90, 80, 71, 64, 57, 51, 45, 40, 35, 31, 27, 23, 19, 15, 27: 11, 7, 3}

// predictAngle goes on with the edges in a direction (7.11.2.4).
func (b *block) predictAngle(e *edges, of *prediction, edgeFilter bool, depth int) {
	width, height := b.width(), b.height()
	above := extent{length: width, inPicture: of.lastX - b.x + 1, known: of.above}
	left := extent{length: height, inPicture: of.lastY - b.y + 1, known: of.left}
	as := manner{edgeFilter, of.smooth, width + height, depth}
	switch angle := angles[of.mode] + 3*of.delta; {
	case angle < 90:
		above.beyond = height
		b.goOn(&e.above, slopes[angle/3], e.above.ready(&above, 90-angle, &as), true)
	case angle == 90:
		b.goOn(&e.above, 0, 0, true)
	case angle < 180:
		if edgeFilter && width+height >= 24 { // (7.11.2.7)
			corner := (5*e.left[lead] + 6*e.left[lead-1] + 5*e.above[lead] + 8) >> 4
			e.above[lead-1], e.left[lead-1] = corner, corner
		}
		doubledAbove, doubledLeft := e.above.ready(&above, angle-90, &as), e.left.ready(&left, 180-angle, &as)
		b.goBetween(e, slopes[(180-angle)/3], slopes[(angle-90)/3], doubledAbove, doubledLeft)
	case angle == 180:
		b.goOn(&e.left, 0, 0, false)
	default:
		left.beyond = width
		b.goOn(&e.left, slopes[(270-angle)/3], e.left.ready(&left, angle-180, &as), false)
	}
}

// goOn predicts from one edge: each row in turn from that above, or each column from that on the left.
func (b *block) goOn(e *edge, slope, doubled int, above bool) {
	lines, length, along, next := b.width(), b.height(), b.width(), 1
	if above {
		lines, length, along, next = length, lines, 1, b.width()
	}
	last := (lines + length - 1) << doubled
	for j := range lines {
		at := (j + 1) * slope
		whole, part := at>>(6-doubled), int32(at<<doubled>>1&31)
		for i := range length {
			v := e[lead+last]
			if from := whole + i<<doubled; from < last {
				v = (e[lead+from]*(32-part) + e[lead+from+1]*part + 16) >> 5
			}
			b.guess[j*next+i*along] = uint16(v)
		}
	}
}

// goBetween predicts from the edge that a direction comes from at each sample, by how it moves along each.
func (b *block) goBetween(e *edges, slopeAbove, slopeLeft, doubledAbove, doubledLeft int) {
	for y := range b.height() {
		row := b.guess[y<<b.wide:][:b.width()]
		for x := range row {
			line, doubled, at := &e.above, doubledAbove, x<<6-(y+1)*slopeAbove
			if at>>(6-doubled) < -1<<doubled {
				line, doubled, at = &e.left, doubledLeft, y<<6-(x+1)*slopeLeft
			}
			from, part := line[lead+at>>(6-doubled):], int32(at<<doubled>>1&31)
			row[x] = uint16((from[0]*(32-part) + from[1]*part + 16) >> 5)
		}
	}
}
