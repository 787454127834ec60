package inference

import "image"

// planes reads the rectangle [x0, x0+w) × [y0, y0+h) of a picture as [1, 3, h, w]
// in 0…1. What lies outside the picture is its reflection.
func planes(img *image.NRGBA, x0, y0, w, h int) tensor {
	size := img.Bounds().Size()
	data := make([]float32, 3*w*h)
	columns := make([]int, w)
	for x := range columns {
		columns[x] = 4 * mirror(x0+x, size.X)
	}
	for y := range h {
		row := img.Pix[mirror(y0+y, size.Y)*img.Stride:]
		r, g, b := data[y*w:], data[(h+y)*w:], data[(2*h+y)*w:]
		for x, at := range columns {
			r[x] = float32(row[at]) / 255
			g[x] = float32(row[at+1]) / 255
			b[x] = float32(row[at+2]) / 255
		}
	}
	return tensor{shape: []int64{1, 3, int64(h), int64(w)}, data: data}
}

// mirror folds an index into 0…n-1 by reflection that does not repeat the border.
func mirror(i, n int) int {
	if n == 1 {
		return 0
	}
	period := 2 * (n - 1)
	i = ((i % period) + period) % period
	if i >= n {
		i = period - i
	}
	return i
}

// roundUp is the least multiple of step that is at least n.
func roundUp(n, step int) int { return (n + step - 1) / step * step }
