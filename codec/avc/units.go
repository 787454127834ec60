package avc

import "bytes"

// Kinds of units (table 7-1).
const (
	unitSlice  = 1
	unitPartA  = 2 // of a slice, whose data is in three of them
	unitPartC  = 4
	unitIDR    = 5
	unitSPS    = 7
	unitPPS    = 8
	unitBorder = 9 // between pictures
)

// unit is a unit of a stream, its emulation prevention taken out.
type unit struct {
	kind     int
	referred bool   // others are predicted from it
	body     []byte // behind its header
}

// units are a byte stream's (annex B).
func units(stream []byte) (all []unit) {
	start := []byte{0, 0, 1}
	_, rest, found := bytes.Cut(stream, start)
	for found {
		var raw []byte
		raw, rest, found = bytes.Cut(rest, start)
		if len(raw) > 1 && raw[0]>>7 == 0 {
			all = append(all, unit{int(raw[0] & 31), raw[0]>>5 != 0, unescaped(raw[1:])})
		}
	}
	return all
}

// unescaped leaves out each 3 that stands behind two zeros (7.4.1).
func unescaped(raw []byte) []byte {
	escape := []byte{0, 0, 3}
	if !bytes.Contains(raw, escape) {
		return raw
	}
	out := make([]byte, 0, len(raw))
	for {
		before, after, found := bytes.Cut(raw, escape)
		out = append(out, before...)
		if !found {
			return out
		}
		out = append(out, 0, 0)
		raw = after
	}
}
