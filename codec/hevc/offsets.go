package hevc

// skipOffsets reads over what becomes of the samples behind all that is here (7.3.8.3).
func (r *reader) skipOffsets(x, y int) {
	if r.known(x-1, y) && r.Bit(&r.contexts[saoMerge]) || r.known(x, y-1) && r.Bit(&r.contexts[saoMerge]) {
		return
	}
	kind := 0
	for plane := range r.planeCount() {
		if !r.slice.sao[plane] {
			continue
		}
		if plane < 2 {
			if kind = 0; r.Bit(&r.contexts[saoType]) {
				kind = 1 + r.Uint(1)
			}
		}
		if kind == 0 {
			continue
		}
		signs := 0
		for range 4 {
			for n := 0; n < 1<<(min(r.depth[plane], 10)-5)-1; n++ {
				if !r.Even() {
					break
				}
				if n == 0 {
					signs++
				}
			}
		}
		switch {
		case kind == 1:
			r.Decoder.Uint(signs + 5)
		case plane < 2:
			r.Uint(2)
		}
	}
}
