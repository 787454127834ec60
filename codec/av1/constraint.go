package av1

import (
	"context"
	_ "embed"
	"image"

	"uncodec/codec/hold"
)

//go:embed estimator.json
var estimatorWeights []byte

// learned says where an AVIF's frequencies were.
var learned = hold.MustEstimator(estimatorWeights)

// ReadConstraint reads tiles that are pictures of AV1, as streams of open bitstream units ([hold.ReadTiles]).
func ReadConstraint(ctx context.Context, tiles []hold.Tile, colour hold.Colour) (*hold.Tiles, error) {
	return hold.ReadTiles(ctx, tiles, colour, learned, open)
}

// CRF is the quantiser of a picture of some size in pixels, on the scale of 0…63 that encoders are told it by ([hold.LevelOf]).
func CRF(stream []byte, size image.Point) (float64, error) { return hold.LevelOf(stream, size, open) }
