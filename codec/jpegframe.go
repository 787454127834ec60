package codec

import (
	"encoding/binary"
	"fmt"
)

// seeFrame reads the SOF segment: the kind of coding, sizes and subsampling.
func (s *jpegScout) seeFrame(marker byte) error {
	b := s.frame
	if len(b) < 6 || len(b) < 6+3*int(b[5]) {
		return broken("JPEG", "its picture header is cut short")
	}
	s.f.BitDepth = int(b[0])
	s.f.Height = int(binary.BigEndian.Uint16(b[1:]))
	s.f.Width = int(binary.BigEndian.Uint16(b[3:]))
	s.f.Progressive = marker&3 == markSOF2&3
	s.f.Grey = b[5] == 1
	s.f.cmyk = b[5] == 4
	if rare := rareCoding(marker, b[0], b[5]); rare != "" {
		return fault(Unsupported, "This JPEG uses %s, which is not read here. Saving it as an ordinary 8-bit JPEG or as PNG would work.", rare)
	}
	s.f.Subsampling = subsampling(b)
	return nil
}

// rareCoding names what is not read here, or is empty.
func rareCoding(marker, precision, components byte) string {
	switch {
	case marker&3 == 3:
		return "lossless coding"
	case marker > markDHT && marker <= 0xc7 || marker > markDAC:
		return "hierarchical coding"
	case marker > markJPG:
		return "arithmetic coding"
	case precision != 8:
		return fmt.Sprintf("%d bits a sample", precision)
	case components != 1 && components != 3 && components != 4:
		return fmt.Sprintf("%d colour components", components)
	}
	return ""
}

// subsampling names the chroma resolution in the usual J:a:b way.
func subsampling(frame []byte) string {
	if frame[5] < 3 {
		return ""
	}
	luma, chroma := frame[7], frame[10]
	if chroma>>4 == 0 || chroma&15 == 0 {
		return ""
	}
	switch [2]byte{(luma >> 4) / (chroma >> 4), (luma & 15) / (chroma & 15)} {
	case [2]byte{1, 1}:
		return "4:4:4"
	case [2]byte{1, 2}:
		return "4:4:0"
	case [2]byte{2, 1}:
		return "4:2:2"
	case [2]byte{2, 2}:
		return "4:2:0"
	case [2]byte{4, 1}:
		return "4:1:1"
	case [2]byte{4, 2}:
		return "4:1:0"
	}
	return "unusual"
}

// readTables reads a DQT segment; what is malformed is left out.
func readTables(b []byte, tables *[4]*table) {
	for len(b) > 0 {
		wide, id := int(b[0]>>4), b[0]&15
		size := 64 << min(wide, 1)
		if b = b[1:]; id > 3 || wide > 1 || len(b) < size {
			return
		}
		t := new(table)
		for i := range t {
			if t[i] = uint16(b[i]); wide == 1 {
				t[i] = binary.BigEndian.Uint16(b[2*i:])
			}
		}
		tables[id], b = t, b[size:]
	}
}

// judgeTables estimates the quality from the tables that the components use.
func (s *jpegScout) judgeTables() {
	used := func(component int) *table { return s.tables[s.frame[8+3*component]&3] }
	if used(0) == nil || s.f.cmyk {
		return
	}
	if s.f.Grey {
		s.f.Quality, s.f.StandardTables = estimateQuality(used(0), nil)
	} else if used(1) != nil {
		s.f.Quality, s.f.StandardTables = estimateQuality(used(0), used(1))
	}
}
