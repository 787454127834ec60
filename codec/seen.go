package codec

import (
	"image"

	"uncodec/codec/jpeg"
	"uncodec/fine"
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
	own, from := fine.Of(image.NewNRGBA(seen.Rect)), fine.Of(part)
	t := newThinner(part.Rect.Size(), seen.Rect.Min, across, down, func(y int, to chroma) {
		for x := range to.cb {
			_, to.cb[x], to.cr[x] = jpeg.YCC(from.RGB(y*part.Stride + 4*x))
		}
	})
	for y := range t.size.Y {
		thin := t.row(y)
		for x := range thin.cb {
			at, to := y*part.Stride+4*x, y*own.Stride+4*x
			luma, _, _ := jpeg.YCC(from.RGB(at))
			setYCC(own, to, luma, thin.cb[x], thin.cr[x])
			own.Pix[to+3] = part.Pix[at+3]
		}
	}
	return own.NRGBA
}

// Answered gives R-Net's answer to a part of a picture, which begins at `at` and which it looked at as [Header.Seen] has
// it, the colours' detail back that was kept from it: what it changes in the colours is put on the part's own, at the
// resolution of 4:2:0, and what detail it makes itself is left out. It is the answer itself where nothing was kept from it.
func (h Header) Answered(answer *fine.Image, part *image.NRGBA, at image.Point) *image.NRGBA {
	if !h.Finer() {
		return answer.NRGBA
	}
	out := answer.Clone()
	h.move(out, fine.Of(part), at, func(int, int) float64 { return 0 })
	return out.NRGBA
}

// MoveTo moves R-Net's answer to what Seen showed towards the same held to its file, each pixel as far as weight says, 0…1. Of
// the colours' detail that was kept from R-Net it takes all, whatever happened to the picture before: what the file leaves open
// of it is little. What R-Net makes of that by itself is left out.
func (h Header) MoveTo(answer, held *fine.Image, weight func(x, y int) float64) {
	h.move(answer, held, image.Point{}, weight)
}

// move moves a part of an answer, which begins at `at`, to another picture of it, as far as weight says, and in the colours' detail
// all the way. How the answer's colours differ is taken half from that picture and half from what Seen shows of it: between
// what 4:2:0 keeps and what it loses lies a band that its filter damps, of which R-Net and the picture each know half.
func (h Header) move(answer, to *fine.Image, at image.Point, weight func(x, y int) float64) {
	across, down := h.finer()
	seen := fine.Of(h.SeenPart(to.NRGBA, at))
	t := newThinner(answer.Rect.Size(), h.Grid().Add(at), across, down, func(y int, back chroma) {
		for x := range back.cb {
			_, cbA, crA := jpeg.YCC(to.RGB(y*to.Stride + 4*x))
			_, cbB, crB := jpeg.YCC(seen.RGB(y*seen.Stride + 4*x))
			_, cb, cr := jpeg.YCC(answer.RGB(y*answer.Stride + 4*x))
			back.cb[x], back.cr[x] = cb-(cbA+cbB)/2, cr-(crA+crB)/2
		}
	})
	for y := range t.size.Y {
		back := t.row(y)
		for x := range back.cb {
			at, w := y*answer.Stride+4*x, float32(weight(x, y))
			was, _, _ := jpeg.YCC(answer.RGB(at))
			luma, cb, cr := jpeg.YCC(to.RGB(y*to.Stride + 4*x))
			setYCC(answer, at, was+w*(luma-was), cb+(1-w)*back.cb[x], cr+(1-w)*back.cr[x])
		}
	}
}

// Finer tells whether a file keeps more of its colours' resolution than the networks are shown.
func (h Header) Finer() bool {
	across, down := h.finer()
	return across || down
}

// finer tells in which directions a file keeps its colours' whole resolution, as the upright picture lies. HEIC and AVIF
// of 4:2:2 count as 4:2:0.
func (h Header) finer() (across, down bool) {
	switch h.Format {
	case "jpeg":
		across, down = jpeg.Finer(h.Subsampling)
	case "heic", "avif":
		return h.Subsampling == "4:4:4", h.Subsampling == "4:4:4"
	}
	if h.Turn() > 4 {
		across, down = down, across
	}
	return across, down
}

func setYCC(img *fine.Image, at int, y, cb, cr float32) {
	r, g, b := jpeg.RGB(y, cb, cr)
	img.Set(at, r, g, b)
}
