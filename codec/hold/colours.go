package hold

// Colours are a codec's planes out of a pixel's colours, unrounded, in levels of 255, and the way back, which may lead beyond 0…255.
type Colours struct {
	Of   func(r, g, b float32) (y, cb, cr float32)
	Back func(y, cb, cr float32) (r, g, b float32)
}

// Colour is how a stream says that samples were made of RGB, as ITU-T H.273 numbers it.
type Colour struct {
	Known     bool // which matrix it was
	Matrix    int
	FullRange bool
}

// Training is the colour of the pictures that the networks were trained with: BT.601 at limited range.
var Training = Colour{Known: true, Matrix: 6}

// Within is what a stream's colour is once its container tells one; BT.601 where neither says.
func (c Colour) Within(container Colour) Colour {
	if container.Known {
		c.FullRange = container.FullRange
		if container.Matrix != 2 {
			c.Matrix, c.Known = container.Matrix, true
		}
	}
	if !c.Known {
		c.Matrix = 6
	}
	return c
}

// Colours are a colour's planes; false where its matrix is none of those that are known here.
func (c Colour) Colours() (of Colours, known bool) {
	shares := map[int][2]float32{ // of red and blue in luma (H.273, table 4)
		1: {0.2126, 0.0722}, 4: {0.30, 0.11}, 5: {0.299, 0.114}, 6: {0.299, 0.114}, 7: {0.212, 0.087}, 9: {0.2627, 0.0593},
	}
	share, known := shares[c.Matrix]
	return coloursOf(share[0], share[1], c.FullRange), known
}

func coloursOf(red, blue float32, full bool) Colours {
	green := 1 - red - blue
	var zero, luma, chroma float32 = 16, 219.0 / 255, 224.0 / 255
	if full {
		zero, luma, chroma = 0, 1, 1
	}
	cbOf, crOf := chroma/(2*(1-blue)), chroma/(2*(1-red))
	return Colours{
		Of: func(r, g, b float32) (y, cb, cr float32) {
			y = red*r + green*g + blue*b
			return zero + luma*y, 128 + cbOf*(b-y), 128 + crOf*(r-y)
		},
		Back: func(y, cb, cr float32) (r, g, b float32) {
			y = (y - zero) / luma
			r, b = y+(cr-128)/crOf, y+(cb-128)/cbOf
			return r, (y - red*r - blue*b) / green, b
		},
	}
}
