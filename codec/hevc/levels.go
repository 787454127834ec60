package hevc

// readLevels reads a block's levels (7.3.8.11).
func (r *reader) readLevels(b *block, mode int) error {
	chroma := min(b.plane, 1)
	if r.skips && !r.bypassed && b.log2 == 2 && r.Bit(&r.contexts[skipTB+chroma]) {
		b.coding = samples
	}
	direction := r.scanOf(b, mode)
	endX, endY := r.readLast(b.log2, chroma)
	if direction == 2 {
		endX, endY = endY, endX
	}
	c := coefficients{reader: r, block: b, chroma: chroma, direction: direction, within: scans[direction][2]}
	subs := scans[direction][b.log2-2]
	last := 0
	for int(subs[last][0]) != endX>>2 || int(subs[last][1]) != endY>>2 {
		last++
	}
	from := 0
	for int(c.within[from][0]) != endX&3 || int(c.within[from][1]) != endY&3 {
		from++
	}
	for i := last; i >= 0; i-- {
		first := i == last
		if err := c.readSub(int(subs[i][0]), int(subs[i][1]), i, from, first); err != nil {
			return err
		}
		from = 15
	}
	return nil
}

// readLast reads where a block's last level is that is not 0.
func (r *reader) readLast(log2, chroma int) (x, y int) {
	offset, shift := 3*(log2-2)+(log2-1)>>2, (log2+1)>>2
	if chroma == 1 {
		offset, shift = 15, log2-2
	}
	prefix := func(from int) (n int) {
		for n < 2*log2-1 && r.Bit(&r.contexts[from+offset+n>>shift]) {
			n++
		}
		return n
	}
	x, y = prefix(lastX), prefix(lastY)
	for _, v := range []*int{&x, &y} {
		if *v > 3 {
			more := *v>>1 - 1
			*v = (2+*v&1)<<more + r.Uint(more)
		}
	}
	return x, y
}

// coefficients reads a block's levels, 4 × 4 by 4 × 4.
type coefficients struct {
	*reader
	block     *block
	chroma    int // 0 or 1
	direction int
	within    scan
	coded     [8][8]bool // which 4 × 4 have some, by row
	greater   int        // what the last decision "greater than one" left for the next
}

// readSub reads the 4 × 4 at x, y, number i of its block, from place `from` on; first is the one that has the block's last level.
func (c *coefficients) readSub(x, y, i, from int, first bool) error {
	side := 1 << (c.block.log2 - 2)
	around := 0
	if x+1 < side && c.coded[y][x+1] {
		around = 1
	}
	if y+1 < side && c.coded[y+1][x] {
		around |= 2
	}
	coded, told := true, false // told is that there are some, though none was seen yet
	if !first && i > 0 {
		coded = c.Bit(&c.contexts[codedSub+min(around, 1)+2*c.chroma])
		told = true
	}
	if !coded {
		return nil
	}
	c.coded[y][x] = true
	var places [16]int // of levels that are not 0
	count := 0
	for n := from; n >= 0; n-- {
		is := first && n == from
		if !is {
			if n == 0 && told {
				is = true
			} else {
				is = c.Bit(&c.contexts[significant+c.significance(x, y, n, around)])
			}
		}
		if is {
			places[count] = n
			count++
			told = false
		}
	}
	if count == 0 {
		return nil
	}
	return c.readValues(x, y, i, places[:count], first)
}

// significance is the context of whether a level is there (9.3.4.2.5).
func (c *coefficients) significance(x, y, n, around int) int {
	px, py := int(c.within[n][0]), int(c.within[n][1])
	var of int
	switch {
	case c.block.log2 == 2:
		of = [16]int{0, 1, 4, 5, 2, 3, 4, 5, 6, 6, 8, 8, 7, 7, 8, 8}[py<<2+px]
	case x+y+px+py == 0:
		of = 0
	default:
		switch around {
		case 0:
			of = [7]int{2, 1, 1}[px+py]
		case 1:
			of = max(0, 2-py)
		case 2:
			of = max(0, 2-px)
		default:
			of = 2
		}
		switch {
		case c.chroma == 1 && c.block.log2 == 3:
			of += 9
		case c.chroma == 1:
			of += 12
		default:
			if x+y > 0 {
				of += 3
			}
			switch {
			case c.block.log2 > 3:
				of += 21
			case c.direction == 0:
				of += 9
			default:
				of += 15
			}
		}
	}
	return of + 27*c.chroma
}
