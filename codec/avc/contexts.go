package avc

import "uncodec/codec/cabac"

// contexts reads what is coded by what is expected of it (9.3).
type contexts struct {
	cabac.Decoder
	r    *reader
	data []byte
	all  [3][contextCount]cabac.Chance // the latter two for the levels of Cb and Cr, where they are coded as luma's
}

// begins goes on at a byte.
func (c *contexts) begins(data []byte) {
	c.data = data
	c.Start(data)
}

// begin sets the contexts to how they begin at a QP (9.3.1.1).
func (c *contexts) begin(qp int) {
	for i, v := range initial {
		c.all[0][i] = cabac.Beginning(int(v[0]), int(v[1]), qp)
	}
	c.all[1], c.all[2] = c.all[0], c.all[0]
}

// is decodes a decision of a context.
func (c *contexts) is(context int) bool { return c.Bit(&c.all[0][context]) }

// around are for how many of the macroblocks on the left and above something holds.
func (c *contexts) around(holds func(m *macroblock) bool) (sum int) {
	for _, m := range []*macroblock{c.r.left, c.r.above} {
		if m != nil && holds(m) {
			sum++
		}
	}
	return sum
}

// one is 1 for true.
func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

func (c *contexts) kind() int {
	if !c.is(kindOf + c.around(func(m *macroblock) bool { return m.kind != apart })) {
		return 0
	}
	if c.Final() {
		return 25
	}
	kind := 1 + 12*one(c.is(kindOf+3))
	if c.is(kindOf + 4) {
		kind += 4 + 4*one(c.is(kindOf+5))
	}
	return kind + 2*one(c.is(kindOf+6)) + one(c.is(kindOf+7))
}

func (c *contexts) eights() bool {
	return c.is(eightsOf + c.around(func(m *macroblock) bool { return m.eights }))
}

func (c *contexts) mode() int {
	if c.is(likely) {
		return -1
	}
	return one(c.is(modeOf)) + 2*one(c.is(modeOf)) + 4*one(c.is(modeOf))
}

func (c *contexts) chroma() (mode int) {
	next := c.around(func(m *macroblock) bool { return m.shade != 0 })
	for mode < 3 && c.is(shadeOf+next) {
		mode, next = mode+1, 3
	}
	return mode
}

func (c *contexts) pattern() (pattern int) {
	for n := range 4 {
		of, at := c.r.beside(&series{x: n % 2 * 2, y: n / 2 * 2})
		without := 0 // which of the parts on the left and above have none
		for i, m := range of {
			if m == nil {
				continue
			}
			told := int(m.pattern)
			if m == c.r.macroblock {
				told = pattern
			}
			if part := at[i]/8*2 + at[i]%4/2; told>>part&1 == 0 {
				without += 1 << i
			}
		}
		pattern |= one(c.is(lumaPattern+without)) << n
	}
	if c.r.chroma != 1 {
		return pattern
	}
	for n := range 2 {
		next := chromaPattern + 4*n
		for i, m := range []*macroblock{c.r.left, c.r.above} {
			if m != nil && int(m.pattern)>>4 > n {
				next += 1 << i
			}
		}
		if !c.is(next) {
			break
		}
		pattern += 16
	}
	return pattern
}

func (c *contexts) delta() int {
	n := 0
	for next := one(c.r.delta); n < 128 && c.is(deltaOf+next); n++ {
		next = min(2+n, 3)
	}
	if n%2 == 1 {
		return (n + 1) / 2
	}
	return -n / 2
}

func (c *contexts) samples() *bits { return &bits{data: c.data, at: 8 * c.Behind()} }

func (c *contexts) resume(b *bits) { c.begins(c.data[min(b.at/8, len(c.data)):]) }
func (c *contexts) last() bool     { return c.Final() }
func (c *contexts) past() bool     { return c.Ended() }
