package codec

import (
	"context"
	"fmt"
	"image"
)

// Colours for the video codecs: BT.601, limited range, 4:2:0, with the
// swscale flags that the training uses.
const (
	toYUVFilter = "scale=out_color_matrix=bt601:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_inp,format="
	toRGBFilter = "scale=in_color_matrix=bt601:in_range=tv:flags=bicubic+accurate_rnd+full_chroma_int,format=rgb24"
)

// minSide is the smallest side that every encoder takes.
const minSide = 16

// codeIntra codes the picture as the one intra frame of a video.
func (t *Toolbox) codeIntra(ctx context.Context, v *video, img *image.NRGBA, level int) (*Coded, error) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	coded := codedSize(img.Rect.Size())
	codedW, codedH := coded.X, coded.Y
	encode := []string{"-f", "rawvideo", "-pix_fmt", "rgb24", "-s", fmt.Sprintf("%dx%d", codedW, codedH), "-i", "pipe:0",
		"-vf", toYUVFilter + v.chroma, "-frames:v", "1", "-c:v", v.encoder}
	encode = append(encode, v.args(level)...)
	stream, err := t.run(ctx, rgb24(img, codedW, codedH), append(encode, "-bsf:v", v.trim, "-threads", "1", "-f", v.format), unlimited)
	if err != nil {
		return nil, fmt.Errorf("encode with %s: %w", v.encoder, err)
	}
	raw, err := t.run(ctx, stream, []string{"-f", v.format, "-i", "pipe:0",
		"-vf", toRGBFilter, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24"}, unlimited)
	if err != nil {
		return nil, fmt.Errorf("decode what %s wrote: %w", v.encoder, err)
	}
	if len(raw) != 3*codedW*codedH {
		return nil, fmt.Errorf("decode what %s wrote: %d bytes for %d x %d pixels", v.encoder, len(raw), codedW, codedH)
	}
	return &Coded{Image: fromRGB24(raw, codedW, w, h), Bytes: stream, Extension: v.extension}, nil
}

// codedSize is how large the frame is that a picture is coded in.
func codedSize(of image.Point) image.Point {
	return image.Pt(max(of.X+of.X&1, minSide), max(of.Y+of.Y&1, minSide))
}

// rgb24 packs the colours into w times h pixels; the edge goes on outwards.
func rgb24(img *image.NRGBA, w, h int) []byte {
	out := make([]byte, 0, 3*w*h)
	lastX, lastY := img.Rect.Dx()-1, img.Rect.Dy()-1
	for y := range h {
		row := img.Pix[min(y, lastY)*img.Stride:]
		for x := range w {
			i := 4 * min(x, lastX)
			out = append(out, row[i], row[i+1], row[i+2])
		}
	}
	return out
}

// fromRGB24 takes the upper left w times h pixels out of rows of stride pixels.
func fromRGB24(raw []byte, stride, w, h int) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		from, to := raw[3*stride*y:], out.Pix[y*out.Stride:]
		for x := range w {
			to[4*x], to[4*x+1], to[4*x+2], to[4*x+3] = from[3*x], from[3*x+1], from[3*x+2], 255
		}
	}
	return out
}
