package codec

import (
	"bytes"
	"errors"
	"image"
	"image/color"

	"golang.org/x/image/bmp"
)

func inspectBMP(data []byte, f *facts) error {
	config, err := bmp.DecodeConfig(bytes.NewReader(data))
	f.Width, f.Height = config.Width, config.Height
	f.Lossless, f.Alpha = true, config.ColorModel == color.NRGBAModel
	return explainBMP(err)
}

func decodeBMP(r *contextReader) (*image.NRGBA, []string, error) {
	decoded, err := bmp.Decode(r)
	if err != nil {
		return nil, nil, explainBMP(err)
	}
	return toNRGBA(decoded), nil, nil
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
