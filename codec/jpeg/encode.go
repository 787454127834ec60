package jpeg

import (
	"encoding/binary"
	"fmt"
	"image"
	"io"
)

// maxSide is libjpeg's.
const maxSide = 65500

// Encode writes the picture as a baseline file with IJG's tables at a quality of 1 to 100 and with chroma of "4:2:0",
// "4:2:2" or "4:4:4": the bytes that libjpeg-turbo's cjpeg writes under -baseline. Alpha is left out. A picture without
// pixels, one of more than 65,500 pixels a side, which libjpeg does not read, and another quality or chroma are errors; so is what w answers.
func Encode(w io.Writer, img *image.NRGBA, quality int, chroma string) error {
	size := img.Rect.Size()
	if size.X < 1 || size.Y < 1 || max(size.X, size.Y) > maxSide {
		return fmt.Errorf("JPEG holds 1 to 65,500 pixels a side, not %d × %d", size.X, size.Y)
	}
	if quality < 1 || quality > 100 {
		return fmt.Errorf("a quality of JPEG goes from 1 to 100, so %d is none", quality)
	}
	e := encoder{out: bitWriter{to: make([]byte, 0, 1<<16)}, img: img}
	switch chroma {
	case "4:2:0":
		e.h, e.v = 2, 2
	case "4:2:2":
		e.h, e.v = 2, 1
	case "4:4:4":
		e.h, e.v = 1, 1
	default:
		return fmt.Errorf("chroma is 4:2:0, 4:2:2 or 4:4:4, not %q", chroma)
	}
	e.header(quality)
	for y := 0; y < size.Y; y += 8 * e.v {
		e.strip(y)
		if _, err := w.Write(e.out.to); err != nil {
			return err
		}
		e.out.to = e.out.to[:0]
	}
	e.out.flush()
	e.segment(markEOI)
	_, err := w.Write(e.out.to)
	return err
}

// encoder writes one picture, a strip of MCUs at a time.
type encoder struct {
	out       bitWriter
	img       *image.NRGBA
	h, v      int // samples of luma to one of chroma, across and down
	divisors  [2]divisors
	predictor [3]int32 // the level of each component's last block
	ycc       [3]plane // the strip's samples, of chroma in its own resolution
	rows      [2]plane // its chroma in full resolution
}

// segment writes a marker, and a segment's length and content if it has one.
func (e *encoder) segment(marker byte, body ...byte) {
	e.out.to = append(e.out.to, 0xff, marker)
	if len(body) > 0 {
		e.out.to = binary.BigEndian.AppendUint16(e.out.to, uint16(2+len(body)))
		e.out.to = append(e.out.to, body...)
	}
}

// header writes what comes before the coded pixels.
func (e *encoder) header(quality int) {
	e.segment(markSOI)
	e.segment(markAPP0, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0)
	for which := range e.divisors {
		t := standardTable(which, quality)
		body := []byte{byte(which)}
		for _, q := range t {
			body = append(body, byte(q))
		}
		e.segment(markDQT, body...)
		e.divisors[which].set(t.inReadingOrder())
	}
	size := e.img.Rect.Size()
	e.segment(markSOF0, 8, byte(size.Y>>8), byte(size.Y), byte(size.X>>8), byte(size.X), 3,
		1, byte(e.h<<4|e.v), 0, 2, 0x11, 1, 3, 0x11, 1)
	for which, codes := range standardCodes {
		e.segment(markDHT, append([]byte{byte(which)}, codes.dc...)...)
		e.segment(markDHT, append([]byte{byte(0x10 | which)}, codes.ac...)...)
	}
	e.segment(SOS, 3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0)
}
