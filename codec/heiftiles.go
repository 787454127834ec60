package codec

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"slices"

	"github.com/disintegration/imaging"

	"uncodec/codec/heif"
)

// decodeHEIF decodes the tiles in a child process and puts them together.
func (t *Toolbox) decodeHEIF(ctx context.Context, f *facts) (*image.NRGBA, []string, error) {
	p := f.heif
	filter, err := colourFilter(p.Colour)
	if err != nil {
		return nil, nil, explainHEIF(labels[f.Format], err)
	}
	img := image.NewNRGBA(image.Rect(0, 0, p.Width, p.Height))
	if err := t.decodeTiles(ctx, f, &p.Layer, filter+",format=rgb24", 3, func(x, y int, colours []byte) {
		p := img.Pix[y*img.Stride+4*x:][:4]
		p[0], p[1], p[2], p[3] = colours[0], colours[1], colours[2], 255
	}); err != nil {
		return nil, nil, err
	}
	// In HEIC libheif writes grey at full range, whatever it says. A container that says nothing leaves it to swscale.
	if c := p.Colour; c.Known && !c.FullRange && (c.Matrix == 0 || f.Grey && p.Codec == heif.AV1) {
		stretch(img)
	}
	if p.Alpha != nil {
		if err := t.decodeTiles(ctx, f, p.Alpha, scaleFilter+":out_range=pc,format=gray", 1, func(x, y int, alpha []byte) {
			img.Pix[y*img.Stride+4*x+3] = alpha[0]
		}); err != nil {
			return nil, nil, err
		}
		if p.Premultiplied {
			unpremultiply(img)
		}
	}
	return applyTurns(img, p.Turns), heifNotes(f), nil
}

// scaleFilter is ffmpeg's filter with the flags of training, and without dither.
const scaleFilter = "scale=flags=bicubic+accurate_rnd+full_chroma_int:sws_dither=none"

// colourFilter makes RGB as the container says, or as the stream says where it doesn't.
func colourFilter(c heif.Colour) (string, error) {
	if !c.Known {
		return scaleFilter, nil
	}
	filter := scaleFilter + ":in_range=tv"
	if c.FullRange {
		filter = scaleFilter + ":in_range=pc"
	}
	switch c.Matrix {
	case 0, 2: // identity, which the stream has to say too; not said
		return filter, nil
	case 1:
		return filter + ":in_color_matrix=bt709", nil
	case 4:
		return filter + ":in_color_matrix=fcc", nil
	case 5, 6:
		return filter + ":in_color_matrix=bt601", nil
	case 7:
		return filter + ":in_color_matrix=smpte240m", nil
	case 9:
		return filter + ":in_color_matrix=bt2020", nil
	}
	return "", heif.ErrForeign
}

// decodeTiles decodes a layer and hands each pixel inside it to set, with its samples.
func (t *Toolbox) decodeTiles(ctx context.Context, f *facts, l *heif.Layer, filter string, samples int, set func(x, y int, pixel []byte)) error {
	format := map[string]string{heif.HEVC: "hevc", heif.AV1: "obu"}[l.Codec]
	kind, magic := "ppm", "P6" // in which each frame says how large it is
	if samples == 1 {
		kind, magic = "pgm", "P5"
	}
	head := fmt.Sprintf("%s\n%d %d\n255\n", magic, l.TileWidth, l.TileHeight)
	size := len(head) + samples*l.TileWidth*l.TileHeight
	frames, err := t.decodeUntrusted(ctx, labels[f.Format], slices.Concat(l.Tiles...), image.Pt(l.TileWidth, l.TileHeight), size*len(l.Tiles),
		"-f", format, "-i", "pipe:0", "-vf", filter, "-fps_mode", "passthrough", "-c:v", kind, "-f", "image2pipe")
	if err != nil {
		return err
	}
	for i := range l.Tiles {
		tile, ok := bytes.CutPrefix(frames[min(i*size, len(frames)):], []byte(head))
		if !ok || len(frames) != size*len(l.Tiles) {
			return broken(labels[f.Format], "its picture is not of the size that it states")
		}
		left, top := i%l.Columns*l.TileWidth, i/l.Columns*l.TileHeight
		for y := range min(l.TileHeight, l.Height-top) {
			for x := range min(l.TileWidth, l.Width-left) {
				at := samples * (y*l.TileWidth + x)
				set(left+x, top+y, tile[at:at+samples])
			}
		}
	}
	return nil
}

// applyTurns crops, turns and mirrors as the container says.
func applyTurns(img *image.NRGBA, turns []heif.Turn) *image.NRGBA {
	for _, turn := range turns {
		if c := turn.Crop; c[2] > 0 {
			img = imaging.Crop(img, image.Rect(c[0], c[1], c[0]+c[2], c[1]+c[3]))
		}
		for _, orientation := range orientations(turn) {
			img = upright(img, orientation)
		}
	}
	return img
}

// orientations are EXIF's that ask for the same as a turn, one after the other.
func orientations(turn heif.Turn) [2]int {
	return [2]int{[]int{1, 8, 3, 6}[turn.Quarter], map[string]int{"": 1, "left-right": 2, "top-bottom": 4}[turn.Mirror]}
}

// stretch brings colours of limited range to full range: swscale takes grey and RGB for full, whatever it is told.
func stretch(img *image.NRGBA) {
	for i, v := range img.Pix {
		if i%4 != 3 {
			img.Pix[i] = clamp(((int(v)-16)*255 + 219/2) / 219)
		}
	}
}

// unpremultiply gives the colours back the light that alpha took.
func unpremultiply(img *image.NRGBA) {
	for i := 0; i < len(img.Pix); i += 4 {
		if a := int(img.Pix[i+3]); a != 0 {
			for c := range 3 {
				img.Pix[i+c] = byte(min(255, (int(img.Pix[i+c])*255+a/2)/a))
			}
		}
	}
}
