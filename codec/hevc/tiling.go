package hevc

// tiling is the order of coding tree blocks (6.5.1).
type tiling struct {
	order        []int // by place: the block's number in the picture, row by row
	placeOf      []int // its inverse
	tile         []int // by place
	columnBegins []bool
}

func newTiling(s *sps, p *pps) (t tiling) {
	t.placeOf = make([]int, s.across()*s.down())
	t.columnBegins = make([]bool, s.across()+1)
	top := 0
	for _, bottom := range p.rows {
		left := 0
		for _, right := range p.columns {
			t.columnBegins[left] = true
			for y := top; y < bottom; y++ {
				for x := left; x < right; x++ {
					t.placeOf[y*s.across()+x] = len(t.order)
					t.order = append(t.order, y*s.across()+x)
					t.tile = append(t.tile, top*s.across()+left)
				}
			}
			left = right
		}
		top = bottom
	}
	return t
}
