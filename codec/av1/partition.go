package av1

// Ways to part a square (6.10.4).
const (
	whole = iota
	rows2
	columns2
	quarters
	topHalved
	bottomHalved
	leftHalved
	rightHalved
	rows4
	columns4
)

// readPartition reads a square of a superblock, of a logarithm of a side in samples (5.11.4).
func (r *reader) readPartition(x, y, log2 int) {
	if x >= r.tile.right || y >= r.tile.bottom {
		return
	}
	side := 1 << (log2 - 2)
	half, quarter := side/2, side/4
	way := r.readWay(x, y, log2, x+half < r.tile.right, y+half < r.tile.bottom)
	if way == quarters && log2 > 3 {
		for i := range 4 {
			r.readPartition(x+i%2*half, y+i/2*half, log2-1)
		}
		return
	}
	type part struct{ x, y, wide, high int }
	less, least := log2-1, log2-2
	var parts []part
	switch way {
	case whole:
		parts = []part{{0, 0, log2, log2}}
	case rows2:
		parts = []part{{0, 0, log2, less}, {0, half, log2, less}}
	case columns2:
		parts = []part{{0, 0, less, log2}, {half, 0, less, log2}}
	case quarters:
		parts = []part{{0, 0, less, less}, {half, 0, less, less}, {0, half, less, less}, {half, half, less, less}}
	case topHalved:
		parts = []part{{0, 0, less, less}, {half, 0, less, less}, {0, half, log2, less}}
	case bottomHalved:
		parts = []part{{0, 0, log2, less}, {0, half, less, less}, {half, half, less, less}}
	case leftHalved:
		parts = []part{{0, 0, less, less}, {0, half, less, less}, {half, 0, less, log2}}
	case rightHalved:
		parts = []part{{0, 0, less, log2}, {half, 0, less, less}, {half, half, less, less}}
	case rows4:
		parts = []part{{0, 0, log2, least}, {0, quarter, log2, least}, {0, half, log2, least}, {0, half + quarter, log2, least}}
	case columns4:
		parts = []part{{0, 0, least, log2}, {quarter, 0, least, log2}, {half, 0, least, log2}, {half + quarter, 0, least, log2}}
	}
	for _, p := range parts {
		if x+p.x < r.tile.right && y+p.y < r.tile.bottom {
			r.readUnit(x+p.x, y+p.y, p.wide, p.high)
		}
	}
}

// readWay reads how a square is parted; across and down tell whether its middle lies in the picture (8.3.2).
func (r *reader) readWay(x, y, log2 int, across, down bool) int {
	beside := 0
	if int(r.above.side[x]) < log2 {
		beside = 1
	}
	if int(r.left.side[y&31]) < log2 {
		beside += 2
	}
	c := &r.Partition[7-log2][beside]
	last := columns4
	switch log2 {
	case 7:
		last = rightHalved
	case 3:
		last = quarters
	}
	often := func(ways ...int) (sum uint32) {
		for _, way := range ways {
			if way > last {
				continue
			}
			sum += uint32(c[way-1])
			if way < last {
				sum -= uint32(c[way])
			}
		}
		return sum
	}
	switch {
	case across && down:
		return r.symbol(c[:], last)
	case across:
		if !r.likely(often(columns2, quarters, topHalved, leftHalved, rightHalved, columns4)) {
			return rows2
		}
	case down:
		if !r.likely(often(rows2, quarters, topHalved, bottomHalved, leftHalved, rows4)) {
			return columns2
		}
	}
	return quarters
}
