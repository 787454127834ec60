package av1

// filterUnit is how the unit before was restored, from which the next one's filters are told: what is read over here.
type filterUnit struct {
	wiener [2][3]int // down and across
	guided [2]int
}

var firstUnit = filterUnit{wiener: [2][3]int{{3, -7, 15}, {3, -7, 15}}, guided: [2]int{-32, 31}}

// Filters that may restore a unit (6.10.15).
const (
	unrestored = iota
	wienerFilter
	guidedFilter
)

// skipUnit reads over how the unit is restored that begins at a superblock, if one does (5.11.57, 5.11.58).
func (r *reader) skipUnit(plane, x, y int) {
	kind := r.restored[plane]
	if kind == restoreNone {
		return
	}
	half, side := r.half(plane), 1<<r.unitSide[plane]
	if !beginsUnit(4*x>>half, side, (r.size.X+half)>>half) || !beginsUnit(4*y>>half, side, (r.size.Y+half)>>half) {
		return
	}
	filter := unrestored
	switch kind {
	case restoreSwitchable:
		filter = r.symbol(r.Restoration[:], 2)
	case restoreWiener:
		if r.flag(&r.Wiener) {
			filter = wienerFilter
		}
	case restoreGuided:
		if r.flag(&r.SelfGuided) {
			filter = guidedFilter
		}
	}
	last, before := &r.restoring[plane], r.restoring[plane]
	switch filter {
	case wienerFilter:
		for way := range last.wiener {
			of := &last.wiener[way]
			for i := min(plane, 1); i < 3; i++ {
				from := [3]int{5, 23, 17}[i]
				of[i] = r.about(of[i]+from, 1+i) - from
			}
		}
	case guidedFilter:
		set, from := r.uint(4), [2]int{96, 32}
		none := [2]bool{set >= 10 && set < 14, set >= 14}
		last.guided = [2]int{0, 95}
		for i := range last.guided {
			if !none[i] {
				last.guided[i] = r.about(before.guided[i]+from[i], 4) - from[i]
			}
		}
	}
}

// beginsUnit tells whether a unit of restoration begins at a sample of a row or column of so many. What is left behind the last belongs to
// it, up to half of one.
func beginsUnit(at, side, all int) bool {
	return at%side == 0 && (at == 0 || at+side/2 <= all)
}
