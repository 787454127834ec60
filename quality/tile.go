package quality

import "image"

// What SSIM takes the weighted means of.
const (
	ofX       = iota // the reference's sample
	ofY              // the picture's
	ofSquares        // x² + y²
	ofProduct        // x·y
	moments
)

// buffers are what one goroutine needs to add SSIM up over a tile: the last
// eleven rows of samples (colours interleaved, three a pixel), and one row of
// their means, down the columns and then along the row too.
type buffers struct {
	rows   [moments][Window][]float64
	column [moments][]float64
	mean   [moments][]float64
}

func newBuffers() *buffers {
	const wide, narrow = 3 * (tile + Window - 1), 3 * tile
	b := new(buffers)
	for m := range moments {
		for k := range Window {
			b.rows[m][k] = make([]float64, wide)
		}
		b.column[m] = make([]float64, wide)
		b.mean[m] = make([]float64, narrow)
	}
	return b
}

// sum adds SSIM over the windows whose upper left corners lie in area, and over
// the channels.
func (b *buffers) sum(reference, picture *image.NRGBA, area image.Rectangle) float64 {
	left, right := area.Min.X, area.Max.X+Window-1
	var sum float64
	for y := area.Min.Y; y < area.Max.Y+Window-1; y++ {
		b.push(row(reference, y)[4*left:4*right], row(picture, y)[4*left:4*right])
		if y-area.Min.Y >= Window-1 {
			sum += b.rowSum(area.Dx())
		}
	}
	return sum
}

// push lets the oldest row go and takes in the next one.
func (b *buffers) push(reference, picture []uint8) {
	var fresh [moments][]float64
	for m := range moments {
		fresh[m] = b.rows[m][0]
		copy(b.rows[m][:], b.rows[m][1:])
		b.rows[m][Window-1] = fresh[m]
	}
	i := 0
	for p := 0; p+3 < len(reference); p += 4 {
		for c := range 3 {
			x, y := float64(reference[p+c]), float64(picture[p+c])
			fresh[ofX][i], fresh[ofY][i] = x, y
			fresh[ofSquares][i], fresh[ofProduct][i] = x*x+y*y, x*y
			i++
		}
	}
}

// rowSum adds SSIM over the windows that the eleven rows hold.
func (b *buffers) rowSum(windows int) float64 {
	for m := range moments {
		column, mean := b.column[m][:3*(windows+Window-1)], b.mean[m][:3*windows]
		blur(column, &b.rows[m])
		var shifted [Window][]float64
		for k := range Window {
			shifted[k] = column[3*k:]
		}
		blur(mean, &shifted)
	}
	var sum float64
	for i := range 3 * windows {
		sum += similarity(b.mean[ofX][i], b.mean[ofY][i], b.mean[ofSquares][i], b.mean[ofProduct][i])
	}
	return sum
}
