package codec

import (
	"encoding/binary"
	"image/color"
	"testing"
)

// TestBMPAlpha: of a BMP whose newer header has room for alpha the fourth bytes are that, unless all of them are empty.
func TestBMPAlpha(t *testing.T) {
	for name, test := range map[string]struct{ alphas, want []byte }{
		"alpha":     {[]byte{0, 128}, []byte{0, 128}},
		"none":      {[]byte{0, 0}, []byte{255, 255}},
		"all there": {[]byte{255, 255}, []byte{255, 255}},
	} {
		for _, header := range []uint32{108, 124} {
			pic, err := box.Decode(t.Context(), bmp32(header, test.alphas), DefaultLimits())
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			for x, want := range test.want {
				if got := pic.Image.NRGBAAt(x, 0); got != (color.NRGBA{30, 20, 10, want}) {
					t.Errorf("%s, header of %d: pixel %d is %v", name, header, x, got)
				}
			}
			if none := name == "none"; pic.Header.Alpha == none {
				t.Errorf("%s: the header says alpha: %v", name, pic.Header.Alpha)
			}
		}
	}
}

// bmp32 is a BMP of one row of the same colour, with a fourth byte for each pixel.
func bmp32(header uint32, alphas []byte) []byte {
	file := append([]byte("BM"), make([]byte, 12+header)...)
	binary.LittleEndian.PutUint32(file[10:], 14+header)
	binary.LittleEndian.PutUint32(file[14:], header)
	file[18], file[22], file[26], file[28] = byte(len(alphas)), 1, 1, 32
	for _, alpha := range alphas {
		file = append(file, 10, 20, 30, alpha)
	}
	return file
}
