package quality

import (
	"image"
	"math"
	"runtime"
	"sync"
	"sync/atomic"
)

// tile is the side of the squares that the mean over windows is taken in, in
// pixels. What a tile needs fits a core's cache, whatever the picture's size.
const tile = 256

// SSIM is the mean structural similarity (Z. Wang et al., "Image quality
// assessment: from error visibility to structural similarity", IEEE Trans.
// Image Processing 13(4), 2004): Gaussian window 11×11, σ = 1.5, K = 0.01 and
// 0.03, L = 255, only windows that lie whole inside, the mean over the three
// channels. A picture under 11 pixels wide or high has no window, and its SSIM
// is NaN. It fails as Compare does.
func SSIM(reference, picture *image.NRGBA) (float64, error) {
	if err := checkSizes(reference, picture); err != nil {
		return 0, err
	}
	return meanSSIM(reference, picture), nil
}

// meanSSIM shares the tiles among the cores. It adds their sums up in order, so
// the result does not depend on the number of cores.
func meanSSIM(reference, picture *image.NRGBA) float64 {
	size := reference.Rect.Size()
	if size.X < Window || size.Y < Window {
		return math.NaN()
	}
	windows := image.Rect(0, 0, size.X-Window+1, size.Y-Window+1) // their upper left corners
	tiles := cut(windows, tile)
	sums := make([]float64, len(tiles))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(tiles)) {
		workers.Go(func() {
			b := newBuffers()
			for i := int(next.Add(1)) - 1; i < len(tiles); i = int(next.Add(1)) - 1 {
				sums[i] = b.sum(reference, picture, tiles[i])
			}
		})
	}
	workers.Wait()
	var total float64
	for _, sum := range sums {
		total += sum
	}
	return total / (3 * float64(windows.Dx()) * float64(windows.Dy()))
}

// cut divides an area into squares, smaller ones at its right and lower edge.
func cut(area image.Rectangle, side int) (tiles []image.Rectangle) {
	for y := area.Min.Y; y < area.Max.Y; y += side {
		for x := area.Min.X; x < area.Max.X; x += side {
			tiles = append(tiles, image.Rect(x, y, x+side, y+side).Intersect(area))
		}
	}
	return tiles
}

// similarity is SSIM at one window, from the weighted means of x, y, x²+y² and
// x·y. The variances occur only as their sum.
func similarity(x, y, squares, product float64) float64 {
	const c1, c2 = (0.01 * peak) * (0.01 * peak), (0.03 * peak) * (0.03 * peak)
	xy, xxyy := x*y, x*x+y*y
	return (2*xy + c1) * (2*(product-xy) + c2) /
		((xxyy + c1) * (squares - xxyy + c2))
}
