package av1

// piece is a transform block of a copied unit's luma, in units.
type piece struct {
	x, y       int
	wide, high int     // logarithms of its sides in samples
	kind       [2]int8 // by what it is transformed: across and down
}

// readPieces reads into which pieces a copied unit is split (5.11.16, 5.11.17).
func (r *reader) readPieces(u *unit) {
	r.pieces = r.pieces[:0]
	wide, high := min(u.wide, 6), min(u.high, 6)
	if r.lossless[u.segment] {
		wide, high = 2, 2
	}
	split := r.txMode == txSelect && !u.skip && !r.lossless[u.segment]
	for y := u.y; y < u.y+u.units(u.high); y += u.units(high) {
		for x := u.x; x < u.x+u.units(u.wide); x += u.units(wide) {
			if split {
				r.readPiece(u, x, y, wide, high, 0)
			} else {
				r.pieces = append(r.pieces, piece{x: x, y: y, wide: wide, high: high})
			}
		}
	}
	u.txWide, u.txHigh = u.wide, u.high // as far as intra blocks are to know
	if u.skip {
		wide, high = u.wide, u.high
	}
	if !split {
		fill(r.above.piece[u.x:][:u.units(u.wide)], int8(wide))
		fill(r.left.piece[u.y&31:][:u.units(u.high)], int8(high))
	}
}

// readPiece reads whether a piece is split in the middle of its longer sides, up to twice.
func (r *reader) readPiece(u *unit, x, y, wide, high, depth int) {
	if x >= r.wide() || y >= r.tall() {
		return
	}
	if largest := max(wide, high); depth < 2 && largest > 2 {
		beside := 0
		if int(r.above.piece[x]) < wide {
			beside++
		}
		if int(r.left.piece[y&31]) < high {
			beside++
		}
		if r.flag(&r.Split[2*(6-largest)-depth][beside]) {
			lessWide, lessHigh := wide, high
			if wide >= high {
				lessWide--
			}
			if high >= wide {
				lessHigh--
			}
			for v := 0; v < u.units(high); v += u.units(lessHigh) {
				for h := 0; h < u.units(wide); h += u.units(lessWide) {
					r.readPiece(u, x+h, y+v, lessWide, lessHigh, depth+1)
				}
			}
			return
		}
	}
	r.pieces = append(r.pieces, piece{x: x, y: y, wide: wide, high: high})
	fill(r.above.piece[x:][:u.units(wide)], int8(wide))
	fill(r.left.piece[y&31:][:u.units(high)], int8(high))
}

// readPieceBlocks reads the pieces in the 64 × 64 that begins so many units within a unit.
func (r *reader) readPieceBlocks(u *unit, fromX, fromY int) {
	for i := range r.pieces {
		p := &r.pieces[i]
		if (p.x-u.x)&^15 != fromX || (p.y-u.y)&^15 != fromY || p.x >= r.wide() || p.y >= r.tall() {
			continue
		}
		r.block.blockHead = blockHead{x: 4 * p.x, y: 4 * p.y, wide: p.wide, high: p.high, unit: r.levelUnit()}
		r.readBlock(u, true, true)
		p.kind = [2]int8{r.block.across, r.block.down}
	}
}
