package heif

// What the boxes of a file's table of contents say.

// item makes an entry on first sight.
func (c *container) item(id uint32) *item {
	if c.items[id] == nil {
		if !c.spend() {
			return &item{}
		}
		c.items[id] = &item{}
	}
	return c.items[id]
}

func (c *container) kinds(r *reader) {
	version, _ := r.full()
	r.id(version > 0) // their count
	for kind, body := range Boxes(r.data) {
		e := &reader{data: body}
		version, _ := e.full()
		if kind != "infe" || version < 2 {
			continue
		}
		id := e.id(version > 2)
		e.u16() // protection
		entry := c.item(id)
		entry.kind = string(e.bytes(4))
		if e.text(); entry.kind == "mime" {
			entry.contentType = e.text()
		}
	}
}

func (c *container) places(r *reader) {
	version, _ := r.full()
	sizes := r.u16()
	offset, length, base, index := sizes>>12, sizes>>8&15, sizes>>4&15, sizes&15
	if max(offset, length, base, index) > 8 || offset+length == 0 {
		return
	}
	if version == 0 {
		index = 0
	}
	for n := r.id(version > 1); n > 0 && !r.bad; n-- {
		entry := c.item(r.id(version > 1))
		method := 0
		if version > 0 {
			method = r.u16() & 15
		}
		entry.inside = method == 1
		entry.elsewhere = r.u16() != 0 || method > 1
		start := r.number(base)
		for parts := r.u16(); parts > 0 && !r.bad && c.spend(); parts-- {
			r.number(index)
			at := start + r.number(offset)
			entry.extents = append(entry.extents, extent{at, r.number(length)})
		}
	}
}

func (c *container) refer(r *reader) {
	version, _ := r.full()
	for kind, body := range Boxes(r.data) {
		e := &reader{data: body}
		from := e.id(version > 0)
		if c.references[kind] == nil && c.spend() {
			c.references[kind] = map[uint32][]uint32{}
		}
		for n := e.u16(); n > 0 && !e.bad && c.spend(); n-- {
			c.references[kind][from] = append(c.references[kind][from], e.id(version > 0))
		}
	}
}

// maxProperties bounds those of one item, in which each tile is looked for; real ones have under 20.
const maxProperties = 255

// describe hands each item its properties.
func (c *container) describe(iprp []byte) {
	var all []property
	for kind, body := range Boxes(iprp) {
		r := &reader{data: body}
		switch kind {
		case "ipco":
			for kind, body := range Boxes(body) {
				if c.spend() {
					all = append(all, property{kind, body})
				}
			}
		case "ipma":
			version, flags := r.full()
			for n := r.u32(); n > 0 && !r.bad; n-- {
				entry := c.item(r.id(version > 0))
				for k := r.u8(); k > 0 && !r.bad && c.spend(); k-- {
					which := r.u8() & 0x7f // the upper bit says that it is essential
					if flags&1 == 1 {
						which = which<<8 | r.u8()
					}
					if which >= 1 && which <= len(all) && len(entry.properties) < maxProperties {
						entry.properties = append(entry.properties, all[which-1])
					}
				}
			}
		}
	}
}
