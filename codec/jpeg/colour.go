package jpeg

// Each of these turns a row of samples into opaque pixels.

func greyRow(out []byte, rows [][]byte) {
	for x := range len(out) / 4 {
		setRGB(out, x, rows[0][x], rows[0][x], rows[0][x])
	}
}

func rgbRow(out []byte, rows [][]byte) {
	for x := range len(out) / 4 {
		setRGB(out, x, rows[0][x], rows[1][x], rows[2][x])
	}
}

// The colour matrix of JFIF (BT.601, full range) in 16-bit fixed point.
const (
	half      = 1 << 15
	crToRed   = 91881  // 1.40200
	cbToBlue  = 116130 // 1.77200
	crToGreen = 46802  // 0.71414
	cbToGreen = 22554  // 0.34414
)

// yccRow rounds as libjpeg does.
func yccRow(out []byte, rows [][]byte) {
	for x := range len(out) / 4 {
		y, cb, cr := int(rows[0][x]), int(rows[1][x])-128, int(rows[2][x])-128
		setRGB(out, x,
			clamp(y+(crToRed*cr+half)>>16),
			clamp(y+(half-cbToGreen*cb-crToGreen*cr)>>16),
			clamp(y+(cbToBlue*cb+half)>>16))
	}
}

// YCC is the luma of a pixel, and its chroma around 0, by the same matrix, unrounded.
func YCC(r, g, b float32) (y, cb, cr float32) {
	return 0.299*r + 0.587*g + 0.114*b, -0.168735892*r - 0.331264108*g + 0.5*b, 0.5*r - 0.418687589*g - 0.081312411*b
}

// RGB is YCC's inverse; it may lie beyond 0…255.
func RGB(y, cb, cr float32) (r, g, b float32) {
	return y + 1.402*cr, y - 0.344136286*cb - 0.714136286*cr, y + 1.772*cb
}

// adobeCMYKRow takes CMYK as Adobe stores it, inverted: 255 is no ink.
func adobeCMYKRow(out []byte, rows [][]byte) {
	rgbRow(out, rows)
	applyBlack(out, rows[3])
}

// ycckRow takes the same with YCbCr in the place of CMY: what that gives as red, green
// and blue is how much cyan, magenta and yellow there is, so that only black is inverted.
func ycckRow(out []byte, rows [][]byte) {
	yccRow(out, rows)
	for i := range out {
		if i%4 != 3 {
			out[i] = 255 - out[i]
		}
	}
	applyBlack(out, rows[3])
}

// cmykRow takes CMYK of those who don't invert it.
func cmykRow(out []byte, rows [][]byte) {
	for _, row := range rows {
		for x := range row {
			row[x] = 255 - row[x]
		}
	}
	adobeCMYKRow(out, rows)
}

func applyBlack(out, light []byte) {
	for i := range out {
		if i%4 != 3 {
			out[i] = byte((int(out[i])*int(light[i/4]) + 127) / 255)
		}
	}
}

func setRGB(out []byte, x int, r, g, b byte) {
	p := out[4*x : 4*x+4 : 4*x+4]
	p[0], p[1], p[2], p[3] = r, g, b, 255
}

func clamp(v int) byte {
	if uint(v) <= 255 {
		return byte(v)
	}
	return byte(^(v >> 63)) // 0 below, 255 above
}
