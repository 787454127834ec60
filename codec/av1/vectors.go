package av1

// origin is what is kept of a unit for the vectors of others: in every 4 × 4 of it.
type origin struct {
	vector
	wide, high int8 // units; 0 of what is not decoded
	copied     bool
}

// vectors are those of units around one, by how much of them there is (7.10.2).
type vectors struct {
	*reader
	*unit
	all     [8]vector
	weights [8]int
	count   int
}

// likelyVector is the vector that most of what touches a unit has, or else of what is around. None points far enough out of the picture to be
// clamped, as those it is of lie so near.
func (r *reader) likelyVector(u *unit) vector {
	v := &vectors{reader: r, unit: u}
	wide, high := u.units(u.wide), u.units(u.high)
	rows := &lines{vectors: v, from: u.x, long: wide, seen: min(wide, 16, r.wide()-u.x), reach: reachOf(u.y, high, r.tile.top)}
	columns := &lines{vectors: v, columns: true, from: u.y, long: high, seen: min(high, 16, r.tall()-u.y), reach: reachOf(u.x, wide, r.tile.left)}
	rows.look(1)
	columns.look(1)
	top, left := u.y > r.tile.top, u.x > r.tile.left
	if top && max(wide, high) <= 16 && u.x+wide < r.tile.right {
		v.add(r.originAt(u.x+wide, u.y-1), 4)
	}
	nearest := v.count
	if top && left {
		v.add(r.originAt(u.x-1, u.y-1), 4)
	}
	for off := 3; off <= 5; off += 2 {
		rows.look(off - u.y&1)
		columns.look(off - u.x&1)
	}
	if v.count == 0 { // a superblock above, or left of those that may still be at work
		side := int16(1) << r.sb
		if u.y-int(side/4) < r.tile.top {
			return vector{x: -side - 256}
		}
		return vector{y: -side}
	}
	if nearest == 0 {
		nearest = v.count
	}
	best := 0
	for i, weight := range v.weights[:nearest] {
		if weight > v.weights[best] {
			best = i
		}
	}
	return v.all[best]
}

// add counts a unit's vector in, if it has one.
func (v *vectors) add(o *origin, weight int) {
	if !o.copied {
		return
	}
	for i, known := range v.all[:v.count] {
		if known == o.vector {
			v.weights[i] += weight
			return
		}
	}
	if v.count < len(v.all) {
		v.all[v.count], v.weights[v.count] = o.vector, weight
		v.count++
	}
}

func (r *reader) originAt(x, y int) *origin { return &r.origins[y*r.wide()+x] }

// lines are the rows above a unit, or the columns left of it.
type lines struct {
	*vectors
	columns bool
	from    int // where the unit begins along them,
	long    int // how long it is,
	seen    int // and how much of that is looked along, at most
	reach   int // how far off there is anything to look at,
	passed  int // and how far off that was counted in already, as it is of a unit that is nearer
}

// reachOf is how far off a unit one looks that is so long in that direction: three pairs, or two from the shortest, which may be a pair's second;
// up to the tile's edge.
func reachOf(at, long, edge int) int {
	reach := 6
	if long == 1 {
		reach = 4 - at&1
	}
	return min(reach, at-edge)
}

// look counts in what lies so far off. What does not touch the unit is looked at in pairs, at their second.
func (s *lines) look(off int) {
	if off > s.reach || off <= s.passed {
		return
	}
	from, least := s.from, 1
	if off > 1 {
		from, least = from|1, 2
	}
	if s.long >= 16 {
		least = 4
	}
	for i := 0; i < s.seen; {
		o, long, deep := s.at(from+i, off)
		length, weight := max(min(s.long, long), least), 2
		if s.long >= 2 && s.long <= long {
			rest := min(s.reach-off+1, deep)
			weight = max(weight, rest)
			s.passed = rest + off - 1
		}
		s.add(o, length*weight)
		i += length
	}
}

func (s *lines) at(along, off int) (o *origin, long, deep int) {
	if s.columns {
		o = s.originAt(s.unit.x-off, along)
		return o, int(o.high), int(o.wide)
	}
	o = s.originAt(along, s.unit.y-off)
	return o, int(o.wide), int(o.high)
}
