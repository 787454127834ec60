package jpeg

// hold brings one component's blocks of the strip within reach of the file. Where the component
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
			trust := float32(1)
			if inW >= 8 && inH >= 8 { // else part of what was found is the file's own
				trust = s.trust(component, &samples, says)
			}
			if s.correction(&change, component, &samples, says, trust) {
				change.idct()
				s.addUpsampled(&change, plane[corner:], w, h)
			}
		}
	}
}

// correction is what frequencies lack to lie within reach of what the file says, as far as they are trusted; false where
// that is nothing.
func (s *strip) correction(to *floatBlock, component int, found *floatBlock, says *block, trust float32) (any bool) {
	for k, v := range found {
		centre, reach := float32(says[k])*s.steps[component][k], trust*s.reach[component][k]
		to[k] = min(max(v, centre-reach), centre+reach) - v
		any = any || to[k] != 0
	}
	return any
}

// doubt is how much less a block is let depart from the file for each step that its frequencies lie beyond the file's
// intervals, in the mean: at 6 pictures that are held out come nearest to their originals, at 4 and 8 nearly so.
const doubt = 6

// trust is the share of its reach that a block has. Where what was found lies far outside of what the file allows, whoever
// found it saw little of what is there, as R-Net does of fine colours, and the file's own values are the better guess.
func (s *strip) trust(component int, found *floatBlock, says *block) float32 {
	var beyond float32
	for k, v := range found {
		off := v/s.steps[component][k] - float32(says[k])
		beyond += max(0, max(off, -off)-0.5)
	}
	return 1 / (1 + doubt*beyond/float32(len(found)))
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
