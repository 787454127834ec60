package vp8

import "uncodec/codec/hold"

// holding holds a row of macroblocks.
type holding struct {
	window *hold.Window
	kinds  [segments]kinds
}

// kinds are the kinds of squares that a segment has. The first square of a whole macroblock has the mean of all its DCs.
type kinds struct{ first, others, apart, chroma *hold.Kind }

func (f *frame) kinds() (of [segments]kinds) {
	for n, s := range f.steps {
		of[n] = kinds{
			first:  kindOf(s.luma, s.whole, true, true),
			others: kindOf(s.luma, [2]int32{s.whole[1], s.whole[1]}, true, true),
			apart:  kindOf(s.luma, [2]int32{}, true, false),
			chroma: kindOf(s.chroma, [2]int32{}, false, false),
		}
	}
	return of
}

// kindOf is the kind of squares of such steps; in whole ones the DCs' places have steps of their own, the first and the others.
// VP8's frequencies are twice what an orthonormal transform gives, and what becomes of DCs four times.
func kindOf(steps, dcs [2]int32, luma, whole bool) *hold.Kind {
	var of [64]float32
	for k := range of {
		if whole && k%16 == 0 {
			of[k] = float32(dcs[min(k, 1)]) / 4
		} else {
			of[k] = float32(steps[min(k%16, 1)]) / 2
		}
	}
	return learned.Kind(of, placeOf(luma, whole))
}

// placeOf describes frequencies to the estimator: down, across, whether one is a DC, or what became of it, and whether they are of
// luma, and of a whole macroblock.
func placeOf(luma, whole bool) func(k int) []float32 {
	return func(k int) []float32 {
		return []float32{float32(k%16/4) / 4, float32(k%4) / 4, hold.Flag(k%16 == 0), hold.Flag(luma), hold.Flag(whole)}
	}
}

// of is the kind of a macroblock's square.
func (k *kinds) of(m *macroblock, square int) *hold.Kind {
	switch {
	case square >= cb:
		return k.chroma
	case !m.whole:
		return k.apart
	case square == 0:
		return k.first
	}
	return k.others
}

// hold brings macroblock x to where the original is expected.
func (h *holding) hold(x int, m *macroblock) {
	var change [6]hold.Block
	var some [6]bool
	found := lacks(h.window, x, m)
	for square := range found {
		some[square] = learned.Estimate(&change[square], &found[square], &m.levels[square], h.kinds[m.segment].of(m, square))
	}
	if m.whole {
		together(&change)
		luma := some[0] || some[1] || some[2] || some[3]
		some[0], some[1], some[2], some[3] = luma, luma, luma, luma
	}
	for square, some := range some {
		if some {
			toSamples(&change[square])
			plane, x, y, cell := place(square, x)
			h.window.Add(change[square][:], 8, plane, x, y, cell, cell)
		}
	}
}

// place is where a square of macroblock `column` lies in its row, and how many pixels wide and high its samples are.
func place(square, column int) (plane, x, y, cell int) {
	if square >= cb {
		return 1 + square - cb, 16 * column, 0, 2
	}
	return 0, 16*column + square%2*8, square / 2 * 8, 1
}

// lacks are the frequencies of what the predictions of macroblock x lack to be what the window's picture has there.
func lacks(w *hold.Window, x int, m *macroblock) (of [6]hold.Block) {
	for square := range of {
		plane, x, y, cell := place(square, x)
		w.Samples(of[square][:], 8, plane, x, y, cell, cell)
		for n, v := range m.guess[square] {
			of[square][n] -= float32(v)
		}
		toFrequencies(&of[square])
	}
	if m.whole {
		together(&of)
	}
	return of
}
