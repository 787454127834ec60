package av1

// readResidual predicts a unit's transform blocks, reads their levels, adds what these say, and shows them: 64 × 64 by 64 × 64, plane by
// plane (5.11.34).
func (r *reader) readResidual(u *unit) {
	planes := 1
	if u.chroma {
		planes = r.planeCount()
	}
	for y := 0; y < u.units(u.high); y += 16 {
		for x := 0; x < u.units(u.wide); x += 16 {
			for plane := range planes {
				r.readBlocks(u, plane, x, y)
			}
		}
	}
}

// readBlocks reads a plane's transform blocks in the 64 × 64 that begins so many units within one.
func (r *reader) readBlocks(u *unit, plane, fromX, fromY int) {
	if u.copied && plane == 0 {
		r.readPieceBlocks(u, fromX, fromY)
		return
	}
	half := r.half(plane)
	wide, high := u.txWide, u.txHigh
	if plane > 0 {
		wide, high = r.chromaTransform(u)
	}
	side := func(log2 int) int { return max(min(1<<log2, 64)>>half, 4) }
	left, top := 4*(u.x>>half), 4*(u.y>>half)
	beginX, beginY := left+4*fromX>>half, top+4*fromY>>half
	endX, endY := min(beginX+side(u.wide), 4*r.wide()>>half), min(beginY+side(u.high), 4*r.tall()>>half)
	b := &r.block
	for y := beginY; y < endY; y += 1 << high {
		for x := beginX; x < endX; x += 1 << wide {
			b.blockHead = blockHead{plane: plane, x: x, y: y, wide: wide, high: high, unit: r.levelUnit()}
			r.readBlock(u, x > left, y > top)
		}
	}
}

// levelUnit is how many levels of 255 a level of the picture's depth is.
func (r *reader) levelUnit() float32 { return 1 / float32(int(1)<<(r.depth-8)) }

// readBlock reads the transform block of which r.block says where it is; within tells whether its unit goes on left and above of it.
func (r *reader) readBlock(u *unit, withinX, withinY bool) {
	b := &r.block
	if r.show != nil {
		r.predict(u, withinX, withinY)
	}
	coded := !u.skip && r.readLevels(u)
	if u.skip {
		r.forget()
	}
	if r.show != nil {
		r.setSteps(u)
		if !coded {
			clear(b.levels[:1<<(min(b.wide, 5)+min(b.high, 5))])
		} else {
			b.residual(r.depth, r.residuals[:1<<(b.wide+b.high)])
			r.planes[b.plane].add(b, r.residuals[:1<<(b.wide+b.high)], r.depth)
		}
		r.show(b)
	}
	x, y := r.within(b)
	for j := range 1 << (b.high - 2) {
		row := &r.decoded[b.plane][1+y+j]
		fill(row[1+x:1+x+1<<(b.wide-2)], true)
	}
}

// within is where a block lies in its superblock, in units of 4 × 4 of its plane.
func (r *reader) within(b *block) (x, y int) {
	inside := 1<<(r.sb-2-r.half(b.plane)) - 1
	return b.x >> 2 & inside, b.y >> 2 & inside
}

// predict predicts r.block.
func (r *reader) predict(u *unit, withinX, withinY bool) {
	b := &r.block
	if u.copied {
		if !r.broken {
			r.predictByCopy(u)
		}
		return
	}
	p, half := &r.planes[b.plane], r.half(b.plane)
	if count := u.colours[min(b.plane, 1)]; count > 0 {
		r.predictByPalette(u)
		return
	}
	x, y := r.within(b)
	known := &r.decoded[b.plane]
	of := prediction{
		mode: u.mode, delta: u.delta, recursive: u.recursive,
		left:       withinX || b.x>>2 > r.tile.left>>half,
		above:      withinY || b.y>>2 > r.tile.top>>half,
		aboveRight: known[y][1+x+1<<(b.wide-2)],
		belowLeft:  known[1+y+1<<(b.high-2)][x],
		lastX:      4*r.wide()>>half - 1, lastY: 4*r.tall()>>half - 1,
	}
	if b.plane > 0 {
		of.mode, of.delta, of.recursive = u.uvMode, u.uvDelta, -1
		of.smooth = smooth(r.above.uvMode[u.x>>half]) || smooth(r.left.uvMode[u.y&31>>half])
	} else {
		of.smooth = smooth(r.above.mode[u.x]) || smooth(r.left.mode[u.y&31])
	}
	p.predict(b, &of, r.edgeFilter, r.depth)
	switch {
	case b.plane == 0:
		r.lumaX, r.lumaY = b.x+b.width(), b.y+b.height()
	case u.uvMode == modeCfL:
		p.predictFromLuma(b, &r.planes[0], half, u.alpha[b.plane], r.lumaX, r.lumaY, r.depth)
	}
}

func smooth(mode int8) bool { return mode >= modeSmooth && mode <= modeSmoothH }

// predictByPalette predicts r.block by its unit's palette (7.11.4).
func (r *reader) predictByPalette(u *unit) {
	b := &r.block
	p, half := &r.planes[b.plane], r.half(b.plane)
	of, wide := &r.maps[min(b.plane, 1)], max(4*u.units(u.wide)>>half, 4)
	left, top := 4*(u.x>>half), 4*(u.y>>half)
	for y := range b.height() {
		row := of[(b.y-top+y)*wide+b.x-left:]
		for x := range b.width() {
			b.guess[y<<b.wide+x] = u.palette[b.plane][row[x]]
		}
	}
	p.show(b)
	if b.plane == 0 {
		r.lumaX, r.lumaY = b.x+b.width(), b.y+b.height()
	}
}

// forget says that a block has no levels.
func (r *reader) forget() {
	b := &r.block
	above, left := r.edges()
	fill(above[:1<<(b.wide-2)], zero)
	fill(left[:1<<(b.high-2)], zero)
}

// edges are what is kept of levels above and left of r.block.
func (r *reader) edges() (above, left []uint8) {
	b := &r.block
	return r.above.levels[b.plane][b.x>>2:], r.left.levels[b.plane][b.y>>2&31:]
}
