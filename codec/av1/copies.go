package av1

// vector is how far off what a unit copies lies, in samples of luma.
type vector struct{ x, y int16 }

// farthest is beyond how far a vector may go each way (MV_UPP, 3).
const farthest = 1 << 11

// readCopy reads whether a unit is a copy of what was decoded before, and from where (5.11.7, 5.11.26).
func (r *reader) readCopy(u *unit) bool {
	if u.copied = r.copies && r.flag(&r.Copied); !u.copied {
		return false
	}
	u.from = r.likelyVector(u)
	changes := r.symbol(r.Joint[:], 3)
	if changes&2 != 0 {
		u.from.y += r.readDistance(&r.Vector[0])
	}
	if changes&1 != 0 {
		u.from.x += r.readDistance(&r.Vector[1])
	}
	r.broken = r.broken || !r.decodedAt(u)
	return true
}

// readDistance reads by how much a vector is off the likely one, in one direction (5.11.32).
func (r *reader) readDistance(c *distanceChances) int16 {
	negative, far := r.flag(&c.Sign), 0
	if class := r.symbol(c.Class[:], 10); class > 0 {
		far = 1 << class
		for i := range class {
			if r.flag(&c.Bits[i]) {
				far += 1 << i
			}
		}
	} else if r.flag(&c.Two) {
		far = 1
	}
	if negative {
		return int16(-far - 1)
	}
	return int16(far + 1)
}

// decodedAt tells whether all that a unit copies lies in its tile, in superblocks before its own.
func (r *reader) decodedAt(u *unit) bool {
	side := 1 << r.sb
	column, row := 4*u.x&^(side-1), 4*u.y&^(side-1)
	left, top := 4*u.x+int(u.from.x), 4*u.y+int(u.from.y)
	right, bottom := left+1<<u.wide, top+1<<u.high
	if u.chroma && r.half(1) == 1 { // of a small unit, it begins before luma
		left -= max(8-1<<u.wide, 0)
		top -= max(8-1<<u.high, 0)
	}
	near := max(u.from.x, -u.from.x, u.from.y, -u.from.y) < farthest
	inside := left >= 4*r.tile.left && top >= 4*r.tile.top && right <= 4*r.tile.right && bottom <= 4*r.tile.bottom
	return near && inside && (bottom <= row || bottom <= row+side && right <= column)
}

// predictByCopy predicts r.block by what lies where its unit says: in chroma of fewer samples, that may be halfway between them (7.11.3).
func (r *reader) predictByCopy(u *unit) {
	b := &r.block
	p, half := &r.planes[b.plane], r.half(b.plane)
	x, y := b.x<<half+int(u.from.x), b.y<<half+int(u.from.y)
	right, below := x&half, y&half*p.stride
	for row := range b.height() {
		from := p.pix[(y>>half+row)*p.stride+x>>half:]
		to := b.guess[row<<b.wide:][:b.width()]
		for i := range to {
			to[i] = (from[i] + from[i+right] + from[i+below] + from[i+below+right] + 2) >> 2
		}
	}
	p.show(b)
}
