package hevc

import "image"

// transform is what the transform blocks of a coding unit have in common.
type transform struct {
	luma, chroma [4]int // modes, by part
	parts        int    // 1 or 4
	splits       int    // at the most
}

// readTransform reads a transform tree (7.3.8.8). base is where its parent begins, of which it is child number `child`; coded tells of
// which planes the parent has levels.
func (r *reader) readTransform(t *transform, x, y int, base image.Point, log2, depth, child int, coded [3]bool) error {
	var split bool
	switch {
	case log2 > r.maxTB || t.parts == 4 && depth == 0:
		split = true
	case log2 > r.minTB && depth < t.splits:
		split = r.Bit(&r.contexts[splitTB+5-log2])
	}
	if r.chroma == 3 || r.chroma == 1 && log2 > 2 {
		for plane := 1; plane < 3; plane++ {
			coded[plane] = coded[plane] && r.Bit(&r.contexts[cbfChroma+depth])
		}
	} else if r.chroma == 0 {
		coded[1], coded[2] = false, false
	}
	if split {
		half := 1 << (log2 - 1)
		for i := range 4 {
			if err := r.readTransform(t, x+i%2*half, y+i/2*half, image.Pt(x, y), log2-1, depth+1, i, coded); err != nil {
				return err
			}
		}
		return nil
	}
	first := 1
	if depth > 0 {
		first = 0
	}
	coded[0] = r.Bit(&r.contexts[cbfLuma+first])
	return r.readBlocks(t, x, y, base, log2, depth, child, coded)
}

// readBlocks reads a transform unit (7.3.8.10): a block of luma, and those of chroma that lie there.
func (r *reader) readBlocks(t *transform, x, y int, base image.Point, log2, depth, child int, coded [3]bool) error {
	if (coded[0] || coded[1] || coded[2]) && r.deltas && !r.told {
		if err := r.readDelta(); err != nil {
			return err
		}
	}
	part := 0
	if t.parts == 4 {
		part = r.partOf(x, y)
	}
	if err := r.readBlock(0, x, y, log2, t.luma[part], coded[0]); err != nil {
		return err
	}
	fill(r, r.region, x, y, 1<<log2, r.here)
	switch {
	case r.chroma == 0:
		return nil
	case r.chroma == 1 && log2 == 2 && child < 3:
		return nil
	case r.chroma == 1 && log2 == 2:
		x, y = base.X, base.Y
	case r.chroma == 1:
		log2--
	}
	if r.chroma == 1 {
		part = 0
	}
	for plane := 1; plane < 3; plane++ {
		half := r.half(plane)
		if err := r.readBlock(plane, x>>half, y>>half, log2, t.chroma[part], coded[plane]); err != nil {
			return err
		}
	}
	return nil
}

// partOf is which quarter of its coding unit a sample lies in; such units are of the least size.
func (r *reader) partOf(x, y int) int {
	half := r.minCB - 1
	return x>>half&1 + y>>half&1*2
}

// readBlock predicts a transform block of a plane, and adds what the file says of it.
func (r *reader) readBlock(plane, x, y, log2, mode int, coded bool) error {
	b := &r.block
	b.blockHead = blockHead{plane: plane, x: x, y: y, log2: log2, qp: r.qpOf(plane), unit: 1 / float32(int(1)<<(r.depth[plane]-8))}
	clear(b.levels[:1<<(2*log2)])
	switch {
	case r.bypassed:
		b.coding = untouched
	case plane == 0 && log2 == 2:
		b.coding = sines
	}
	if scaling := r.lists(); scaling != nil && !r.bypassed {
		b.scale = &scaling.of[log2-2][plane]
	}
	if r.show != nil {
		r.predict(b, mode)
	}
	if coded {
		if err := r.readLevels(b, mode); err != nil {
			return err
		}
	}
	if r.show != nil {
		if coded {
			r.add(b)
		}
		r.show(b)
	}
	return nil
}

// lists are by what the frequencies' steps differ; nil where they do not.
func (r *reader) lists() *scaling {
	if r.sps.scaling != nil && r.pps.scaling != nil {
		return r.pps.scaling
	}
	return r.sps.scaling
}
