package hevc

// Ways to predict that have names (8.4.2); others are angles.
const (
	planar     = 0
	dc         = 1
	horizontal = 10
	vertical   = 26
	diagonal   = 34
)

// readModes reads how the parts of a coding unit are predicted.
func (r *reader) readModes(x, y, side, parts int) (luma, chroma [4]int) {
	var likely [4]bool
	for i := range parts {
		likely[i] = r.Bit(&r.contexts[likelyMode])
	}
	if parts == 4 {
		side /= 2
	}
	for i := range parts {
		x, y := x+i%2*side, y+i/2*side
		candidates := r.likelyModes(x, y, i%2 == 1, i/2 == 1)
		if likely[i] {
			n := 0
			if r.Even() {
				n = 1 + r.Uint(1)
			}
			luma[i] = candidates[n]
		} else {
			luma[i] = other(candidates, r.Uint(5))
		}
		fill(r, r.mode, x, y, side, uint8(luma[i]))
	}
	switch {
	case r.chroma == 0:
	case r.chroma == 3 && parts == 4:
		for i := range parts {
			chroma[i] = r.readChromaMode(luma[i])
		}
	default:
		mode := r.readChromaMode(luma[0])
		chroma = [4]int{mode, mode, mode, mode}
	}
	return luma, chroma
}

// likelyModes are the three that a part's neighbours make likely (8.4.2); those on its left and above may be of its own unit.
func (r *reader) likelyModes(x, y int, ownLeft, ownAbove bool) [3]int {
	left, above := dc, dc
	if ownLeft || r.known(x-1, y) {
		left = int(r.mode[r.unit(x-1, y)])
	}
	if ownAbove || r.known(x, y-1) && y&(1<<r.ctb-1) != 0 {
		above = int(r.mode[r.unit(x, y-1)])
	}
	switch {
	case left == above && left < 2:
		return [3]int{planar, dc, vertical}
	case left == above:
		return [3]int{left, 2 + (left+29)%32, 2 + (left-1)%32}
	}
	third := vertical
	if left != planar && above != planar {
		third = planar
	} else if left != dc && above != dc {
		third = dc
	}
	return [3]int{left, above, third}
}

// other is mode n of those that are none of three.
func other(than [3]int, n int) int {
	a, b, c := than[0], than[1], than[2]
	for _, mode := range []int{min(a, b, c), a + b + c - min(a, b, c) - max(a, b, c), max(a, b, c)} {
		if n >= mode {
			n++
		}
	}
	return n
}

func (r *reader) readChromaMode(luma int) int {
	if !r.Bit(&r.contexts[chromaMode]) {
		return luma
	}
	mode := [4]int{planar, vertical, horizontal, dc}[r.Uint(2)]
	if mode == luma {
		return diagonal
	}
	return mode
}
