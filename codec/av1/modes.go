package av1

// likeModes groups the modes of luma by what they lead one to expect beside them (8.3.2).
var likeModes = [13]int{0, 1, 2, 3, 4, 4, 4, 4, 3, 0, 1, 2, 0}

// readModes reads how a unit is predicted (5.11.7, 5.11.22).
func (r *reader) readModes(u *unit) {
	above, left := likeModes[r.above.mode[u.x]], likeModes[r.left.mode[u.y&31]]
	u.mode = int8(r.symbol(r.Mode[above][left][:], 12))
	directions := u.wide+u.high >= 6 // smaller ones have none between
	if directions {
		u.delta = r.readDelta(u.mode)
	}
	if !u.chroma {
		return
	}
	byLuma := 0
	half := r.half(1)
	if r.lossless[u.segment] {
		if max(u.wide-half, 2) == 2 && max(u.high-half, 2) == 2 {
			byLuma = 1
		}
	} else if u.wide <= 5 && u.high <= 5 {
		byLuma = 1
	}
	u.uvMode = int8(r.symbol(r.UVMode[byLuma][u.mode][:], 12+byLuma))
	if u.uvMode == modeCfL {
		r.readAlpha(u)
	} else if directions {
		u.uvDelta = r.readDelta(u.uvMode)
	}
}

func (r *reader) readDelta(mode int8) int {
	if mode < modeV || mode > modeD67 {
		return 0
	}
	return r.symbol(r.Delta[mode-modeV][:], 6) - 3
}

// readAlpha reads by how much chroma changes with luma (5.11.45).
func (r *reader) readAlpha(u *unit) {
	signs := 1 + r.symbol(r.AlphaSigns[:], 7)
	sign := [3]int{1: signs / 3, signs % 3} // 0 none, 1 minus, 2 plus
	for plane := 1; plane < 3; plane++ {
		if sign[plane] == 0 {
			continue
		}
		u.alpha[plane] = 1 + r.symbol(r.Alpha[sign[plane]/2*3+sign[3-plane]][:], 15)
		if sign[plane] == 1 {
			u.alpha[plane] = -u.alpha[plane]
		}
	}
}

// readRecursive reads whether luma is predicted by a recursive filter, and which (5.11.24).
func (r *reader) readRecursive(u *unit) {
	if r.filterIntra && u.mode == modeDC && u.colours[0] == 0 && u.wide <= 5 && u.high <= 5 && r.flag(&r.UseRecursive[u.wide-2][u.high-2]) {
		u.recursive = r.symbol(r.Recursive[:], 4)
	}
}

// readTransformSize reads the size of luma's transforms (5.11.15, 5.11.16).
func (r *reader) readTransformSize(u *unit) {
	if r.lossless[u.segment] {
		u.txWide, u.txHigh = 2, 2
		return
	}
	u.txWide, u.txHigh = min(u.wide, 6), min(u.high, 6)
	largest := max(u.txWide, u.txHigh)
	if r.txMode != txSelect || largest == 2 {
		return
	}
	beside := 0
	if int(r.above.tx[u.x]) >= u.txWide {
		beside++
	}
	if int(r.left.tx[u.y&31]) >= u.txHigh {
		beside++
	}
	for range r.symbol(r.Smaller[largest-3][beside][:], min(largest-2, 2)) {
		wide, high := u.txWide, u.txHigh
		if wide >= high {
			u.txWide--
		}
		if high >= wide {
			u.txHigh--
		}
	}
}

// chromaTransform are the logarithms of the sides of chroma's transforms (5.11.38).
func (r *reader) chromaTransform(u *unit) (wide, high int) {
	if r.lossless[u.segment] {
		return 2, 2
	}
	half := r.half(1)
	return min(max(u.wide-half, 2), 5), min(max(u.high-half, 2), 5)
}
