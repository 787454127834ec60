package jpeg

// hold brings one component's blocks of the strip to where the original is expected. Where the component
// has fewer samples than the picture, each is the mean of the pixels that it covers, as
// encoders make it; what it lacks is added to all of them.
func (s *strip) hold(component, row int) {
	c := &s.of.components[component]
	w, h := s.of.hFactor/c.hFactor, s.of.vFactor/c.vFactor // pixels that a sample covers
	plane := s.planes[component]
	var samples, change floatBlock
	for by := range c.vFactor {
		for bx := range c.stride {
			inW, inH := c.w-8*bx, c.h-8*(row*c.vFactor+by) // of its samples those within the picture
			if inW <= 0 || inH <= 0 {
				continue
			}
			corner, says := 8*by*h*s.width+8*bx*w, c.at(bx, row*c.vFactor+by)
			s.downsample(&samples, plane[corner:], w, h)
			if inW < 8 || inH < 8 {
				s.fillBeyond(&samples, component, says, inW, inH)
			}
			samples.dct()
			if learned.estimate(&change, &samples, says, &s.steps[component], &s.places[component]) {
				change.idct()
				s.addUpsampled(&change, plane[corner:], w, h)
			}
		}
	}
}

// downsample samples a block whose samples cover w × h pixels each.
func (s *strip) downsample(to *floatBlock, plane []float32, w, h int) {
	share := 1 / float32(w*h)
	for n := range to {
		first := n/8*h*s.width + n%8*w
		var sum float32
		for y := range h {
			for _, v := range plane[first+y*s.width:][:w] {
				sum += v
			}
		}
		to[n] = sum * share
	}
}

// fillBeyond gives a block's samples beyond the picture the file's own values: some encoders repeat
// the edge there, others code what they find, and what was cut without loss has more picture.
func (s *strip) fillBeyond(to *floatBlock, component int, says *block, w, h int) {
	var own floatBlock
	for k, v := range says {
		own[k] = float32(v) * s.steps[component][k]
	}
	own.idct()
	for n, v := range own {
		if n%8 >= w || n/8 >= h {
			to[n] = v
		}
	}
}

// addUpsampled adds a block's samples to the pixels that they cover.
func (s *strip) addUpsampled(from *floatBlock, plane []float32, w, h int) {
	for n, v := range from {
		first := n/8*h*s.width + n%8*w
		for y := range h {
			row := plane[first+y*s.width:][:w]
			for x := range row {
				row[x] += v
			}
		}
	}
}
