package av1

// sevenKinds are kinds of transforms as they are numbered where they are read (6.10.19): of rows, and of columns.
var sevenKinds = [7][2]int8{{samples, samples}, {cosines, cosines}, {samples, cosines}, {cosines, samples}, {sines, sines}, {cosines, sines}, {sines, cosines}}

// fiveKinds are those of larger blocks.
var fiveKinds = [5][2]int8{{samples, samples}, {cosines, cosines}, {sines, sines}, {cosines, sines}, {sines, cosines}}

// kindOf is the kind that follows from how chroma is predicted (Mode_To_Txfm).
var kindOf = [14][2]int8{
	modeV: {cosines, sines}, modeH: {sines, cosines}, modeD135: {sines, sines}, modeD113: {cosines, sines}, modeD157: {sines, cosines}, modeD203: {sines, cosines},
	modeD67: {cosines, sines}, modeSmooth: {sines, sines}, modeSmoothV: {cosines, sines}, modeSmoothH: {sines, cosines}, modePaeth: {sines, sines},
}

// filterModes are the modes that the recursive filters are like.
var filterModes = [5]int8{modeDC, modeV, modeH, modeD157, modeDC}

// readKind reads by what r.block is transformed (5.11.47).
func (r *reader) readKind(u *unit) {
	b := &r.block
	largest, smallest := max(b.wide, b.high), min(b.wide, b.high)
	switch {
	case r.lossless[u.segment]:
	case u.copied:
		kind := r.readPieceKind(u)
		b.across, b.down = kind[0], kind[1]
	case largest >= 5:
	case b.plane > 0:
		b.across, b.down = kindOf[u.uvMode][0], kindOf[u.uvMode][1]
	case r.qindex[u.segment] == 0:
	default:
		mode := u.mode
		if u.recursive >= 0 {
			mode = filterModes[u.recursive]
		}
		kind := [2]int8{}
		if r.reducedSet || smallest == 4 {
			kind = fiveKinds[r.symbol(r.FewerKinds[smallest-2][mode][:], 4)]
		} else {
			kind = sevenKinds[r.symbol(r.Kinds[smallest-2][mode][:], 6)]
		}
		b.across, b.down = kind[0], kind[1]
	}
}
