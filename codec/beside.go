package codec

import "uncodec/codec/metadata"

// Metadata reads what a file says besides its pixels, as the file has it. It lacks the
// profile of JPEG XL, which is coded among the pixels: [Toolbox.Decode] finds that.
func Metadata(data []byte) (metadata.Blocks, error) {
	f, err := inspect(data, Limits{})
	return f.metadata, err
}
