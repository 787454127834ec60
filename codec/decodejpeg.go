package codec

import (
	"context"
	"image"
)

// decodeJPEG gives the pixels that libjpeg gives.
func decodeJPEG(ctx context.Context, data []byte, f *facts) (*image.NRGBA, []string, error) {
	d := jpegDecoder{ctx: ctx, adobe: -1}
	if err := d.decode(data); err != nil {
		return nil, nil, err
	}
	planes, err := d.planes()
	if err != nil {
		return nil, nil, err
	}
	var notes []string
	if f.unfinished {
		notes = append(notes, "The file lacks its end marker; what it holds was used.")
	}
	if len(planes) == 4 {
		notes = append(notes, "CMYK was converted to RGB without its colour profile, so colours may differ from print.")
	}
	return d.colour(planes), notes, nil
}

// colour brings the planes to full size and to RGB, row by row.
func (d *jpegDecoder) colour(planes []plane) *image.NRGBA {
	w, h := 0, 0
	for _, p := range planes {
		w, h = max(w, p.w), max(h, p.h)
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	stretch, rows := d.upsamplers(planes)
	convert := d.converter()
	for y := range h {
		for i, p := range planes {
			stretch[i](rows[i], p, y)
		}
		convert(out.Pix[y*out.Stride:][:4*w], rows)
	}
	return out
}

// upsamplers chooses one for each plane and makes room for its rows.
func (d *jpegDecoder) upsamplers(planes []plane) (stretch []upsampler, rows [][]byte) {
	h, v := 1, 1
	for _, c := range d.components {
		h, v = max(h, c.unitW), max(v, c.unitH)
	}
	for i, c := range d.components {
		stretch = append(stretch, libjpegUpsampler(h/c.unitW, v/c.unitH, planes[i].w))
		rows = append(rows, make([]byte, planes[i].w*(h/c.unitW)))
	}
	return stretch, rows
}

// converter chooses how samples become colours, by libjpeg's rules.
func (d *jpegDecoder) converter() func(out []byte, rows [][]byte) {
	switch n := len(d.components); {
	case n == 1:
		return greyRow
	case d.plainRGB():
		return rgbRow
	case n == 3:
		return yccRow
	case d.adobe > 0:
		return yccInkRow
	case d.adobe == 0:
		return inkRow
	}
	return plainInkRow
}

// plainRGB says that the three components are red, green and blue themselves.
func (d *jpegDecoder) plainRGB() bool {
	ids := ""
	for _, c := range d.components {
		ids += string(rune(c.id))
	}
	return len(ids) == 3 && !d.jfif && (d.adobe == 0 || d.adobe < 0 && ids == "RGB")
}
