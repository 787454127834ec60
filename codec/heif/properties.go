package heif

import (
	"bytes"
	"slices"
)

// shape reads how the primary picture is cropped, turned and coloured.
func (c *container) shape(p *Picture) error {
	entry := c.items[c.primary]
	colours := entry.properties
	if tiles := c.references["dimg"][c.primary]; len(tiles) > 0 { // a grid's colours may be told by its tiles
		colours = append(colours[:len(colours):len(colours)], c.items[tiles[0]].properties...)
	}
	for _, q := range colours {
		if q.kind == "colr" {
			p.colour(q.body)
		}
	}
	for _, q := range entry.properties {
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
	w, whole := rational(body)
	h, whole2 := rational(body[8:])
	if !whole || !whole2 || w < 1 || h < 1 || w > width || h > height {
		return crop, false
	}
	corner := func(b []byte, side, part int) int { // (side-1)/2 + offset - (part-1)/2
		offset, _ := rational(b)
		return (side - part + 2*offset) / 2
	}
	x, y := corner(body[16:], width, w), corner(body[24:], height, h)
	return [4]int{x, y, w, h}, x >= 0 && y >= 0 && x+w <= width && y+h <= height
}

// about lists the items that refer to another one first, in the order of their numbers.
func (c *container) about(kind string, id uint32) (all []uint32) {
	for from, to := range c.references[kind] {
		if c.items[from] != nil && len(to) > 0 && to[0] == id {
			all = append(all, from)
		}
	}
	slices.Sort(all)
	return all
}

// alphaOf finds the auxiliary picture that holds an item's transparency, 0 for none.
func (c *container) alphaOf(id uint32) uint32 {
	for _, from := range c.about("auxl", id) {
		entry := c.items[from]
		r := &reader{data: entry.property("auxC")}
		r.full()
		switch r.text() {
		case "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", "urn:mpeg:hevc:2015:auxid:1":
			return from
		}
	}
	return 0
}

// beside reads the metadata that describes the primary picture. Broken metadata is
// left out: it never costs the pixels.
func (c *container) beside(p *Picture) {
	for _, id := range c.about("cdsc", c.primary) {
		entry := c.items[id]
		data, err := c.data(entry)
		if err != nil {
			continue
		}
		switch {
		case entry.kind == "Exif" && p.EXIF == nil:
			r := &reader{data: data}
			if r.bytes(int(r.u32())); !r.bad {
				p.EXIF = bytes.TrimPrefix(r.data, []byte("Exif\x00\x00"))
			}
		case entry.kind == "mime" && entry.contentType == "application/rdf+xml" && p.XMP == nil:
			p.XMP = data
		}
	}
}
