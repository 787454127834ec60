package inference

import (
	"image"
	"sync"

	"uncodec/fine"
)

// blender joins restored tiles into a picture. It holds float32 sums only for the
// rows of tiles in work, so that memory follows the picture's width and not its area.
type blender struct {
	grid   grid
	source *image.NRGBA // gives the alpha
	grey   bool         // what the networks add of colours is left out
	out    *fine.Image

	mu    sync.Mutex
	bands map[int]*band
	next  int       // the row of tiles to be written next
	carry []float32 // sums of the strip that the last written row shares with the next
}

// band is one row of tiles: sums [inside][width][3] and how many tiles have come.
type band struct {
	sums []float32
	done int
}

func newBlender(g grid, source *image.NRGBA, grey bool) *blender {
	return &blender{grid: g, source: source, grey: grey, out: fine.New(g.size), bands: map[int]*band{}}
}

// add brings a restored tile, planar [3][length][length] in 0…1.
func (b *blender) add(row, col int, restored []float32) {
	b.mu.Lock()
	defer b.mu.Unlock()
	r, c := &b.grid.rows[row], &b.grid.cols[col]
	strip := b.bands[row]
	if strip == nil {
		strip = &band{sums: make([]float32, r.inside*b.grid.size.X*3)}
		b.bands[row] = strip
	}
	plane := r.length * c.length
	for y := range r.inside {
		sums := strip.sums[(y*b.grid.size.X+c.start)*3:]
		line := restored[(r.lead+y)*c.length+c.lead:]
		for x := range c.inside {
			w := r.weight[y] * c.weight[x]
			sums[3*x] += w * line[x]
			sums[3*x+1] += w * line[x+plane]
			sums[3*x+2] += w * line[x+2*plane]
		}
	}
	strip.done++
	for b.next < len(b.grid.rows) && b.bands[b.next] != nil && b.bands[b.next].done == len(b.grid.cols) {
		b.write(b.next)
		b.next++
	}
}

// write finishes a row of tiles: everything above the strip shared with the next.
func (b *blender) write(row int) {
	r, strip := b.grid.rows[row], b.bands[row]
	for i, v := range b.carry {
		strip.sums[i] += v
	}
	final := r.inside
	if row+1 < len(b.grid.rows) {
		final = min(final, b.grid.rows[row+1].start-r.start)
	}
	width := b.grid.size.X
	for y := range final {
		sums := strip.sums[y*width*3:]
		to, from := (r.start+y)*b.out.Stride, (r.start+y)*b.source.Stride
		for x := range width {
			red, green, blue := 255*sums[3*x], 255*sums[3*x+1], 255*sums[3*x+2]
			if b.grey {
				red, green, blue = greyOf(red, green, blue)
			}
			b.out.Set(to+4*x, red, green, blue)
			b.out.Pix[to+4*x+3] = b.source.Pix[from+4*x+3]
		}
	}
	b.carry = append(b.carry[:0], strip.sums[final*width*3:]...)
	delete(b.bands, row)
}
