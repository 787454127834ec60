package av1

// How levels lie in a block that has them in both directions, along its rows, or along its columns (get_tx_class).
const (
	bothWays = iota
	byRows
	byColumns
)

// order is in which order a block's levels are told (5.11.41), and what is expected of them by their places.
type order struct {
	class  int
	places []uint16 // v<<wide + u, of a width that is 32 at the most
	near   []uint8  // by place: what is added to what is around, for a level (8.3.2, coeff_base)
	more   []uint8  // and for how much more it is (coeff_br)
}

// orders are all that there are, by the logarithms of a block's sides, and by class.
var orders = func() (all [7][7][3]*order) {
	for wide := 2; wide <= 6; wide++ {
		for high := 2; high <= 6; high++ {
			for class := range 3 {
				all[wide][high][class] = newOrder(wide, high, class)
			}
		}
	}
	return all
}()

func (b *blockHead) order() *order {
	class := bothWays
	switch {
	case b.across == samples && b.down != samples:
		class = byRows
	case b.across != samples && b.down == samples:
		class = byColumns
	}
	return orders[b.wide][b.high][class]
}

func newOrder(wide, high, class int) *order {
	o := &order{class: class}
	across, down := 1<<min(wide, 5), 1<<min(high, 5)
	put := func(u, v int) { o.places = append(o.places, uint16(v*across+u)) }
	switch class {
	case byRows:
		for i := range across * down {
			put(i%across, i/across)
		}
	case byColumns:
		for i := range across * down {
			put(i/down, i%down)
		}
	default: // along the diagonals: down in tall blocks, up in wide ones, and in turn in squares
		for sum := range across + down - 1 {
			first, last := max(0, sum-down+1), min(sum, across-1)
			for i := range last - first + 1 {
				u := first + i
				if across < down || across == down && sum%2 == 1 {
					u = last - i
				}
				put(u, sum-u)
			}
		}
	}
	for i := range across * down {
		u, v := i%across, i/across
		o.near, o.more = append(o.near, nearOffset(wide, high, class, u, v)), append(o.more, moreOffset(class, u, v))
	}
	return o
}

// nearOffset is Coeff_Base_Ctx_Offset and Coeff_Base_Pos_Ctx_Offset.
func nearOffset(wide, high, class, u, v int) uint8 {
	switch class {
	case byRows:
		return 26 + 5*uint8(min(v, 2))
	case byColumns:
		return 26 + 5*uint8(min(u, 2))
	}
	switch {
	case u+v == 0:
		return 0
	case wide > high && u < 2:
		return 16
	case wide < high && v < 2:
		return 11
	case wide == high && u+v < 2:
		return 1
	case u+v < 4:
		return 6
	}
	return 21
}

// moreOffset is by what coeff_br's context grows with a place.
func moreOffset(class, u, v int) uint8 {
	switch {
	case u+v == 0:
		return 0
	case class == bothWays && u < 2 && v < 2, class == byRows && v == 0, class == byColumns && u == 0:
		return 7
	}
	return 14
}
