package avc

// readLevels reads a macroblock's levels (7.3.5.3).
func (r *reader) readLevels(c coder) error {
	for plane := range r.planeCount() {
		clear(r.levels[plane][:])
	}
	lumas := 1
	if r.chroma == 3 {
		lumas = 3
	}
	for plane := range lumas {
		if err := r.readLuma(c, plane); err != nil {
			return err
		}
	}
	if r.chroma == 1 {
		return r.readChroma(c)
	}
	return nil
}

// readLuma reads those of luma, or of what is coded as that.
func (r *reader) readLuma(c coder, plane int) error {
	s := series{category: lumaFour, plane: plane, places: zigzag4}
	if r.kind == whole {
		if err := c.levels(&series{category: lumaMeans, plane: plane, to: r.levels[plane][:], places: lumaMeansAt}); err != nil {
			return err
		}
		s.category, s.places = lumaOthers, zigzag4[1:]
	}
	step := 1
	if r.eights {
		s.category, s.places, step = lumaEight, zigzag8, 4
	}
	for n := 0; n < 16; n += step {
		if r.pattern>>(n/4)&1 == 0 {
			continue
		}
		s.x, s.y, s.to = columnOf(n), rowOf(n), r.levels[plane][16*n:][:16*step]
		if err := c.levels(&s); err != nil {
			return err
		}
	}
	return nil
}

// readChroma reads those of chroma of 4:2:0.
func (r *reader) readChroma(c coder) error {
	for plane := 1; plane < 3 && r.pattern>>4 > 0; plane++ {
		if err := c.levels(&series{category: chromaMeans, plane: plane, to: r.levels[plane][:], places: chromaMeansAt}); err != nil {
			return err
		}
	}
	for plane := 1; plane < 3 && r.pattern>>4 == 2; plane++ {
		for n := range 4 {
			s := series{category: chromaOthers, plane: plane, x: n % 2, y: n / 2, to: r.levels[plane][16*n:][:16], places: zigzag4[1:]}
			if err := c.levels(&s); err != nil {
				return err
			}
		}
	}
	return nil
}
