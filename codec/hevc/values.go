package hevc

// readValues reads the levels of a 4 × 4 that are not 0.
func (c *coefficients) readValues(x, y, i int, places []int, first bool) error {
	set := 0
	if i > 0 && c.chroma == 0 {
		set = 2
	}
	if !first && c.greater == 0 {
		set++
	}
	c.greater = 1
	var values [16]int
	two := -1 // the first that is greater than one
	for k := range places {
		values[k] = 1
		if k >= 8 {
			continue
		}
		if c.Bit(&c.contexts[greaterOne+4*set+c.greater+16*c.chroma]) {
			values[k] = 2
			c.greater = 0
			if two < 0 {
				two = k
			}
		} else if c.greater > 0 && c.greater < 3 {
			c.greater++
		}
	}
	if two >= 0 && c.Bit(&c.contexts[greaterTwo+set+4*c.chroma]) {
		values[two] = 3
	}
	last := len(places) - 1
	hidden := c.hidden && !c.bypassed && places[0]-places[last] > 3
	signs := len(places)
	if hidden {
		signs--
	}
	negative := c.Uint(signs) << (16 - signs)
	rice, sum := 0, 0
	for k, n := range places {
		limit := 1
		if k < 8 {
			limit = 2
			if k == two {
				limit = 3
			}
		}
		if values[k] == limit {
			more, err := c.readRest(rice)
			if err != nil {
				return err
			}
			values[k] += more
			if values[k] > 3<<rice {
				rice = min(rice+1, 4)
			}
		}
		sum += values[k]
		v := values[k]
		if negative>>(15-k)&1 == 1 || hidden && k == last && sum%2 == 1 {
			v = -v
		}
		at := (4*y+int(c.within[n][1]))<<c.block.log2 + 4*x + int(c.within[n][0])
		c.block.levels[at] = int32(min(max(v, -1<<15), 1<<15-1))
	}
	return nil
}

// readRest reads what a level is beyond what was told of it (9.3.3.11).
func (c *coefficients) readRest(rice int) (int, error) {
	prefix := 0
	for c.Even() {
		if prefix++; prefix > 24 {
			return 0, ErrFormat
		}
	}
	if prefix <= 3 {
		return prefix<<rice + c.Uint(rice), nil
	}
	return (1<<(prefix-3)+3-1)<<rice + c.Uint(prefix-3+rice), nil
}
