package inference

import "image"

// span is one tile along one axis: what the network sees, and how much each
// position counts in the blend.
type span struct {
	start  int       // first pixel
	length int       // what the network sees, a multiple of the stride; may reach past the picture
	inside int       // how much of it lies in the picture
	weight []float32 // [inside], sums to 1 with the neighbours' at every pixel
}

// spans cuts an axis of n pixels into tiles that share overlap pixels. Starts
// are multiples of tile-overlap, so tiles keep to the networks' grid when that
// is a multiple of the stride. In the shared strip a ramp of at most 32 pixels in
// the middle hands over from one tile to the next: the outermost pixels of a
// tile, which lack their surroundings, count nothing.
func spans(n, tile, overlap, stride int) []span {
	step := tile - overlap
	var out []span
	for start := 0; ; start += step {
		s := span{start: start, length: min(tile, roundUp(n-start, stride))}
		s.inside = min(s.length, n-start)
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

// grid is how a picture is cut into tiles.
type grid struct {
	size image.Point
	cols []span
	rows []span
}

// newGrid plans the tiles of a picture. overlap is less than half of tile; both
// are multiples of the stride, or tile is no larger than one stride.
func newGrid(size image.Point, tile, overlap, stride int) grid {
	return grid{size: size, cols: spans(size.X, tile, overlap, stride), rows: spans(size.Y, tile, overlap, stride)}
}

func (g grid) tiles() int { return len(g.cols) * len(g.rows) }
