package codec

import (
	"context"
	"image"

	"uncodec/codec/metadata"
)

// decodeJXL has libjxl, inside ffmpeg, make a PNG of the first picture: so it brings its
// depth, its transparency and its profile along.
func (t *Toolbox) decodeJXL(ctx context.Context, data []byte, f *facts) (*image.NRGBA, []string, error) {
	const perPixel, head = 8, 1 << 20 // 16 bits of RGBA; the profile
	file, err := t.untrusted(ctx, names[f.Format], data, perPixel*f.Width*f.Height+head,
		"-f", "jpegxl_pipe", "-i", "pipe:0", "-frames:v", "1", "-c:v", "png", "-compression_level", "1", "-f", "image2pipe")
	if err != nil {
		return nil, nil, err
	}
	png := facts{Header: Header{BitDepth: 8}}
	if err := inspectPNG(file, &png); err != nil {
		return nil, nil, err
	}
	if png.Width != f.Width || png.Height != f.Height {
		return nil, nil, broken(names[f.Format], "its picture is not of the size that it states")
	}
	f.metadata.ICC = metadata.Read(file).ICC
	f.Profile = profileName(f.metadata.ICC)
	img, notes, err := decodePNG(&reader{ctx, file}, &png)
	if f.Frames > 1 {
		notes = append(notes, "This JPEG XL picture is animated; its first frame was used.")
	}
	return img, notes, err
}
