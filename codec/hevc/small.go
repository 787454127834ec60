package hevc

// small are blocks of 4 × 4 that lie in the same square, as they come.
type small struct {
	square square
	of     blockHead // the last
	has    [4]bool
}

// add adds a block of 4 × 4 to its square.
func (s *squares) add(b *block) {
	of := &s.small[b.plane]
	if last := &of.of; of.has != ([4]bool{}) && (last.x>>3 != b.x>>3 || last.y>>3 != b.y>>3 || last.qp != b.qp || last.coding != b.coding) {
		s.flush(b.plane)
	}
	if of.has == ([4]bool{}) {
		of.square.plane, of.square.kind = b.plane, s.kinds.of(b, 0)
		of.square.levels = [64]int16{}
		clear(of.square.found)
	}
	n := b.x>>2&1 + b.y>>2&1*2
	of.of = b.blockHead
	of.has[n] = true
	for k, level := range b.levels[:16] {
		of.square.levels[16*n+k] = int16(level)
	}
	for i, w := range s.windows {
		s.lacks(of.square.found[i][16*n:], w, b)
	}
}

// flush shows the square of blocks of 4 × 4 of a plane, if there is one.
func (s *squares) flush(plane int) {
	of := &s.small[plane]
	if of.has != ([4]bool{}) && s.show(&of.square) {
		for n, has := range of.has {
			if has {
				b := &of.of
				b.x, b.y = b.x&^7+n%2*4, b.y&^7+n/2*4
				s.change(of.square.change[16*n:], b)
			}
		}
	}
	of.has = [4]bool{}
}
