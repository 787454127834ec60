package codec

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"uncodec/codec/metadata"
)

// maxTags bounds the walk through a profile; real ones have under 40.
const maxTags = 100

// profileName returns the description inside an ICC profile, made plain, or
// "unnamed" when it holds none that can be read; "" of no profile.
func profileName(icc []byte) string {
	const header = 128
	switch {
	case icc == nil:
		return ""
	case len(icc) < header+4:
		return "unnamed"
	}
	tags := icc[header+4:]
	for n := min(binary.BigEndian.Uint32(icc[header:]), maxTags); n > 0 && len(tags) >= 12; n-- {
		if string(tags[:4]) == "desc" {
			at, size := uint64(binary.BigEndian.Uint32(tags[4:])), uint64(binary.BigEndian.Uint32(tags[8:]))
			if at+size <= uint64(len(icc)) {
				if name := printable(description(icc[at : at+size])); name != "" {
					return name
				}
			}
		}
		tags = tags[12:]
	}
	return "unnamed"
}

// description reads a text tag: ASCII in version 2, UTF-16 in version 4.
func description(tag []byte) string {
	if len(tag) < 12 {
		return ""
	}
	switch string(tag[:4]) {
	case "desc":
		n := uint64(binary.BigEndian.Uint32(tag[8:]))
		return string(tag[12:min(12+n, 12+200, uint64(len(tag)))])
	case "mluc":
		if len(tag) < 28 {
			return ""
		}
		size, at := uint64(binary.BigEndian.Uint32(tag[20:])), uint64(binary.BigEndian.Uint32(tag[24:]))
		if at > uint64(len(tag)) {
			return ""
		}
		return bigEndianText(tag[at:min(at+min(size, 400), uint64(len(tag)))])
	}
	return ""
}

func bigEndianText(b []byte) string {
	units := make([]uint16, len(b)/2)
	_, _ = binary.Decode(b, binary.BigEndian, units) // which has room for no more than there is
	return string(utf16.Decode(units))
}

// Colours are a picture's profile alone, for other pixels in the same colours to be saved with.
func (p *Picture) Colours() metadata.Blocks { return metadata.Colours(p.Metadata) }

// Apart says why figures of two pictures compare numbers and not what is seen, "" where they do: they are in different
// colours.
func Apart(reference, picture Header) string {
	colours := func(h Header) string {
		if h.Profile == "" || h.Profile == "c2" || strings.Contains(strings.ToLower(h.Profile), "srgb") { // c2: a small sRGB of the web's
			return "sRGB"
		}
		return h.Profile
	}
	if a, b := colours(reference), colours(picture); a != b {
		return "The original's profile is " + a + ", the picture's " + b + ": the figures compare numbers, not colours. Save both in one profile."
	}
	return ""
}
