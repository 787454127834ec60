package codec

import (
	"encoding/binary"
	"image"
	"image/draw"
	"image/gif"
)

// inspectGIF reads the size of a GIF's screen, and how many frames there are.
func inspectGIF(data []byte, f *facts) error {
	if len(data) < 13 {
		return broken("GIF", "it ends before the picture does")
	}
	f.Width, f.Height = int(binary.LittleEndian.Uint16(data[6:])), int(binary.LittleEndian.Uint16(data[8:]))
	rest := data[min(13+colourTableSize(data[10]), len(data)):]
	for len(rest) > 1 {
		switch {
		case rest[0] == '!': // an extension
			if rest[1] == 0xf9 && len(rest) > 3 && f.Frames == 0 { // graphic control: bit 0 for a transparent colour
				f.Alpha = f.Alpha || rest[3]&1 == 1
			}
			rest = skipSubBlocks(rest[2:])
		case rest[0] == ',' && len(rest) > 10:
			if f.Frames++; f.Frames == 1 {
				side := func(at int) int { return int(binary.LittleEndian.Uint16(rest[at:])) }
				f.Alpha = f.Alpha || side(1)+side(3) > 0 || side(5) < f.Width || side(7) < f.Height // nothing around it
			}
			rest = rest[min(10+colourTableSize(rest[9]), len(rest)):]
			rest = skipSubBlocks(rest[min(1, len(rest)):])
		default:
			rest = nil
		}
	}
	if f.Frames == 1 {
		f.Frames = 0 // a still picture
	}
	return nil
}

// colourTableSize is the length of the colour table that a field of flags announces.
func colourTableSize(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// skipSubBlocks skips blocks that begin with their length, up to an empty one.
func skipSubBlocks(data []byte) []byte {
	for len(data) > 0 && data[0] != 0 {
		data = data[min(1+int(data[0]), len(data)):]
	}
	return data[min(1, len(data)):]
}

// decodeGIF puts the first frame onto its screen, which is transparent around it.
func decodeGIF(r *contextReader, f *facts) (*image.NRGBA, []string, error) {
	frame, err := sized(r, f, gif.DecodeConfig, gif.Decode)
	if err != nil {
		return nil, nil, err
	}
	var notes []string
	if f.Frames > 1 {
		notes = append(notes, "This GIF is animated; its first frame was used.")
	}
	screen := image.NewNRGBA(image.Rect(0, 0, f.Width, f.Height))
	draw.Draw(screen, frame.Bounds(), frame, frame.Bounds().Min, draw.Src)
	return screen, notes, nil
}
