package av1

// readQuantiser reads what steps are (5.9.12).
func (f *frame) readQuantiser(b *syntax) {
	delta := func() int {
		if b.flag() {
			return b.int(7)
		}
		return 0
	}
	f.index = b.uint(8)
	f.dcDelta[0] = delta()
	if f.chroma != 0 {
		apart := f.apart && b.flag()
		f.dcDelta[1], f.acDelta[1] = delta(), delta()
		f.dcDelta[2], f.acDelta[2] = f.dcDelta[1], f.acDelta[1]
		if apart {
			f.dcDelta[2], f.acDelta[2] = delta(), delta()
		}
	}
	f.matrix = [3]int{15, 15, 15}
	if b.flag() {
		f.matrix = [3]int{b.uint(4), b.uint(4)}
		f.matrix[2] = f.matrix[1]
		if f.apart {
			f.matrix[2] = b.uint(4)
		}
	}
}

// readDeltas reads whether superblocks tell how their steps differ, and how they are filtered (5.9.17, 5.9.18).
func (f *frame) readDeltas(b *syntax) {
	if f.index == 0 || !b.flag() {
		return
	}
	f.deltaQ, f.deltaQShift = true, b.uint(2)
	if f.deltaLF = !f.copies && b.flag(); f.deltaLF {
		b.uint(2)
		f.deltaLFMulti = b.flag()
	}
}

// dcStep and acStep are the steps of means and of other frequencies, in eighths of a level of a depth, at an index of which what lies
// beyond 0…255 counts as these.
func dcStep(index, depth int) int { return int(dcSteps[depth/2-4][min(max(index, 0), 255)]) }
func acStep(index, depth int) int { return int(acSteps[depth/2-4][min(max(index, 0), 255)]) }

// crfOf is where an index lies on the scale of 0…63 that encoders are told it by, which widens at its end.
func crfOf(index float64) float64 {
	switch {
	case index > 249:
		return 62 + (index-249)/6
	case index > 244:
		return 61 + (index-244)/5
	}
	return index / 4
}
