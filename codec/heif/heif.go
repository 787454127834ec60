// Package heif reads the container of HEIC and AVIF pictures (ISO/IEC 23008-12): which
// coded streams make the primary picture, how they are laid out and turned, and the
// metadata beside them. It decodes no pixels, allocates no more than a few times what
// the file is long, and trusts no number in it.
package heif

import "errors"

// Codecs of [Layer.Codec].
const (
	HEVC = "hevc"
	AV1  = "av1"
)

// ErrNone says that the file holds no still picture, though it may hold a film.
var ErrNone = errors.New("it holds no still picture")

// ErrForeign says that the picture is coded or put together in a way that is not read
// here, such as JPEG 2000 or an overlay of several pictures.
var ErrForeign = errors.New("it is coded in a way that is not read here")

// ErrCut says that the file ends before the picture does.
var ErrCut = errors.New("it ends before the picture does")

// ErrSense says that the container contradicts itself.
var ErrSense = errors.New("its container makes no sense")

// maxTiles bounds a grid; photographs of 50 megapixels have about 200 tiles.
const maxTiles = 1024

// Picture is the primary picture of a file.
type Picture struct {
	Layer
	Alpha         *Layer // of the same size; nil where the picture is opaque
	Premultiplied bool   // the colours were multiplied by alpha
	Turns         []Turn // to be done in this order, after the tiles are put together
	Colour        Colour
	ICC           []byte // this and the next two: nil where there is none, empty where it is cut
	EXIF          []byte // a TIFF structure
	XMP           []byte
	Sequence      bool // there is a film besides
	GainMap       bool // and a picture that makes it brighter on a screen that can
}

// Layer is a plane of tiles, row by row, each a coded picture of one size. The last
// row and column may stand out over Width and Height.
type Layer struct {
	Codec                 string
	Width, Height         int
	Columns, Rows         int
	TileWidth, TileHeight int
	Tiles                 [][]byte // an elementary stream each: Annex B, or low-overhead OBUs
	Depth                 int      // bits a sample
	Subsampling           string   // "4:2:0", "4:2:2", "4:4:4"; empty without colour
	bytes                 int      // of all tiles
}

// Pixels are those of all tiles, as many as are decoded.
func (l *Layer) Pixels() int64 { return int64(l.Columns*l.TileWidth) * int64(l.Rows*l.TileHeight) }

// Turn is one change of the picture's shape.
type Turn struct {
	Crop    [4]int // x, y, width, height; of no effect where width is 0
	Quarter int    // turns of 90° counter-clockwise, 0 to 3
	Mirror  string // "", "left-right" or "top-bottom"
}

// Colour is how the samples were made of RGB, as ITU-T H.273 numbers it.
type Colour struct {
	Known                       bool // the container says it; else the stream does
	Primaries, Transfer, Matrix int
	FullRange                   bool
}

// Size is that of the picture after all its turns.
func (p *Picture) Size() (width, height int) {
	width, height = p.Width, p.Height
	for _, t := range p.Turns {
		if t.Crop[2] > 0 {
			width, height = t.Crop[2], t.Crop[3]
		}
		if t.Quarter&1 == 1 {
			width, height = height, width
		}
	}
	return width, height
}

// Read finds the primary picture. An error is one of this package's, or wraps one.
func Read(file []byte) (*Picture, error) {
	f, err := open(file)
	if err != nil {
		return nil, err
	}
	layer, err := f.layer(f.primary)
	if err != nil {
		return nil, err
	}
	p := &Picture{Layer: layer, Sequence: f.film}
	if err := f.shape(p); err != nil {
		return nil, err
	}
	f.beside(p)
	p.GainMap = f.auxiliary(f.primary, gainMaps) != 0
	if id := f.auxiliary(f.primary, alphas); id != 0 {
		alpha, err := f.layer(id)
		if err != nil {
			return nil, err
		}
		if alpha.Width != p.Width || alpha.Height != p.Height {
			return nil, ErrSense
		}
		p.Alpha = &alpha
		p.Premultiplied = len(f.references["prem"][f.primary]) > 0
	}
	return p, nil
}
