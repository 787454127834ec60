package av1

import "math/bits"

// Limits to tiles (3).
const (
	maxTileWidth = 4096
	maxTileArea  = 4096 * 2304
	maxTiles     = 64 // in a row or a column
)

// readTiling reads where tiles end (5.9.15).
func (f *frame) readTiling(b *syntax) {
	side := 1 << f.sb
	across, down := (f.size.X+side-1)>>f.sb, (f.size.Y+side-1)>>f.sb
	widest, area := maxTileWidth>>f.sb, maxTileArea>>(2*f.sb)
	least := logOf(widest, across)
	leastAll := max(least, logOf(area, across*down))
	var columnBits, rowBits int
	if even := b.flag(); even {
		f.columns, columnBits = evenTiles(b, across, least)
		f.rows, rowBits = evenTiles(b, down, max(leastAll-columnBits, 0))
	} else {
		f.columns = unevenTiles(b, across, widest)
		area = across * down
		if leastAll > 0 {
			area >>= leastAll + 1
		}
		column, begin := 0, 0 // the widest
		for _, end := range f.columns {
			column, begin = max(column, end-begin), end
		}
		f.rows = unevenTiles(b, down, max(area/column, 1))
		columnBits, rowBits = logOf(1, len(f.columns)), logOf(1, len(f.rows))
	}
	if f.tileBits = columnBits + rowBits; f.tileBits > 0 {
		b.uint(f.tileBits)
		f.sizeBytes = 1 + b.uint(2)
	}
}

// logOf is how often a size is to be doubled to be no less than another.
func logOf(size, to int) int { return bits.Len(uint((to+size-1)/size - 1)) }

// evenTiles are where tiles of the same size end, in `all` superblocks, and the logarithm of how many these are, at least.
func evenTiles(b *syntax, all, least int) (ends []int, log2 int) {
	log2 = least
	for most := logOf(1, min(all, maxTiles)); log2 < most && b.flag(); {
		log2++
	}
	side := 1 + (all-1)>>log2
	for end := side; end < all; end += side {
		ends = append(ends, end)
	}
	return append(ends, all), log2
}

// unevenTiles are where tiles end that each tell how long they are, up to a limit.
func unevenTiles(b *syntax, all, longest int) (ends []int) {
	for end := 0; end < all; {
		end += 1 + b.below(min(all-end, longest))
		if ends = append(ends, end); len(ends) == maxTiles && end < all {
			b.past = true
			break
		}
	}
	return ends
}
