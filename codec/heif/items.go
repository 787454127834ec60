package heif

import "slices"

// item is one entry of a file: a coded picture, a grid of such, or metadata.
type item struct {
	kind        string // hvc1, av01, grid, Exif, mime…
	contentType string // of mime
	inside      bool   // the extents lie in the box of item data, not in the file
	elsewhere   bool   // they lie in another item or another file
	extents     []extent
	properties  []property
}

type extent struct{ at, size uint64 }

type property struct {
	kind string
	body []byte
}

// container is a file's table of contents.
type container struct {
	file       []byte
	primary    uint32
	items      map[uint32]*item
	references map[string]map[uint32][]uint32 // kind → from → to
	inside     []byte                         // the box of item data
	film       bool
	budget     int // of entries that may still be made, for a file can claim millions
	copied     int // bytes of items that were put together
}

const (
	maxEntries = 1 << 17
	partBytes  = 24 // what a part costs however short it is
)

// spend reports whether one more entry may be made.
func (c *container) spend() bool {
	c.budget--
	return c.budget >= 0
}

// open reads the table of contents.
func open(file []byte) (*container, error) {
	c := &container{file: file, items: map[uint32]*item{}, references: map[string]map[uint32][]uint32{}, budget: maxEntries}
	var meta []byte
	for kind, body := range Boxes(file) {
		switch kind {
		case "meta":
			if meta == nil && len(body) >= 4 {
				meta = body[4:]
			}
		case "moov":
			c.film = true
		}
	}
	if meta == nil {
		if c.film {
			return nil, ErrNone
		}
		return nil, ErrCut
	}
	var properties []byte
	for kind, body := range Boxes(meta) {
		r := &reader{data: body}
		switch kind {
		case "pitm":
			version, _ := r.full()
			c.primary = r.id(version > 0)
		case "iinf":
			c.kinds(r)
		case "iloc":
			c.places(r)
		case "iref":
			c.refer(r)
		case "iprp":
			properties = body
		case "idat":
			c.inside = body
		}
	}
	c.describe(properties)
	if c.items[c.primary] == nil {
		if c.film {
			return nil, ErrNone
		}
		return nil, ErrSense
	}
	return c, nil
}

// data puts an item's parts together: without a copy where it has one only.
func (c *container) data(entry *item) ([]byte, error) {
	if entry.elsewhere {
		return nil, ErrForeign
	}
	source := c.file
	if entry.inside {
		source = c.inside
	}
	parts, total := make([][]byte, len(entry.extents)), 0
	for i, e := range entry.extents { // all are looked at before any is copied
		if e.at > uint64(len(source)) || e.size > uint64(len(source))-e.at {
			return nil, ErrCut
		}
		if e.size == 0 { // all that follows
			e.size = uint64(len(source)) - e.at
		}
		parts[i] = source[e.at : e.at+e.size]
		total += len(parts[i])
		if total > len(c.file) {
			return nil, ErrSense // parts that overlap could add up without end
		}
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	if total += partBytes * len(parts); c.copied+total > 4*len(c.file) {
		return nil, ErrSense // and so could items that name the same parts, empty ones too
	}
	c.copied += total
	return slices.Concat(parts...), nil
}

// property is the body of an item's first property of a kind, nil without one.
func (e *item) property(kind string) []byte {
	for _, p := range e.properties {
		if p.kind == kind {
			return p.body
		}
	}
	return nil
}
