package hevc

import (
	"context"
	_ "embed"
	"image"

	"uncodec/codec/hold"
)

//go:embed estimator.json
var estimatorWeights []byte

// learned says where a HEIC's frequencies were.
var learned = hold.MustEstimator(estimatorWeights)

// ReadConstraint reads tiles that are pictures of HEVC, as Annex B has them ([hold.ReadTiles]).
func ReadConstraint(ctx context.Context, tiles []hold.Tile, colour hold.Colour) (*hold.Tiles, error) {
	return hold.ReadTiles(ctx, tiles, colour, learned, open)
}

// QP is that of luma of a picture of some size in pixels ([hold.LevelOf]).
func QP(stream []byte, size image.Point) (float64, error) { return hold.LevelOf(stream, size, open) }
