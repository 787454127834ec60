package av1

// readSegment reads which segment a unit belongs to (5.11.8, 5.11.9).
func (r *reader) readSegment(u *unit) {
	near, beside := r.segmentBeside(u)
	u.segment = near
	if !u.skip {
		last := r.segmentation.last
		u.segment = min(max(unfolded(r.symbol(r.Segment[beside][:], 7), near, last+1), 0), last)
	}
	across := min(u.units(u.wide), r.wide()-u.x)
	for y := range min(u.units(u.high), r.tall()-u.y) {
		fill(r.segments[(u.y+y)*r.wide()+u.x:][:across], uint8(u.segment))
	}
}

// segmentBeside is the segment that a unit likely belongs to, and how much those around agree.
func (r *reader) segmentBeside(u *unit) (segment, beside int) {
	at := func(x, y int) int { return int(r.segments[y*r.wide()+x]) }
	left, top := u.x > r.tile.left, u.y > r.tile.top
	switch {
	case left && top:
		l, a, corner := at(u.x-1, u.y), at(u.x, u.y-1), at(u.x-1, u.y-1)
		switch {
		case l == a && l == corner:
			beside = 2
		case l == a || l == corner || a == corner:
			beside = 1
		}
		if a == corner {
			return a, beside
		}
		return l, beside
	case left:
		return at(u.x-1, u.y), 0
	case top:
		return at(u.x, u.y-1), 0
	}
	return 0, 0
}

// unfolded is number v of those below count, from the nearest to one of them on (neg_deinterleave, 5.11.9).
func unfolded(v, near, count int) int {
	switch {
	case near == 0:
		return v
	case near >= count-1:
		return count - 1 - v
	}
	reach := 2 * min(near, count-1-near)
	switch {
	case v <= reach && v&1 == 1:
		return near + (v+1)>>1
	case v <= reach:
		return near - v>>1
	case 2*near < count:
		return v
	}
	return count - 1 - v
}

// readIndex reads by how much the quantiser's index changes with a superblock, and reads over the same of the loop filter (5.11.35,
// 5.11.36).
func (r *reader) readIndex(u *unit) {
	within := 1<<(r.sb-2) - 1
	if !r.deltaQ || (u.x|u.y)&within != 0 || u.skip && u.wide == r.sb && u.high == r.sb {
		return
	}
	if change := r.readChange(&r.DeltaQ); change != 0 {
		r.setIndex(min(max(r.index+change<<r.deltaQShift, 1), 255))
	}
	if !r.deltaLF {
		return
	}
	if !r.deltaLFMulti {
		r.readChange(&r.DeltaLF[0])
		return
	}
	count := 4
	if r.planeCount() == 1 {
		count = 2
	}
	for i := range count {
		r.readChange(&r.DeltaLF[1+i])
	}
}

func (r *reader) readChange(c *[4]uint16) int {
	v := r.symbol(c[:], 3)
	if v == 3 {
		width := 1 + r.uint(3)
		v = 1 + 1<<width + r.uint(width)
	}
	if v != 0 && r.even() {
		return -v
	}
	return v
}

// setIndex sets the steps that follow from an index of the quantiser (7.12.2).
func (r *reader) setIndex(index int) {
	r.index = index
	for i := range r.steps {
		own := r.segmentation.index(i, index)
		for plane := range r.steps[i] {
			r.steps[i][plane].dc = dcStep(own+r.dcDelta[plane], r.depth)
			r.steps[i][plane].ac = acStep(own+r.acDelta[plane], r.depth)
		}
	}
}
