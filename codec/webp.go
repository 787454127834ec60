package codec

import (
	"encoding/binary"
	"image"

	"golang.org/x/image/webp"

	"uncodec/codec/metadata"
)

// inspectWebP walks the chunks of the RIFF container.
func inspectWebP(data []byte, f *facts) error {
	var s webpSizes
	for c := range metadata.WebPChunks(data) {
		s.inspectChunk(c.Kind, c.Body, f) // one that is cut still shows its beginning
	}
	return s.check(f)
}

// webpSizes holds the sizes as the container and as the picture state them.
type webpSizes struct {
	canvasW, canvasH int
	w, h             int
	animated         bool
}

func (s *webpSizes) inspectChunk(kind string, b []byte, f *facts) {
	switch {
	case kind == "VP8X" && len(b) >= 10:
		s.animated = b[0]&0x02 != 0
		f.Alpha = b[0]&0x10 != 0
		s.canvasW, s.canvasH = 1+uint24(b[4:]), 1+uint24(b[7:])
	case kind == "VP8 " && len(b) >= 10 && s.w == 0:
		s.w = int(binary.LittleEndian.Uint16(b[6:])) & 0x3fff
		s.h = int(binary.LittleEndian.Uint16(b[8:])) & 0x3fff
		f.Subsampling = "4:2:0"
	case kind == "VP8L" && len(b) >= 5 && s.w == 0:
		bits := binary.LittleEndian.Uint32(b[1:])
		s.w, s.h = 1+int(bits&0x3fff), 1+int(bits>>14&0x3fff)
		f.Alpha = bits>>28&1 != 0
		f.Lossless = true
	case kind == "ANMF":
		s.animated = true
	}
}

func (s *webpSizes) check(f *facts) error {
	f.Width, f.Height = max(s.w, s.canvasW), max(s.h, s.canvasH)
	switch {
	case s.animated:
		return fault(Animated, "This WebP is animated, and only still pictures are read here. One frame saved as PNG would work.")
	case s.w == 0:
		return broken("WebP", "it holds no picture")
	case s.canvasW > 0 && (s.canvasW != s.w || s.canvasH != s.h):
		return broken("WebP", "it states two different sizes")
	}
	return nil
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

// decodeWebP reads the planes with x/image/webp and makes pixels of them as
// libwebp does.
//
// gen2brain/webp, which encodes here, is no help in decoding: it brings even
// lossless pictures down to 4:2:0, or premultiplies them by alpha, and knows
// no contexts. A test holds the two together where they must agree.
func decodeWebP(r *contextReader, f *facts) (*image.NRGBA, []string, error) {
	decoded, err := sized(r, f, webp.DecodeConfig, webp.Decode)
	if err != nil {
		return nil, nil, err
	}
	switch img := decoded.(type) {
	case *image.NRGBA: // the lossless kind
		return img, nil, nil
	case *image.YCbCr:
		return fromYCbCr(img), nil, nil
	case *image.NYCbCrA:
		out := fromYCbCr(&img.YCbCr)
		for y := range out.Rect.Dy() {
			row := out.Pix[y*out.Stride:]
			for x, a := range img.A[y*img.AStride:][:out.Rect.Dx()] {
				row[4*x+3] = a
			}
		}
		return out, nil, nil
	}
	return nil, nil, broken("WebP", "it holds no picture that can be read")
}

// fromYCbCr makes RGB of 4:2:0 planes in BT.601's limited range with libwebp's
// "fancy" upsampling and integers.
func fromYCbCr(img *image.YCbCr) *image.NRGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	cw, ch := (w+1)/2, (h+1)/2
	blue, red := make([]byte, 2*cw), make([]byte, 2*cw)
	for y := range h {
		near := y / 2 * img.CStride
		far := min(max(y/2-1+y&1*2, 0), ch-1) * img.CStride // the chroma row on the other side of y
		libwebpUpsample(blue, img.Cb[near:][:cw], img.Cb[far:][:cw])
		libwebpUpsample(red, img.Cr[near:][:cw], img.Cr[far:][:cw])
		libwebpRow(out.Pix[y*out.Stride:][:4*w], img.Y[y*img.YStride:][:w], blue, red)
	}
	return out
}

// libwebpUpsample weighs the four nearest samples 9:3:3:1, rounding twice.
func libwebpUpsample(out, near, far []byte) {
	last := len(near) - 1
	edge := func(x int) byte { return byte((3*int(near[x]) + int(far[x]) + 2) >> 2) }
	out[0], out[2*last+1] = edge(0), edge(last)
	for x := 1; x <= last; x++ {
		a, b := int(near[x-1]), int(near[x])
		c, d := int(far[x-1]), int(far[x])
		all := a + b + c + d + 8
		out[2*x-1] = byte(((all+2*(b+c))>>3 + a) >> 1)
		out[2*x] = byte(((all+2*(a+d))>>3 + b) >> 1)
	}
}

func libwebpRow(out, luma, blue, red []byte) {
	for x, v := range luma {
		y, u, v := int(v)*19077>>8, int(blue[x]), int(red[x])
		p := out[4*x : 4*x+4 : 4*x+4]
		p[0] = clamp((y + v*26149>>8 - 14234) >> 6)
		p[1] = clamp((y - u*6419>>8 - v*13320>>8 + 8708) >> 6)
		p[2] = clamp((y + u*33050>>8 - 17685) >> 6)
		p[3] = 255
	}
}

func clamp(v int) byte { return byte(min(max(v, 0), 255)) }
