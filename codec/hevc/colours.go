package hevc

import "uncodec/codec/hold"

// Training is the colour of the pictures that the networks were trained with: BT.601 at limited range.
var Training = Colour{Known: true, Matrix: 6}

// colours are a picture's planes, in levels of 255, as its container says, or else as it says itself.
func (s *sps) colours(told Colour) (hold.Colours, error) {
	c := s.colour
	if told.Known {
		c.FullRange = told.FullRange
		if told.Matrix != 2 {
			c.Matrix, c.Known = told.Matrix, true
		}
	}
	if !c.Known {
		c.Matrix = 6
	}
	if s.chroma == 0 { // as libheif has it, whatever it says
		c.FullRange = true
	}
	shares := map[int][2]float32{ // of red and blue in luma (H.273, table 4)
		1: {0.2126, 0.0722}, 4: {0.30, 0.11}, 5: {0.299, 0.114}, 6: {0.299, 0.114}, 7: {0.212, 0.087}, 9: {0.2627, 0.0593},
	}
	share, known := shares[c.Matrix]
	if !known {
		return hold.Colours{}, ErrForeign
	}
	return coloursOf(share[0], share[1], c.FullRange), nil
}

func coloursOf(red, blue float32, full bool) hold.Colours {
	green := 1 - red - blue
	var zero, luma, chroma float32 = 16, 219.0 / 255, 224.0 / 255
	if full {
		zero, luma, chroma = 0, 1, 1
	}
	cbOf, crOf := chroma/(2*(1-blue)), chroma/(2*(1-red))
	return hold.Colours{
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

// Colour is how a stream says that samples were made of RGB, as ITU-T H.273 numbers it.
type Colour struct {
	Known     bool // which matrix it was
	Matrix    int
	FullRange bool
}
