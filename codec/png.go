package codec

import (
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"math"

	"uncodec/codec/metadata"
)

// inspectPNG walks the chunks up to the picture's end without inflating pixels or checking sums.
func inspectPNG(data []byte, f *facts) error {
	if len(data) < 16+13 || string(data[12:16]) != "IHDR" {
		return broken("PNG", "it does not begin with a picture header")
	}
	for kind, body := range metadata.PNGChunks(data) {
		inspectPNGChunk(kind, body, f)
	}
	return nil
}

// inspectPNGChunk takes note of one chunk.
func inspectPNGChunk(kind string, body []byte, f *facts) {
	switch {
	case kind == "IHDR" && len(body) == 13:
		f.Width = int(binary.BigEndian.Uint32(body))
		f.Height = int(binary.BigEndian.Uint32(body[4:]))
		f.BitDepth = int(body[8])
		colour := body[9]
		f.Grey = colour == 0 || colour == 4
		f.Alpha = colour == 4 || colour == 6
		f.Progressive = body[12] == 1
		f.Lossless = true
	case kind == "tRNS":
		f.Alpha = true
	case kind == "gAMA" && len(body) == 4:
		f.gamma = float64(binary.BigEndian.Uint32(body)) / 100_000
	case kind == "sRGB" || kind == "iCCP":
		f.gammaTold = true
	case kind == "cICP" && len(body) == 4:
		f.gammaTold = true
		f.primaries, f.transfer = int(body[0]), int(body[1])
	case kind == "acTL" && len(body) == 8:
		f.Frames = int(binary.BigEndian.Uint32(body))
	}
}

func decodePNG(r *contextReader, f *facts) (*image.NRGBA, []string, error) {
	decoded, err := sized(r, f, png.DecodeConfig, png.Decode)
	if err != nil {
		return nil, nil, err
	}
	var notes []string
	if f.Frames > 1 {
		notes = append(notes, "This PNG is animated; its still picture was used.")
	}
	if f.gamma > 0 && !f.gammaTold && math.Abs(f.gamma-1/2.2) > 0.02 {
		notes = append(notes, fmt.Sprintf("The file tells a gamma of its own (%.2f), which is not applied: tones may look lighter or darker.", f.gamma))
	}
	if f.BitDepth == 16 {
		notes = append(notes, "16-bit samples were rounded to 8 bits.")
	}
	return toNRGBA(decoded), append(notes, colourNotes(f)...), nil
}
