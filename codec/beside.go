package codec

import (
	"context"

	"uncodec/codec/metadata"
)

// Metadata reads what a file says besides its pixels, as the file has it. For JPEG XL
// that takes decoding, because its profile is coded among the pixels.
func (t *Toolbox) Metadata(ctx context.Context, data []byte) (metadata.Blocks, error) {
	f, err := inspect(data, Limits{})
	if err != nil || f.Format != "jxl" {
		return f.metadata, err
	}
	pic, err := t.Decode(ctx, data, Limits{})
	if err != nil {
		return metadata.Blocks{}, err
	}
	return pic.Metadata, nil
}
