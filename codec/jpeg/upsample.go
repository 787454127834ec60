package jpeg

// plane is one channel of a picture.
type plane struct {
	pix          []byte
	stride, w, h int
}

// row returns row y; beyond the picture the nearest row goes on.
func (p plane) row(y int) []byte {
	return p.pix[min(max(y, 0), p.h-1)*p.stride:][:p.w]
}

// An upsampler writes to out row y of a picture, in full resolution, from a
// chroma plane of lower resolution. out has room for a whole number of samples.
type upsampler func(out []byte, p plane, y int)

// upsamplerFor is what libjpeg uses where chroma is h times narrower and v
// times lower: "fancy" triangle filters for halves, else repetition.
func upsamplerFor(h, v, width int) upsampler {
	switch {
	case h == 2 && v == 1 && width > 2:
		return triangleAcross
	case h == 1 && v == 2:
		return triangleDown
	case h == 2 && v == 2 && width > 2:
		return triangleBoth
	}
	return func(out []byte, p plane, y int) { repeat(out, p.row(y/v), h) }
}

func repeat(out, in []byte, h int) {
	if h == 1 {
		copy(out, in)
		return
	}
	for x := range out {
		out[x] = in[x/h]
	}
}

// neighbours returns the chroma row that holds row y of twice the height, and
// the one on the other side of y.
func neighbours(p plane, y int) (near, far []byte) {
	return p.row(y / 2), p.row(y/2 - 1 + y&1*2)
}

// triangleDown weighs the rows 3:1, rounding down above and up below.
func triangleDown(out []byte, p plane, y int) {
	near, far := neighbours(p, y)
	bias := 1 + y&1
	for x := range near {
		out[x] = byte((3*int(near[x]) + int(far[x]) + bias) >> 2)
	}
}

// triangleAcross weighs the columns 3:1; the outermost are taken as they are.
func triangleAcross(out []byte, p plane, y int) {
	in := p.row(y)
	last := len(in) - 1
	for x, v := range in {
		out[2*x] = byte((3*int(v) + int(in[max(x-1, 0)]) + 1) >> 2)
		out[2*x+1] = byte((3*int(v) + int(in[min(x+1, last)]) + 2) >> 2)
	}
}

// triangleBoth weighs rows, then columns, and rounds once.
func triangleBoth(out []byte, p plane, y int) {
	near, far := neighbours(p, y)
	far = far[:len(near)]
	sum := func(x int) int { return 3*int(near[x]) + int(far[x]) }
	left, here := sum(0), sum(0)
	for x := range near {
		right := here
		if x+1 < len(near) {
			right = sum(x + 1)
		}
		out[2*x] = byte((3*here + left + 8) >> 4)
		out[2*x+1] = byte((3*here + right + 7) >> 4)
		left, here = here, right
	}
}
