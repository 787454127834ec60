package jpeg

import (
	"bytes"
	"encoding/binary"
	"iter"
)

// SOS is the marker of a scan's header, which its coded pixels follow.
const SOS = 0xda

// The other markers that matter here.
const (
	markSOI             = 0xd8
	markSOF0, markSOF2  = 0xc0, 0xc2
	markDHT, markJPG    = 0xc4, 0xc8
	markDAC             = 0xcc
	markSOF15           = 0xcf
	markRST0, markRST7  = 0xd0, 0xd7
	markEOI             = 0xd9
	markDQT             = 0xdb
	markDRI             = 0xdd
	markAPP0, markAPP14 = 0xe0, 0xee
)

func isFrame(marker byte) bool {
	return marker >= markSOF0 && marker <= markSOF15 &&
		marker != markDHT && marker != markJPG && marker != markDAC
}

// segments steps from marker to marker: bytes between
// segments, which coded pixels are to it, are passed over.
type segments struct{ rest []byte }

// Segments are a file's markers and what their segments hold, up to the end marker, which has none, or to where the
// file is cut. What stands between segments, coded pixels too, is passed over.
func Segments(file []byte) iter.Seq2[byte, []byte] {
	return func(yield func(marker byte, body []byte) bool) {
		s := segmentsOf(file)
		for marker, body, ok := s.next(); ok && yield(marker, body) && marker != markEOI; {
			marker, body, ok = s.next()
		}
	}
}

// segmentsOf begins after the SOI marker.
func segmentsOf(file []byte) segments { return segments{file[min(2, len(file)):]} }

// next returns the next marker and its segment's content; ok is false at the
// end of the data or where a segment is cut.
func (s *segments) next() (marker byte, body []byte, ok bool) {
	for {
		i := bytes.IndexByte(s.rest, 0xff)
		if i < 0 || i+1 >= len(s.rest) {
			return 0, nil, false
		}
		marker = s.rest[i+1]
		if marker == 0xff { // fill byte
			s.rest = s.rest[i+1:]
			continue
		}
		s.rest = s.rest[i+2:]
		switch {
		case marker == 0 || marker >= markRST0 && marker <= markRST7:
			continue
		case marker == markEOI:
			return marker, nil, true
		}
		break
	}
	if len(s.rest) < 2 {
		return 0, nil, false
	}
	n := int(binary.BigEndian.Uint16(s.rest))
	if n < 2 || n > len(s.rest) {
		return 0, nil, false
	}
	body, s.rest = s.rest[2:n], s.rest[n:]
	return marker, body, true
}
