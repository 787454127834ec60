package hevc

import "bytes"

// Kinds of units (7.4.2.2).
const (
	firstIRAP = 16 // of pictures that need no other
	lastIRAP  = 23
	unitSPS   = 33
	unitPPS   = 34
)

// unit is a unit of a stream, its emulation prevention taken out.
type unit struct {
	kind int
	body []byte // behind its two bytes' header
}

// units are a byte stream's (Annex B), those of further layers left out.
func units(stream []byte) (all []unit) {
	start := []byte{0, 0, 1}
	_, rest, found := bytes.Cut(stream, start)
	for found {
		var raw []byte
		raw, rest, found = bytes.Cut(rest, start)
		if len(raw) < 2 || raw[0]&1 == 1 || raw[1]>>3 != 0 {
			continue
		}
		all = append(all, unit{int(raw[0] >> 1 & 63), unescaped(raw[2:])})
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
