package codec

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"slices"

	"golang.org/x/image/bmp"
)

// isBMP knows the sizes of headers that a BMP may have: text may begin with BM, too.
func isBMP(data []byte) bool {
	return len(data) >= 26 && bytes.HasPrefix(data, []byte("BM")) &&
		slices.Contains([]uint32{12, 16, 40, 52, 56, 64, 108, 124}, binary.LittleEndian.Uint32(data[14:]))
}

func inspectBMP(data []byte, f *facts) error {
	config, err := bmp.DecodeConfig(bytes.NewReader(data))
	f.Width, f.Height = config.Width, config.Height
	f.Lossless = true
	f.Alpha = binary.LittleEndian.Uint32(data[14:]) > 40 && len(data) > 30 && binary.LittleEndian.Uint16(data[28:]) == 32 // as the library reads them
	return explainBMP(err)
}

func decodeBMP(r *contextReader, f *facts) (*image.NRGBA, []string, error) {
	decoded, err := bmp.Decode(r)
	if err != nil {
		return nil, nil, explainBMP(err)
	}
	img := toNRGBA(decoded)
	if invisible(img) { // whoever wrote it left each pixel's fourth byte empty
		img, f.Alpha = Opaque(img), false
	}
	return img, nil, nil
}

// invisible tells whether nothing of a picture can be seen.
func invisible(img *image.NRGBA) bool {
	for i := 3; i < len(img.Pix); i += 4 {
		if img.Pix[i] > 0 {
			return false
		}
	}
	return true
}

func explainBMP(err error) error {
	if errors.Is(err, bmp.ErrUnsupported) {
		return fault(Unsupported, "This BMP is of a rare kind, such as compressed or of 16 bits, which is not read here. %s", readableFormats)
	}
	if err != nil {
		return explain("BMP", err)
	}
	return nil
}
