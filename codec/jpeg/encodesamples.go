package jpeg

// The colour matrix of JFIF, from RGB, in 16-bit fixed point.
const (
	redToY, greenToY, blueToY = 19595, 38470, 7471 // 0.29900, 0.58700, 0.11400
	redToCb, greenToCb        = 11059, 21709       // 0.16874, 0.33126
	greenToCr, blueToCr       = 27439, 5329        // 0.41869, 0.08131
	chromaBias                = 128<<16 + half - 1
)

// samples makes those of the strip from row top on. To the right of the picture and below it the last ones go on, as
// libjpeg has it: to the right before chroma is averaged, below after it.
func (e *encoder) samples(top int) {
	if e.ycc[0].pix == nil {
		e.makeRoom()
	}
	size := e.img.Rect.Size()
	height := min(size.Y-top, 8*e.v)
	for y := range height {
		e.row(top, y)
	}
	for c := range e.rows {
		e.average(c, height)
	}
	luma, chroma := &e.ycc[0], ceilDiv(height, e.v)
	extend(luma, height)
	extend(&e.ycc[1], chroma)
	extend(&e.ycc[2], chroma)
}

func (e *encoder) makeRoom() {
	across := ceilDiv(e.img.Rect.Dx(), 8*e.h)
	wide := 8 * e.h * across
	room := func(w, h int) plane { return plane{make([]byte, w*h), w, w, h} }
	e.ycc[0] = room(wide, 8*e.v)
	for c := range e.rows {
		e.ycc[1+c] = room(8*across, 8)
		if e.rows[c] = e.ycc[1+c]; e.h > 1 { // else there is nothing to average
			e.rows[c] = room(wide, 8*e.v)
		}
	}
}

// row turns row y of the strip into luma and chroma, rounding as libjpeg does.
func (e *encoder) row(top, y int) {
	width := e.img.Rect.Dx()
	in := e.img.Pix[(top+y)*e.img.Stride:][:4*width]
	luma, cb, cr := e.ycc[0].row(y), e.rows[0].row(y), e.rows[1].row(y)
	for x := range width {
		p := in[4*x : 4*x+3 : 4*x+3]
		r, g, b := int(p[0]), int(p[1]), int(p[2])
		luma[x] = byte((redToY*r + greenToY*g + blueToY*b + half) >> 16)
		cb[x] = byte((b<<15 - redToCb*r - greenToCb*g + chromaBias) >> 16)
		cr[x] = byte((r<<15 - greenToCr*g - blueToCr*b + chromaBias) >> 16)
	}
	for _, row := range [][]byte{luma, cb, cr} {
		for x := width; x < len(row); x++ {
			row[x] = row[width-1]
		}
	}
}

// average makes chroma of its own resolution from the strip's height rows. What lies between two levels goes down and up in turn.
func (e *encoder) average(c, height int) {
	if e.h == 1 {
		return
	}
	for y := range ceilDiv(height, e.v) {
		upper, out := e.rows[c].row(e.v*y), e.ycc[1+c].row(y)
		if e.v == 1 {
			for x := range out {
				out[x] = byte((int(upper[2*x]) + int(upper[2*x+1]) + x&1) >> 1)
			}
			continue
		}
		lower := e.rows[c].row(min(2*y+1, height-1))
		for x := range out {
			out[x] = byte((int(upper[2*x]) + int(upper[2*x+1]) + int(lower[2*x]) + int(lower[2*x+1]) + 1 + x&1) >> 2)
		}
	}
}

// extend repeats the last of a plane's first n rows down to its end.
func extend(p *plane, n int) {
	for y := n; y < p.h; y++ {
		copy(p.row(y), p.row(n-1))
	}
}
