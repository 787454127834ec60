package av1

// predictFromLuma adds to a block's prediction by its mean what luma deviates from its own there, times alpha eighths. Luma ends at endX and
// endY, and is taken to go on as it ends (7.11.5).
func (p *plane) predictFromLuma(b *block, luma *plane, half int, alpha int, endX, endY int, depth int) {
	var all [1024]int32 // 8 times each sample
	height, sum := b.height(), 0
	for y := range height {
		fromY := min((b.y+y)<<half, endY-1<<half)
		upper, lower := luma.pix[fromY*luma.stride:], luma.pix[(fromY+half)*luma.stride:]
		for x := range b.width() {
			fromX := min((b.x+x)<<half, endX-1<<half)
			v := (int32(upper[fromX]) + int32(upper[fromX+half]) + int32(lower[fromX]) + int32(lower[fromX+half])) * 2
			all[y<<b.wide+x] = v
			sum += int(v)
		}
	}
	count := b.wide + b.high
	mean, most := (sum+1<<count>>1)>>count, 1<<depth-1
	for i, v := range all[:1<<count] {
		more := alpha * (int(v) - mean)
		part := (abs(more) + 32) >> 6
		if more < 0 {
			part = -part
		}
		b.guess[i] = uint16(min(max(int(b.guess[i])+part, 0), most))
	}
	p.show(b)
}
