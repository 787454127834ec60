package codec

import (
	"cmp"
	"context"
	"errors"
	"image"
	"math"

	"uncodec/codec/av1"
	"uncodec/codec/avc"
	"uncodec/codec/heif"
	"uncodec/codec/hevc"
	"uncodec/codec/hold"
	"uncodec/codec/jpeg"
	"uncodec/codec/metadata"
	"uncodec/codec/vp8"
	"uncodec/fine"
)

// Constraint is what a file still says of the picture that it was made from: of every frequency in which interval it lay.
type Constraint struct {
	Codec string  // that wrote the file, as settings name it: jpeg, webp, hevc, av1 or avc
	Level float64 // of the file, on that codec's scale: a quality, a QP or a CRF

	format string // of the file
	file   interface {
		Hold(ctx context.Context, img *fine.Image, weight func(x, y int) float64) error
	}
}

// Constrains says whether a file of this header says something that [ReadConstraint] reads: a JPEG of known tables, a lossy WebP,
// a HEIC or AVIF that HEVC's and AV1's usual tools made.
func (h Header) Constrains() bool {
	return h.Quality > 0 && (h.Format == "jpeg" || h.Format == "webp") || h.QP > 0 || h.CRF > 0
}

// ReadConstraint reads what a file says; nil where that is nothing. It ends with ctx.Err() once
// ctx is done; other errors are *[InputError], as Decode's.
func ReadConstraint(ctx context.Context, data []byte, limits Limits) (c *Constraint, err error) {
	f, err := inspect(data, limits)
	if err != nil || !f.Constrains() {
		return nil, err
	}
	ctx, stop := limits.withTimeout(ctx)
	defer func() {
		if err = stop(err); err != nil {
			c = nil
		}
	}()
	defer senselessIn(f.Format, &err)
	c = &Constraint{Codec: f.Coder(), Level: float64(f.Quality), format: f.Format}
	switch f.Format {
	case "webp":
		c.file, err = vp8.ReadConstraint(webPFrame(data), f.Orientation)
		return c, c.explain(err)
	case "heic", "avif":
		told := f.heif.Colour
		return c, c.readTiles(ctx, tilesOf(f.heif), hold.Colour{Known: told.Known, Matrix: told.Matrix, FullRange: told.FullRange})
	}
	says, err := jpeg.ReadConstraint(ctx, data, f.Orientation)
	if says == nil {
		return nil, explainJPEG(err)
	}
	c.file = says
	return c, nil
}

// Constraint is what a picture that was compressed here still says of what it was made from; nil where that is nothing.
func (c *Coded) Constraint(ctx context.Context) (*Constraint, error) {
	if c.Header.Constrains() {
		return ReadConstraint(ctx, c.Bytes, Limits{})
	}
	says := map[string]*Constraint{
		".264": {Codec: "avc", format: "avc"}, ".265": {Codec: "hevc", format: "heic"}, ".obu": {Codec: "av1", format: "avif"},
	}[c.Extension]
	if says == nil {
		return nil, nil
	}
	size := c.Image.Rect.Size()
	whole := hold.Tile{Stream: c.Bytes, Size: codedSize(size), Lie: hold.Lying(size)}
	return says, says.readTiles(ctx, []hold.Tile{whole}, hold.Training)
}

// tileReaders read pictures of the codecs that name them.
var tileReaders = map[string]func(ctx context.Context, tiles []hold.Tile, colour hold.Colour) (*hold.Tiles, error){
	"hevc": hevc.ReadConstraint, "av1": av1.ReadConstraint, "avc": avc.ReadConstraint,
}

// readTiles reads pictures of a codec of these.
func (c *Constraint) readTiles(ctx context.Context, tiles []hold.Tile, colour hold.Colour) error {
	says, err := tileReaders[c.Codec](ctx, tiles, colour)
	if err == nil {
		c.file, c.Level = says, says.Level
	}
	return c.explain(err)
}

// lieOf is how a container has its pixels lie.
func lieOf(p *heif.Picture) hold.Lie {
	lie := hold.Lying(image.Pt(p.Width, p.Height))
	for _, turn := range p.Turns {
		if c := turn.Crop; c[2] > 0 {
			lie = lie.Cropped(image.Rect(c[0], c[1], c[0]+c[2], c[1]+c[3]))
		}
		for _, orientation := range orientations(turn) {
			lie = lie.Turned(orientation)
		}
	}
	return lie
}

// tilesOf are a picture's, as they come to lie in it.
func tilesOf(p *heif.Picture) (tiles []hold.Tile) {
	lie := lieOf(p)
	for i, stream := range p.Tiles {
		at := image.Pt(i%p.Columns*p.TileWidth, i/p.Columns*p.TileHeight)
		tiles = append(tiles, hold.Tile{Stream: stream, Size: image.Pt(p.TileWidth, p.TileHeight), Lie: lie.From(at)})
	}
	return tiles
}

// Hold moves img to where the original is to be expected, given it and the file; each pixel as far as weight says, 0…1. img is upright
// and of the file's size. It ends with ctx.Err() once ctx is done, and with an *[InputError] for a WebP, HEIC or AVIF that is not all there: part of
// img has been moved then. It may be called by several goroutines at once.
func (c *Constraint) Hold(ctx context.Context, img *fine.Image, weight func(x, y int) float64) (err error) {
	defer senselessIn(c.format, &err)
	return c.explain(c.file.Hold(ctx, img, weight))
}

func (c *Constraint) explain(err error) error {
	name := cmp.Or(labels[c.format], Label(c.Codec)) // there are no files of AVC alone
	switch {
	case errors.Is(err, vp8.ErrFormat), errors.Is(err, hold.ErrFormat):
		return broken(name, "its picture data makes no sense, or ends early")
	case errors.Is(err, hold.ErrForeign):
		return fault(Unsupported, "This %s picture is coded in a way of which only the pixels are read here.", name)
	}
	return err
}

// qpOf is a HEIC's, 1 to 51, and crfOf an AVIF's, 1 to 63, by its first tile; 0 where nothing is to be read from there.
func qpOf(p *heif.Picture) int  { return stepsOf(p, hevc.QP) }
func crfOf(p *heif.Picture) int { return stepsOf(p, av1.CRF) }

func stepsOf(p *heif.Picture, read func(stream []byte, size image.Point) (float64, error)) int {
	if p.Premultiplied { // of colours that were multiplied nothing is known
		return 0
	}
	level, err := read(p.Tiles[0], image.Pt(p.TileWidth, p.TileHeight))
	if err != nil {
		return 0
	}
	return max(int(math.Round(level)), 1)
}

// webPFrame is the lossy picture of a WebP; nil where it has none.
func webPFrame(data []byte) []byte {
	for c := range metadata.WebPChunks(data) {
		if c.Kind == "VP8 " {
			return c.Body
		}
	}
	return nil
}

// webPQuality is that of a lossy WebP, 1 to 100; 0 of others, and where it is not all there.
func webPQuality(data []byte) int {
	quality, err := vp8.Quality(webPFrame(data))
	if err != nil {
		return 0
	}
	return max(int(math.Round(quality)), 1)
}
