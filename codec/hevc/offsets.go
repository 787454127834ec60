package hevc

// skipOffsets reads over what becomes of the samples behind all that is here (7.3.8.3).
func (r *reader) skipOffsets(x, y int) {
	if r.known(x-1, y) && r.bit(&r.contexts[saoMerge]) || r.known(x, y-1) && r.bit(&r.contexts[saoMerge]) {
		return
	}
	kind := 0
	for plane := range r.planeCount() {
		if !r.slice.sao[plane] {
			continue
		}
		if plane < 2 {
			if kind = 0; r.bit(&r.contexts[saoType]) {
				kind = 1 + r.uint(1)
			}
		}
		if kind == 0 {
			continue
		}
		signs := 0
		for range 4 {
			for n := 0; n < 1<<(min(r.depth[plane], 10)-5)-1; n++ {
				if !r.even() {
					break
				}
				if n == 0 {
					signs++
				}
			}
		}
		switch {
		case kind == 1:
			r.arithmetic.uint(signs + 5)
		case plane < 2:
			r.uint(2)
		}
	}
}
