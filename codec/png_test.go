package codec

import (
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"testing"
)

func pngChunk(kind string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// TestPNGKinds stores one colour in every kind of PNG that Go writes.
func TestPNGKinds(t *testing.T) {
	rect := image.Rect(0, 0, 3, 2)
	palette := color.Palette{color.Black, color.NRGBA{200, 100, 50, 128}}
	for name, test := range map[string]struct {
		img  image.Image
		set  color.Color
		want color.NRGBA
	}{
		"grey":     {image.NewGray(rect), color.Gray{77}, color.NRGBA{77, 77, 77, 255}},
		"grey 16":  {image.NewGray16(rect), color.Gray16{0x4d7f}, color.NRGBA{77, 77, 77, 255}},
		"grey up":  {image.NewGray16(rect), color.Gray16{0x4dce}, color.NRGBA{78, 78, 78, 255}},
		"colour":   {image.NewRGBA(rect), color.RGBA{1, 2, 3, 255}, color.NRGBA{1, 2, 3, 255}},
		"alpha":    {image.NewNRGBA(rect), color.NRGBA{200, 3, 90, 1}, color.NRGBA{200, 3, 90, 1}},
		"alpha 16": {image.NewNRGBA64(rect), color.NRGBA64{0xc8c8, 0x0303, 0x5a5a, 0x0101}, color.NRGBA{200, 3, 90, 1}},
		"palette":  {image.NewPaletted(rect, palette), palette[1], color.NRGBA{200, 100, 50, 128}},
	} {
		type settable interface{ Set(x, y int, c color.Color) }
		for i := range 6 {
			test.img.(settable).Set(i%3, i/3, test.set)
		}
		pic, err := box.Decode(context.Background(), pngBytes(t, test.img), DefaultLimits())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := pic.Image.NRGBAAt(2, 1); got != test.want {
			t.Errorf("%s: got %v, want %v", name, got, test.want)
		}
		if noted := len(pic.Notes) > 0; noted != (pic.Header.BitDepth == 16) {
			t.Errorf("%s: notes %q at %d bits", name, pic.Notes, pic.Header.BitDepth)
		}
	}
}
