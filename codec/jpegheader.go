package codec

import (
	"bytes"
	"encoding/binary"
)

// JPEG markers that matter here.
const (
	markSOF0, markSOF2  = 0xc0, 0xc2
	markDHT, markJPG    = 0xc4, 0xc8
	markDAC             = 0xcc
	markSOF15           = 0xcf
	markRST0, markRST7  = 0xd0, 0xd7
	markEOI             = 0xd9
	markSOS, markDQT    = 0xda, 0xdb
	markDRI             = 0xdd
	markAPP0, markAPP14 = 0xe0, 0xee
)

// jpegWalker steps from marker to marker: bytes between
// segments, which coded pixels are to it, are passed over.
type jpegWalker struct{ rest []byte }

// next returns the next marker and its segment's content; ok is false at the
// end of the data or where a segment is cut.
func (w *jpegWalker) next() (marker byte, body []byte, ok bool) {
	for {
		i := bytes.IndexByte(w.rest, 0xff)
		if i < 0 || i+1 >= len(w.rest) {
			return 0, nil, false
		}
		marker = w.rest[i+1]
		if marker == 0xff { // fill byte
			w.rest = w.rest[i+1:]
			continue
		}
		w.rest = w.rest[i+2:]
		switch {
		case marker == 0 || marker >= markRST0 && marker <= markRST7:
			continue
		case marker == markEOI:
			return marker, nil, true
		}
		break
	}
	if len(w.rest) < 2 {
		return 0, nil, false
	}
	n := int(binary.BigEndian.Uint16(w.rest))
	if n < 2 || n > len(w.rest) {
		return 0, nil, false
	}
	body, w.rest = w.rest[2:n], w.rest[n:]
	return marker, body, true
}

// jpegScout gathers what the segments tell.
type jpegScout struct {
	f        *facts
	frame    []byte // content of the SOF segment
	tables   [4]*table
	scans    int
	maxScans int
	finished bool
}

// inspectJPEG walks through the whole file, coded pixels included.
func inspectJPEG(data []byte, limits Limits, f *facts) error {
	s := jpegScout{f: f, maxScans: limits.Scans}
	for w := (jpegWalker{data[2:]}); !s.finished; {
		marker, body, ok := w.next()
		if !ok {
			break
		}
		if err := s.see(marker, body); err != nil {
			return err
		}
	}
	switch {
	case s.frame == nil:
		return broken("JPEG", "it ends before saying how large the picture is")
	case s.scans == 0:
		return broken("JPEG", "it holds no picture data")
	}
	f.unfinished = !s.finished
	return nil
}

// see takes note of one segment.
func (s *jpegScout) see(marker byte, body []byte) error {
	switch {
	case marker == markEOI:
		s.finished = true
	case marker == markSOS:
		return s.seeScan()
	case marker == markDQT:
		readTables(body, &s.tables)
	case isFrame(marker) && s.frame == nil:
		s.frame = body
		return s.seeFrame(marker)
	}
	return nil
}

func isFrame(marker byte) bool {
	return marker >= markSOF0 && marker <= markSOF15 &&
		marker != markDHT && marker != markJPG && marker != markDAC
}

func (s *jpegScout) seeScan() error {
	s.scans++
	if s.maxScans > 0 && s.scans > s.maxScans {
		return fault(TooSlow, "This JPEG has more than %d scans, which would take very long to decode; honest files have under 20. Saving the picture again as JPEG would work.", s.maxScans)
	}
	if s.scans == 1 && s.frame != nil {
		s.judgeTables()
	}
	return nil
}
