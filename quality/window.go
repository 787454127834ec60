package quality

import "math"

// Window is the side of SSIM's Gaussian window, sigma its standard deviation.
const (
	Window = 11
	sigma  = 1.5
)

// weights are the window's samples along one axis; they add up to 1.
var weights = gaussian()

func gaussian() (w [Window]float64) {
	var sum float64
	for i := range w {
		d := float64(i - Window/2)
		w[i] = math.Exp(-d * d / (2 * sigma * sigma))
		sum += w[i]
	}
	for i := range w {
		w[i] /= sum
	}
	return w
}

// blur weighs eleven rows, at least as long as out, into out. Both axes go
// through here: down a column, the rows are those of the picture; along a row,
// they are one row eleven times over, each a pixel further on. The window is
// symmetric, so pairs of rows share a weight; written out, it takes a third of
// the time of a loop.
func blur(out []float64, rows *[Window][]float64) {
	n := len(out)
	a, b, c, d, e := rows[0][:n], rows[1][:n], rows[2][:n], rows[3][:n], rows[4][:n]
	middle := rows[5][:n]
	f, g, h, i, j := rows[6][:n], rows[7][:n], rows[8][:n], rows[9][:n], rows[10][:n]
	w0, w1, w2, w3, w4, w5 := weights[0], weights[1], weights[2], weights[3], weights[4], weights[5]
	for k := range out {
		out[k] = (w0*(a[k]+j[k]) + w1*(b[k]+i[k])) +
			(w2*(c[k]+h[k]) + w3*(d[k]+g[k])) +
			(w4*(e[k]+f[k]) + w5*middle[k])
	}
}
