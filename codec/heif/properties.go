package heif

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// shape reads how the primary picture is cropped, turned and coloured.
func (c *container) shape(p *Picture) error {
	entry := c.items[c.primary]
	colours := entry.properties
	if entry.kind == "grid" { // its colours may be told by its tiles, which are there, or it would have no layer
		first := c.items[c.references["dimg"][c.primary][0]]
		colours = append(colours[:len(colours):len(colours)], first.properties...)
	}
	for _, q := range colours {
		if q.kind == "colr" {
			p.colour(q.body)
		}
	}
	seen := map[string]bool{}
	for _, q := range entry.properties {
		switch q.kind {
		case "irot", "imir", "clap":
			if seen[q.kind] { // the format allows one of each; each would cost a copy of the picture
				return ErrSense
			}
			seen[q.kind] = true
		}
		switch {
		case q.kind == "irot" && len(q.body) > 0:
			p.Turns = append(p.Turns, Turn{Quarter: int(q.body[0] & 3)})
		case q.kind == "imir" && len(q.body) > 0:
			p.Turns = append(p.Turns, Turn{Mirror: []string{"top-bottom", "left-right"}[q.body[0]&1]})
		case q.kind == "clap" && len(q.body) >= 32:
			width, height := p.Size()
			crop, ok := aperture(q.body, width, height)
			if !ok {
				return ErrSense
			}
			p.Turns = append(p.Turns, Turn{Crop: crop})
		}
	}
	return nil
}

// colour takes the first of each kind of colour information.
func (p *Picture) colour(body []byte) {
	r := &reader{data: body}
	switch string(r.bytes(4)) {
	case "nclx":
		c := Colour{Known: true, Primaries: r.u16(), Transfer: r.u16(), Matrix: r.u16(), FullRange: r.u8()&0x80 != 0}
		if !r.bad && !p.Colour.Known {
			p.Colour = c
		}
	case "prof", "rICC":
		if p.ICC == nil {
			p.ICC = r.data
		}
	}
}

// aperture reads a crop: its size, and how far its middle is from the picture's. Only
// whole pixels inside the picture make sense.
func aperture(body []byte, width, height int) (crop [4]int, ok bool) {
	x, w, ok := span(body, body[16:], width)
	y, h, ok2 := span(body[8:], body[24:], height)
	return [4]int{x, y, w, h}, ok && ok2
}

// span is where a part of a side begins, and how long it is: fractions of its length and
// of its middle's distance from the side's middle.
func span(length, offset []byte, side int) (from, part int, ok bool) {
	n, d := fraction(length)
	if d <= 0 || n < d || n%d != 0 || n/d > side {
		return 0, 0, false
	}
	part = n / d
	n, d = fraction(offset)
	if d <= 0 {
		return 0, 0, false
	}
	twice := (side-part)*d + 2*n // of the distance from the edge, times d
	from = twice / (2 * d)
	return from, part, twice >= 0 && twice%(2*d) == 0 && from+part <= side
}

// fraction reads a numerator and a denominator.
func fraction(b []byte) (n, d int) {
	return int(int32(binary.BigEndian.Uint32(b))), int(int32(binary.BigEndian.Uint32(b[4:])))
}

// about lists the items that refer to another one, in the order of their numbers.
func (c *container) about(kind string, id uint32) (all []uint32) {
	for from, to := range c.references[kind] {
		if c.items[from] != nil && slices.Contains(to, id) {
			all = append(all, from)
		}
	}
	slices.Sort(all)
	return all
}

// The kinds of auxiliary pictures that matter here.
var (
	alphas   = []string{"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\x00", "urn:mpeg:hevc:2015:auxid:1\x00"}
	gainMaps = []string{"urn:com:apple:photo:2020:aux:hdrgainmap\x00"}
)

// auxiliary finds the auxiliary picture of an item that is of one of some kinds, 0 for none.
func (c *container) auxiliary(id uint32, kinds []string) uint32 {
	for _, from := range c.about("auxl", id) {
		told := c.items[from].property("auxC")
		if len(told) < 4 {
			continue
		}
		for _, kind := range kinds {
			if bytes.HasPrefix(told[4:], []byte(kind)) { // after version and flags
				return from
			}
		}
	}
	return 0
}

// beside reads the metadata that describes the primary picture, the first of each kind. Broken metadata is
// empty: it never costs the pixels.
func (c *container) beside(p *Picture) {
	tried := map[string]bool{}
	for _, id := range c.about("cdsc", c.primary) {
		entry := c.items[id]
		kind := entry.kind + entry.contentType
		if tried[kind] || kind != "Exif" && kind != "mimeapplication/rdf+xml" {
			continue
		}
		tried[kind] = true
		data, err := c.data(entry)
		if err != nil {
			data = []byte{}
		}
		if entry.kind == "Exif" {
			p.EXIF = EXIF(data)
		} else {
			p.XMP = data
		}
	}
}

// EXIF takes the TIFF structure out of a box, or an item, that begins with how far behind it stands; some writers
// leave that out. Empty, not nil, where it is cut: no other is looked for.
func EXIF(box []byte) []byte {
	if bytes.HasPrefix(box, []byte("II*\x00")) || bytes.HasPrefix(box, []byte("MM\x00*")) {
		return box
	}
	r := &reader{data: box}
	r.bytes(int(r.u32()))
	return append([]byte{}, bytes.TrimPrefix(r.data, []byte("Exif\x00\x00"))...)
}
