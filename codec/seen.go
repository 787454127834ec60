package codec

import (
	"image"

	"github.com/disintegration/imaging"

	"uncodec/codec/jpeg"
)

// Seen is a file's upright picture as the networks are to look at it: with bounds that begin where [Header.Grid] tells and,
// where the file keeps more of its colours' resolution than 4:2:0, with colours as 4:2:0 would show them. All that the
// networks learned from was of that kind. P-Net takes anything finer for another codec, and R-Net spreads the colours.
// The pixels are shared where there is nothing to thin out.
func (h Header) Seen(img *image.NRGBA) *image.NRGBA { return h.SeenPart(img, image.Point{}) }

// SeenPart is Seen of a part of the picture, which begins at `at`; at its own edges it knows nothing of what goes on there.
func (h Header) SeenPart(part *image.NRGBA, at image.Point) *image.NRGBA {
	seen := *part
	seen.Rect = image.Rectangle{Max: part.Rect.Size()}.Add(h.Grid().Add(at))
	if !h.Finer() {
		return &seen
	}
	across, down := h.finer()
	own := image.NewNRGBA(seen.Rect)
	t := newThinner(part.Rect.Size(), seen.Rect.Min, across, down, func(y int, to chroma) {
		row := part.Pix[y*part.Stride:]
		for x := range to.cb {
			_, to.cb[x], to.cr[x] = jpeg.YCC(row[4*x:])
		}
	})
	for y := range t.size.Y {
		thin := t.row(y)
		from, to := part.Pix[y*part.Stride:], own.Pix[y*own.Stride:]
		for x := range thin.cb {
			luma, _, _ := jpeg.YCC(from[4*x:])
			putRGB(to[4*x:], luma, thin.cb[x], thin.cr[x])
			to[4*x+3] = from[4*x+3]
		}
	}
	return own
}

// Answered gives R-Net's answer to a part of a picture, which begins at `at` and which it looked at as [Header.Seen] has
// it, the colours' detail back that was kept from it: what it changes in the colours is put on the part's own, at the
// resolution of 4:2:0, and what detail it makes itself is left out. It is the answer itself where nothing was kept from it.
func (h Header) Answered(answer, part *image.NRGBA, at image.Point) *image.NRGBA {
	if !h.Finer() {
		return answer
	}
	out := imaging.Clone(answer)
	h.move(out, part, at, func(int, int) float64 { return 0 })
	return out
}

// MoveTo moves R-Net's answer to what Seen showed towards the same held to its file, each pixel as far as weight says, 0…1. Of
// the colours' detail that was kept from R-Net it takes all, whatever happened to the picture before: what the file leaves open
// of it is little. What R-Net makes of that by itself is left out.
func (h Header) MoveTo(answer, held *image.NRGBA, weight func(x, y int) float64) {
	h.move(answer, held, image.Point{}, weight)
}

// move moves a part of an answer, which begins at `at`, to another picture of it, as far as weight says, and in the colours' detail
// all the way. How the answer's colours differ is taken half from that picture and half from what Seen shows of it: between
// what 4:2:0 keeps and what it loses lies a band that its filter damps, of which R-Net and the picture each know half.
func (h Header) move(answer, to *image.NRGBA, at image.Point, weight func(x, y int) float64) {
	across, down := h.finer()
	seen := h.SeenPart(to, at)
	t := newThinner(answer.Rect.Size(), h.Grid().Add(at), across, down, func(y int, back chroma) {
		to, seen, answer := to.Pix[y*to.Stride:], seen.Pix[y*seen.Stride:], answer.Pix[y*answer.Stride:]
		for x := range back.cb {
			_, cbA, crA := jpeg.YCC(to[4*x:])
			_, cbB, crB := jpeg.YCC(seen[4*x:])
			_, cb, cr := jpeg.YCC(answer[4*x:])
			back.cb[x], back.cr[x] = cb-(cbA+cbB)/2, cr-(crA+crB)/2
		}
	})
	for y := range t.size.Y {
		back := t.row(y)
		answer, to := answer.Pix[y*answer.Stride:], to.Pix[y*to.Stride:]
		for x := range back.cb {
			w := float32(weight(x, y))
			was, _, _ := jpeg.YCC(answer[4*x:])
			luma, cb, cr := jpeg.YCC(to[4*x:])
			putRGB(answer[4*x:], was+w*(luma-was), cb+(1-w)*back.cb[x], cr+(1-w)*back.cr[x])
		}
	}
}

// Finer tells whether a file keeps more of its colours' resolution than the networks are shown.
func (h Header) Finer() bool {
	across, down := h.finer()
	return across || down
}

// finer tells in which directions a file keeps its colours' whole resolution, as the upright picture lies. HEIC and AVIF
// of 4:2:2 are not known to lie as their files have them (see Grid): they count as 4:2:0.
func (h Header) finer() (across, down bool) {
	switch h.Format {
	case "jpeg":
		across, down = jpeg.Finer(h.Subsampling)
	case "heic", "avif":
		return h.Subsampling == "4:4:4", h.Subsampling == "4:4:4"
	}
	if h.Orientation > 4 {
		across, down = down, across
	}
	return across, down
}

func putRGB(to []byte, y, cb, cr float32) {
	r, g, b := jpeg.RGB(y, cb, cr)
	to[0], to[1], to[2] = whole(r), whole(g), whole(b)
}

func whole(v float32) byte { return byte(min(max(v, 0), 255) + 0.5) }
