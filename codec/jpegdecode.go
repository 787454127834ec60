package codec

import (
	"bytes"
	"context"
	"encoding/binary"
)

// jpegDecoder decodes baseline, extended and progressive JPEG of 8 bits.
//
// The standard library's decoder is not used because its inverse transform
// rounds otherwise than libjpeg's (one sample in fifty a level away, colours
// up to three), because it knows no contexts, and because it holds
// coefficients in twice the memory.
type jpegDecoder struct {
	ctx          context.Context
	progressive  bool
	components   []component
	across, down int // MCUs
	quant        [4]*table
	dc, ac       [4]*huffman
	interval     int
	jfif         bool
	adobe        int // the transform that an Adobe segment names, -1 without
}

// decode walks the segments until the end marker or the end of the data.
func (d *jpegDecoder) decode(data []byte) error {
	for w := (jpegWalker{data[2:]}); ; {
		marker, body, ok := w.next()
		if !ok || marker == markEOI {
			return nil
		}
		if marker != markSOS {
			if err := d.take(marker, body); err != nil {
				return err
			}
			continue
		}
		s, err := d.newScan(body)
		if err != nil {
			return err
		}
		if w.rest, err = s.run(d, w.rest); err != nil {
			return err
		}
	}
}

// take handles a segment other than a scan.
func (d *jpegDecoder) take(marker byte, b []byte) error {
	switch {
	case isFrame(marker):
		return d.frame(marker, b)
	case marker == markDHT:
		return d.huffman(b)
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

// huffman reads a DHT segment.
func (d *jpegDecoder) huffman(b []byte) error {
	for len(b) > 0 {
		class, id := b[0]>>4, b[0]&15
		table, rest := newHuffman(b[1:])
		if table == nil || class > 1 || id > 3 {
			return broken("JPEG", "a code table makes no sense")
		}
		if class == 1 {
			d.ac[id] = table
		} else if d.dc[id] = table; bytes.ContainsFunc(table.symbol, func(r rune) bool { return r > 15 }) {
			return broken("JPEG", "a code table makes no sense")
		}
		b = rest
	}
	return nil
}
