package jpeg

import (
	"encoding/binary"
	"fmt"
)

// Header is what a file's segments say of its picture.
type Header struct {
	Width, Height  int    // not turned
	BitDepth       int    // bits a sample
	Components     int    // 1 of grey, 3 of colours, 4 of CMYK
	Progressive    bool   // coded in several passes
	Subsampling    string // of chroma, such as "4:2:0"; empty where there is none
	Quality        int    // the nearest of IJG, 1 to 100; 0 when unknown
	StandardTables bool   // the tables are exactly IJG's at that quality
	Scans          int
	Finished       bool // the file has its end marker
}

// ReadHeader walks through the whole file, coded pixels included. With an error comes what
// was read until there.
func ReadHeader(data []byte) (Header, error) {
	var r headerReader
	for marker, body := range Segments(data) {
		if err := r.take(marker, body); err != nil {
			return r.Header, err
		}
	}
	switch {
	case r.frame == nil:
		return r.Header, FormatError("it ends before saying how large the picture is")
	case r.Scans == 0:
		return r.Header, FormatError("it holds no picture data")
	}
	return r.Header, nil
}

// headerReader gathers what the segments tell.
type headerReader struct {
	Header
	frame  []byte // content of the SOF segment
	tables [4]*quantTable
}

// take takes note of one segment.
func (r *headerReader) take(marker byte, body []byte) error {
	switch {
	case marker == markEOI:
		r.Finished = true
	case marker == SOS:
		if r.Scans++; r.Scans == 1 && r.frame != nil {
			r.takeQuality()
		}
	case marker == markDQT:
		readTables(body, &r.tables)
	case isFrame(marker) && r.frame == nil:
		r.frame = body
		return r.takeFrame(marker)
	}
	return nil
}

// takeFrame reads the SOF segment: the kind of coding, sizes and subsampling.
func (r *headerReader) takeFrame(marker byte) error {
	b := r.frame
	if len(b) < 6 || len(b) < 6+3*int(b[5]) {
		return FormatError("its picture header is cut short")
	}
	r.BitDepth, r.Components = int(b[0]), int(b[5])
	r.Height, r.Width = int(binary.BigEndian.Uint16(b[1:])), int(binary.BigEndian.Uint16(b[3:]))
	r.Progressive = marker&3 == markSOF2&3
	if rare := rareCoding(marker, b[0], b[5]); rare != "" {
		return UnsupportedError(rare)
	}
	r.Subsampling = subsampling(b)
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

// Finer tells in which directions, as its file lies, a picture has its colours' whole resolution, and half of it or all in the
// other: more than 4:2:0 keeps.
func Finer(subsampling string) (across, down bool) {
	switch subsampling {
	case "4:4:4":
		return true, true
	case "4:2:2":
		return false, true
	case "4:4:0":
		return true, false
	}
	return false, false
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

// takeQuality estimates the quality from the tables that the components use.
func (r *headerReader) takeQuality() {
	used := func(component int) *quantTable { return r.tables[r.frame[8+3*component]&3] }
	luma := used(0)
	switch {
	case luma == nil:
	case r.Components == 1:
		r.Quality, r.StandardTables = estimateQuality(luma, nil)
	case r.Components == 3 && used(1) != nil:
		r.Quality, r.StandardTables = estimateQuality(luma, used(1))
	}
}
