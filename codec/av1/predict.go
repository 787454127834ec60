package av1

// predict predicts a block, and writes that to its plane (7.11.2).
func (p *plane) predict(b *block, of *prediction, edgeFilter bool, depth int) {
	var e edges
	p.around(b, of, depth, &e)
	switch {
	case of.recursive >= 0:
		b.predictRecursively(&e, of.recursive, depth)
	case of.mode >= modeV && of.mode <= modeD67:
		b.predictAngle(&e, of, edgeFilter, depth)
	case of.mode == modePaeth:
		b.predictNearest(&e)
	case of.mode >= modeSmooth && of.mode <= modeSmoothH:
		b.predictSmoothly(&e, of.mode)
	default:
		b.predictMean(&e, of, depth)
	}
	p.show(b)
}

// show writes a block's prediction to its plane.
func (p *plane) show(b *block) {
	for y := range b.height() {
		copy(p.pix[(b.y+y)*p.stride+b.x:][:b.width()], b.guess[y<<b.wide:])
	}
}

// add adds what a block's levels say to its plane.
func (p *plane) add(b *block, residual []int32, depth int) {
	most := int32(1)<<depth - 1
	for y := range b.height() {
		row := p.pix[(b.y+y)*p.stride+b.x:][:b.width()]
		for x, v := range residual[y<<b.wide:][:len(row)] {
			row[x] = uint16(min(max(int32(row[x])+v, 0), most))
		}
	}
}

// predictMean predicts the mean of what is known (7.11.2.5).
func (b *block) predictMean(e *edges, of *prediction, depth int) {
	sum, count := 0, 0
	if of.above {
		sum += total(e.above[lead:][:b.width()])
		count += b.width()
	}
	if of.left {
		sum += total(e.left[lead:][:b.height()])
		count += b.height()
	}
	mean := 1 << (depth - 1)
	if count > 0 {
		mean = (sum + count/2) / count
	}
	fill(b.guess[:b.width()*b.height()], uint16(mean))
}

func total(of []int32) (sum int) {
	for _, v := range of {
		sum += int(v)
	}
	return sum
}

// predictNearest predicts each sample by that of three which is nearest to what a plane through them would have there (7.11.2.2).
func (b *block) predictNearest(e *edges) {
	corner := e.above[lead-1]
	for y := range b.height() {
		left := e.left[lead+y]
		row := b.guess[y<<b.wide:][:b.width()]
		for x, above := range e.above[lead:][:len(row)] {
			v := corner
			fromLeft, fromAbove, fromCorner := abs(above-corner), abs(left-corner), abs(above+left-2*corner)
			if fromLeft <= fromAbove && fromLeft <= fromCorner {
				v = left
			} else if fromAbove <= fromCorner {
				v = above
			}
			row[x] = uint16(v)
		}
	}
}

func abs[T int | int32](v T) T { return max(v, -v) }

// weights are how much of an edge is left so many samples off it, in 256ths, by the logarithm of how many there are (7.11.2.6).
var weights = [7][]int32{
	2: {255, 149, 85, 64},
	3: {255, 197, 146, 105, 73, 50, 37, 32},
	4: {255, 225, 196, 170, 145, 123, 102, 84, 68, 54, 43, 33, 26, 20, 17, 16},
	5: {255, 240, 225, 210, 196, 182, 169, 157, 145, 133, 122, 111, 101, 92, 83, 74, 66, 59, 52, 45, 39, 34, 29, 25, 21, 17, 14, 12, 10, 9, 8, 8},
	6: {255, 248, 240, 233, 225, 218, 210, 203, 196, 189, 182, 176, 169, 163, 156, 150, 144, 138, 133, 127, 121, 116, 111, 106, 101, 96, 91, 86, 82,
		77, 73, 69, 65, 61, 57, 54, 50, 47, 44, 41, 38, 35, 32, 29, 27, 25, 22, 20, 18, 16, 15, 13, 12, 10, 9, 8, 7, 6, 6, 5, 5, 4, 4, 4},
}

// predictSmoothly goes from an edge to the last sample of the other (7.11.2.6).
func (b *block) predictSmoothly(e *edges, mode int8) {
	bottom, right := e.left[lead+b.height()-1], e.above[lead+b.width()-1]
	for y, weight := range weights[b.high] {
		left := e.left[lead+y]
		row := b.guess[y<<b.wide:][:b.width()]
		for x, above := range e.above[lead:][:len(row)] {
			down := weight*above + (256-weight)*bottom
			across := weights[b.wide][x]*left + (256-weights[b.wide][x])*right
			switch mode {
			case modeSmooth:
				row[x] = uint16((down + across + 256) >> 9)
			case modeSmoothV:
				row[x] = uint16((down + 128) >> 8)
			default:
				row[x] = uint16((across + 128) >> 8)
			}
		}
	}
}
