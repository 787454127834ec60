package jpeg

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
)

// decoder holds what the segments bring: tables, and in the end every coefficient.
type decoder struct {
	ctx          context.Context
	progressive  bool
	components   []component
	across, down int // MCUs
	quant        [4]*quantTable
	dc, ac       [4]*huffmanTable
	interval     int // MCUs between restarts, 0 for none
	jfif         bool
	adobe        int  // the transform that an Adobe segment names, -1 without
	seen         bool // a scan came to its end
	lacks        Lacks
}

// decodeCoefficients walks the segments until the end marker or the end of the data. Blocks that a file lacks are grey.
func decodeCoefficients(ctx context.Context, data []byte) (*decoder, error) {
	d := &decoder{ctx: ctx, adobe: -1}
	for s := segmentsOf(data); ; {
		marker, body, ok := s.next()
		if !ok || marker == markEOI {
			return d, nil
		}
		if marker != SOS {
			if err := d.take(marker, body); err != nil {
				return nil, err
			}
			continue
		}
		scan, err := d.newScan(body)
		if err != nil {
			return nil, err
		}
		s.rest, err = scan.run(d, s.rest)
		if errors.Is(err, errCut) {
			return d, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// take handles a segment other than a scan.
func (d *decoder) take(marker byte, b []byte) error {
	switch {
	case isFrame(marker):
		return d.takeFrame(marker, b)
	case marker == markDHT:
		return d.takeHuffman(b)
	case marker == markDQT:
		readTables(b, &d.quant)
	case marker == markDRI && len(b) == 2:
		d.interval = int(binary.BigEndian.Uint16(b))
	case marker == markAPP0 && bytes.HasPrefix(b, []byte("JFIF\x00")):
		d.jfif = true
	case marker == markAPP14 && bytes.HasPrefix(b, []byte("Adobe")) && len(b) >= 12:
		d.adobe = int(b[11])
	}
	return nil
}

// takeHuffman reads a DHT segment.
func (d *decoder) takeHuffman(b []byte) error {
	for len(b) > 0 {
		class, id := b[0]>>4, b[0]&15
		table, rest := newHuffmanTable(b[1:])
		if table == nil || class > 1 || id > 3 {
			return FormatError("a code table makes no sense")
		}
		if class == 1 {
			d.ac[id] = table
		} else if d.dc[id] = table; bytes.ContainsFunc(table.symbol, func(r rune) bool { return r > 15 }) {
			return FormatError("a code table makes no sense")
		}
		b = rest
	}
	return nil
}

// colour brings the planes to full size and to RGB, row by row.
func (d *decoder) colour(planes []plane) *image.NRGBA {
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
func (d *decoder) upsamplers(planes []plane) (stretch []upsampler, rows [][]byte) {
	h, v := 1, 1
	for _, c := range d.components {
		h, v = max(h, c.hFactor), max(v, c.vFactor)
	}
	for i, c := range d.components {
		stretch = append(stretch, upsamplerFor(h/c.hFactor, v/c.vFactor, planes[i].w))
		rows = append(rows, make([]byte, planes[i].w*(h/c.hFactor)))
	}
	return stretch, rows
}

// converter chooses how samples become colours, by libjpeg's rules.
func (d *decoder) converter() func(out []byte, rows [][]byte) {
	switch n := len(d.components); {
	case n == 1:
		return greyRow
	case d.isRGB():
		return rgbRow
	case n == 3:
		return yccRow
	case d.adobe > 0:
		return ycckRow
	case d.adobe == 0:
		return adobeCMYKRow
	}
	return cmykRow
}

// isRGB says that the three components are red, green and blue themselves.
func (d *decoder) isRGB() bool {
	ids := ""
	for _, c := range d.components {
		ids += string(rune(c.id))
	}
	return len(ids) == 3 && !d.jfif && (d.adobe == 0 || d.adobe < 0 && ids == "RGB")
}
