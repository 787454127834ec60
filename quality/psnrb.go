package quality

import (
	"image"
	"math"
)

// block is the side of the blocks whose edges PSNR-B looks at: JPEG's.
const block = 8

// blockingEffect is by how much visible blocking raises the error that PSNR-B counts:
// 10·log₁₀(255²/(MSE + BEF)), with the MSE pooled over RGB as in PSNR (C. Yim and
// A. C. Bovik, "Quality assessment of deblocked images", IEEE Trans. Image Processing
// 20(1), 2011). BEF = η·(D_B − D_BC), averaged over the channels: D_B and D_BC are the
// mean squared steps between neighbours across block edges and elsewhere, and
// η = log₂ 8 / log₂ min(W, H) where D_B > D_BC, else 0. The blocks' grid begins where the picture's bounds count from. A
// picture that is smaller than a block has none.
func blockingEffect(picture *image.NRGBA) float64 {
	size := picture.Rect.Size()
	side := min(size.X, size.Y)
	if side < block {
		return 0
	}
	var s steps
	left, top := picture.Rect.Min.X, picture.Rect.Min.Y
	for y := range size.Y {
		s.along(row(picture, y), left)
		if y > 0 {
			s.between(row(picture, y-1), row(picture, y), (top+y)%block == 0)
		}
	}
	eta := math.Log2(block) / math.Log2(float64(side))
	return eta * (s.excess(0) + s.excess(1) + s.excess(2)) / 3
}

// steps adds up squared differences of neighbours, a sum for each channel.
// Index 1 is across block edges, index 0 elsewhere.
type steps struct {
	sum   [2][3]uint64
	count [2]uint64 // pairs of pixels
}

// along adds the steps between horizontal neighbours of a row that begins at column `first` of the grid.
func (s *steps) along(row []uint8, first int) {
	for x := 1; x < len(row)/4; x++ {
		edge := 0
		if (first+x)%block == 0 {
			edge = 1
		}
		left, here := row[4*x-4:4*x:4*x], row[4*x:4*x+4:4*x+4]
		for c := range 3 {
			s.sum[edge][c] += squaredDifference(left[c], here[c])
		}
		s.count[edge]++
	}
}

// between adds the steps from one row to the next.
func (s *steps) between(above, here []uint8, atEdge bool) {
	edge := 0
	if atEdge {
		edge = 1
	}
	var r, g, b uint64
	for i := 0; i+3 < len(here) && i+3 < len(above); i += 4 {
		r += squaredDifference(above[i], here[i])
		g += squaredDifference(above[i+1], here[i+1])
		b += squaredDifference(above[i+2], here[i+2])
	}
	s.sum[edge][0] += r
	s.sum[edge][1] += g
	s.sum[edge][2] += b
	s.count[edge] += uint64(len(here) / 4)
}

// excess is by how much the mean step across block edges surpasses the mean
// step elsewhere, in one channel; 0 if it does not.
func (s *steps) excess(channel int) float64 {
	if s.count[0] == 0 || s.count[1] == 0 {
		return 0
	}
	edges := float64(s.sum[1][channel]) / float64(s.count[1])
	elsewhere := float64(s.sum[0][channel]) / float64(s.count[0])
	return max(0, edges-elsewhere)
}
