package codec

import (
	"image"
	"image/color"
)

// toNRGBA makes 8-bit pixels of whatever the decoders of PNG and BMP return, which is
// premultiplied only where it is opaque.
func toNRGBA(decoded image.Image) *image.NRGBA {
	switch img := decoded.(type) {
	case *image.NRGBA:
		return img
	case *image.RGBA:
		return &image.NRGBA{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect}
	case *image.Gray:
		return fromGrey(img)
	case *image.Paletted:
		return fromPaletted(img)
	case *image.Gray16:
		return from16(img.Rect, 1, img.Pix)
	case *image.RGBA64:
		return from16(img.Rect, 4, img.Pix)
	case *image.NRGBA64:
		return from16(img.Rect, 4, img.Pix)
	}
	panic("codec: unknown picture type")
}

// from16 rounds tightly packed big-endian 16-bit samples, grey or RGBA.
func from16(rect image.Rectangle, channels int, pix []byte) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, rect.Dx(), rect.Dy()))
	sample := func(i int) byte { return byte((int(pix[2*i])<<8 + int(pix[2*i+1]) + 128) / 257) }
	for i := range rect.Dx() * rect.Dy() {
		p := out.Pix[4*i : 4*i+4]
		if channels == 1 {
			p[0] = sample(i)
			p[1], p[2], p[3] = p[0], p[0], 255
			continue
		}
		for c := range p {
			p[c] = sample(4*i + c)
		}
	}
	return out
}

func fromPaletted(img *image.Paletted) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, img.Rect.Dx(), img.Rect.Dy()))
	var colours [256]color.NRGBA // indices past the palette are transparent black
	for i, c := range img.Palette {
		colours[i] = color.NRGBAModel.Convert(c).(color.NRGBA)
	}
	for y := range out.Rect.Dy() {
		row := out.Pix[y*out.Stride:]
		for x, index := range img.Pix[y*img.Stride:][:out.Rect.Dx()] {
			c := colours[index]
			row[4*x], row[4*x+1], row[4*x+2], row[4*x+3] = c.R, c.G, c.B, c.A
		}
	}
	return out
}

func fromGrey(img *image.Gray) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, img.Rect.Dx(), img.Rect.Dy()))
	for y := range out.Rect.Dy() {
		row := out.Pix[y*out.Stride:]
		for x, v := range img.Pix[y*img.Stride:][:out.Rect.Dx()] {
			row[4*x], row[4*x+1], row[4*x+2], row[4*x+3] = v, v, v, 255
		}
	}
	return out
}
