package inference

import "image"

// span is one tile along one axis: what the network sees, and how much each
// position counts in the blend.
type span struct {
	start  int       // first pixel of the picture
	lead   int       // what the network sees before that, beyond the picture's border
	length int       // what the network sees, lead and all, a multiple of the stride; may reach past the picture
	inside int       // how much of it lies in the picture
	weight []float32 // [inside], sums to 1 with the neighbours' at every pixel
}

// spans cuts an axis of n pixels, the first of them number `lead` of a block of the codec's,
// into tiles that share overlap pixels. Tiles begin with a block, and at multiples of
// tile-overlap, so that they keep to the networks' grid when that is a multiple of the
// stride. In the shared strip a ramp of at most 32 pixels in the middle hands over from one
// tile to the next: where more is shared, the outermost pixels of a tile, which lack their
// surroundings, count nothing.
func spans(n, lead, tile, overlap, stride int) []span {
	step := tile - overlap
	var out []span
	for start := -lead; ; start += step {
		s := span{start: max(start, 0), lead: max(-start, 0), length: min(tile, roundUp(n-start, stride))}
		s.inside = min(s.length-s.lead, n-s.start)
		s.weight = make([]float32, s.inside)
		for i := range s.weight {
			s.weight[i] = 1
		}
		if start > 0 {
			handOver(&out[len(out)-1], &s, overlap)
		}
		out = append(out, s)
		if start+tile >= n {
			return out
		}
	}
}

// handOver ramps the weights of two neighbours across the strip that they share.
func handOver(left, right *span, overlap int) {
	ramp := min(32, overlap)
	margin := (overlap - ramp) / 2
	for i := range min(overlap, right.inside) {
		t := (float32(i-margin) + 0.5) / float32(ramp)
		t = min(max(t, 0), 1)
		right.weight[i] = t
		if at := right.start - left.start + i; at < left.inside {
			left.weight[at] = 1 - t
		}
	}
}

// block is the side of the grid that codecs keep their blocks on, in pixels.
const block = 16

// fromOrigin is a picture from 0,0 on, and where its upper left pixel lies in a block: its bounds
// tell. They begin at 0,0 with a file's first pixel; a file that was turned begins elsewhere.
func fromOrigin(img *image.NRGBA) (from0 *image.NRGBA, lead image.Point) {
	moved := *img
	moved.Rect = image.Rectangle{Max: img.Rect.Size()}
	return &moved, inBlock(img.Rect.Min)
}

// inBlock is where a pixel lies in its block.
func inBlock(pixel image.Point) image.Point { return pixel.Mod(image.Rect(0, 0, block, block)) }

// nearestBlock is where the block nearest to a pixel begins.
func nearestBlock(pixel, lead image.Point) image.Point {
	from := pixel.Add(lead).Add(image.Pt(block/2, block/2))
	return from.Sub(inBlock(from)).Sub(lead)
}

// grid is how a picture is cut into tiles.
type grid struct {
	size image.Point
	cols []span
	rows []span
}

// newGrid plans the tiles of a picture: as few as the largest tile allows, of nearly
// one size, and where the picture has room at least `least`. overlap is at most half of
// tile; all three are multiples of stride. lead is where the picture begins in a block.
func newGrid(size, lead image.Point, tile, overlap, stride, least int) grid {
	size = size.Add(lead) // as far as planning goes
	cols, rows := count(size.X, tile, overlap), count(size.Y, tile, overlap)
	smallest := max(2*overlap, stride)
	for cols*rows < least {
		switch {
		case size.X >= size.Y && share(size.X, cols+1, overlap, stride) >= smallest && size.X > smallest:
			cols++
		case size.Y > smallest && share(size.Y, rows+1, overlap, stride) >= smallest:
			rows++
		default:
			least = 0 // too small to be worth cutting
		}
	}
	cut := func(n, lead, tiles int) []span { // in tiles of less than two overlaps a pixel would be of three
		return spans(n-lead, lead, max(share(n, tiles, overlap, stride), 2*overlap), overlap, stride)
	}
	return grid{size: size.Sub(lead), cols: cut(size.X, lead.X, cols), rows: cut(size.Y, lead.Y, rows)}
}

// count is the number of tiles of at most `tile` that cover n pixels.
func count(n, tile, overlap int) int {
	if n <= tile {
		return 1
	}
	step := tile - overlap
	return (n - overlap + step - 1) / step
}

// share is the tile with which `tiles` of them cover n pixels.
func share(n, tiles, overlap, stride int) int {
	return roundUp((n+(tiles-1)*overlap+tiles-1)/tiles, stride)
}

func (g grid) tiles() int { return len(g.cols) * len(g.rows) }
