package hevc

// angles are by how many 32nds of a sample a prediction moves, row by row, by mode (table 8-5); inverses those of the steep ones
// that lead back (table 8-6).
var (
	angles   = [35]int{2: 32, 26, 21, 17, 13, 9, 5, 2, 0, -2, -5, -9, -13, -17, -21, -26, -32, -26, -21, -17, -13, -9, -5, -2, 0, 2, 5, 9, 13, 17, 21, 26, 32}
	inverses = [26]int{11: -4096, -1638, -910, -630, -482, -390, -315, -256, -315, -390, -482, -630, -910, -1638, -4096}
)

// predict predicts a block, and writes that to its plane (8.4.4.2).
func (r *reader) predict(b *block, mode int) {
	side := b.side()
	e := r.around(b)
	if (b.plane == 0 || r.chroma == 3) && filtered(b.log2, mode) {
		e = r.smoothed(b, e)
	}
	switch mode {
	case planar:
		for y := range side {
			for x := range side {
				b.guess[y<<b.log2+x] = uint16(((side-1-x)*e[corner-1-y] + (x+1)*e[corner+1+side] + (side-1-y)*e[corner+1+x] + (y+1)*e[corner-1-side] + side) >> (b.log2 + 1))
			}
		}
	case dc:
		predictDC(b, e)
	default:
		r.predictAngle(b, e, mode)
	}
	p := &r.planes[b.plane]
	for y := range side {
		copy(p.pix[(b.y+y)*p.stride+b.x:][:side], b.guess[y<<b.log2:])
	}
}

func predictDC(b *block, e *edge) {
	side := b.side()
	sum := side
	for i := 1; i <= side; i++ {
		sum += e[corner-i] + e[corner+i]
	}
	mean := sum >> (b.log2 + 1)
	for i := range side * side {
		b.guess[i] = uint16(mean)
	}
	if b.plane == 0 && side < 32 {
		for i := 1; i < side; i++ {
			b.guess[i] = uint16((e[corner+1+i] + 3*mean + 2) >> 2)
			b.guess[i<<b.log2] = uint16((e[corner-1-i] + 3*mean + 2) >> 2)
		}
		b.guess[0] = uint16((e[corner-1] + 2*mean + e[corner+1] + 2) >> 2)
	}
}

// predictAngle goes on with the edge in a direction (8.4.4.2.6): from above, or, mirrored, from the left.
func (r *reader) predictAngle(b *block, e *edge, mode int) {
	side, angle := b.side(), angles[mode]
	along := 1
	if mode < 18 {
		along = -1
	}
	var line [97]int // of the edge, from −32 on
	const zero = 32
	for i := range 2*side + 1 {
		line[zero+i] = e[corner+along*i]
	}
	for i := -1; angle < 0 && i >= side*angle>>5; i-- {
		line[zero+i] = e[corner-along*((i*inverses[mode]+128)>>8)]
	}
	right, down := 1, side
	if mode < 18 {
		right, down = side, 1
	}
	for j := range side {
		whole, part := (j+1)*angle>>5, (j+1)*angle&31
		for i := range side {
			from := line[zero+i+whole+1:]
			v := from[0]
			if part != 0 {
				v = ((32-part)*from[0] + part*from[1] + 16) >> 5
			}
			b.guess[j*down+i*right] = uint16(v)
		}
	}
	if angle == 0 && b.plane == 0 && side < 32 {
		most := 1<<r.depth[0] - 1
		for j := range side {
			b.guess[j*down] = uint16(min(max(e[corner+along]+(e[corner-along*(1+j)]-e[corner])>>1, 0), most))
		}
	}
}
