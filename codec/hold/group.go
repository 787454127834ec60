package hold

// gather adds a block that has fewer than 64 frequencies to a square.
func (s *squares) gather(r *Rectangle, part *Part) {
	g := &s.groups[r.Plane]
	if n := len(g.blocks); n > 0 && (g.blocks[n-1].Group != r.Group || (n+1)*len(part.Places) > 64) {
		s.flush(g)
	}
	if len(g.blocks) == 0 {
		q := &g.square
		q.Plane, q.Shape, q.Sort, q.Kind, g.places = r.Plane, part.Shape, part.Sort, part.Kind, part.Places
		q.Levels = [64]int16{}
		clear(q.Found)
	}
	first := len(g.blocks) * len(part.Places)
	g.blocks = append(g.blocks, *r)
	for k, at := range part.Places {
		g.square.Levels[first+k] = r.level(int(at))
		for i := range s.windows {
			g.square.Found[i][first+k] = s.found[i][at]
		}
	}
}

// flush shows a group's square, if there is one.
func (s *squares) flush(g *group) {
	if len(g.blocks) > 0 && s.show(&g.square) {
		for n := range g.blocks {
			r := &g.blocks[n]
			changed := s.changed[:r.Wide*r.High]
			for k, at := range g.places {
				changed[at] = g.square.Change[n*len(g.places)+k]
			}
			s.change(changed, r)
		}
	}
	g.blocks = g.blocks[:0]
}
