package codec

import (
	"errors"
	"fmt"

	"uncodec/codec/heif"
)

// inspectHEIF reads what a HEIC or AVIF file says: which of them it is, too.
func inspectHEIF(data []byte, limits Limits, f *facts) error {
	p, err := heif.Read(data)
	if err != nil {
		return explainHEIF("HEIC or AVIF", err)
	}
	f.heif = p
	if f.Format = "heic"; p.Codec == heif.AV1 {
		f.Format = "avif"
	}
	f.Width, f.Height = p.Size()
	f.BitDepth, f.Subsampling, f.Grey, f.Alpha = p.Depth, p.Subsampling, p.Subsampling == "", p.Alpha != nil
	f.metadata.EXIF, f.metadata.XMP, f.metadata.ICC = p.EXIF, p.XMP, p.ICC
	f.primaries, f.transfer = p.Colour.Primaries, p.Colour.Transfer
	if orientation := lieOf(p).Orientation(); orientation > 1 {
		f.Turned = orientation
	}
	return checkTiles(p, limits)
}

// checkTiles holds the limits against what is decoded, which can be larger than what is
// shown of it: before it is cropped, and by what the last row and column of tiles stand out.
func checkTiles(p *heif.Picture, limits Limits) error {
	for _, l := range []*heif.Layer{&p.Layer, p.Alpha} {
		if l == nil {
			continue
		}
		if err := checkSize(l.Width, l.Height, limits); err != nil {
			return err
		}
		if err := checkSize(l.TileWidth, l.TileHeight, limits); err != nil {
			return err
		}
		if l.TileWidth < 1 || l.TileHeight < 1 {
			return explainHEIF(labels["heic"], heif.ErrSense)
		}
		if pixels := l.Pixels(); limits.Pixels > 0 && pixels > 2*limits.Pixels {
			return beyond(LimitPixels, TooManyPix, "The picture's tiles hold %s megapixels, twice and more of the limit of %s. The picture saved as JPEG or PNG would work.",
				millions(pixels), millions(limits.Pixels))
		}
	}
	return nil
}

func explainHEIF(name string, err error) error {
	switch {
	case errors.Is(err, heif.ErrNone):
		return fault(Animated, "This file is a film, and only still pictures are read here. One frame saved as PNG would work.")
	case errors.Is(err, heif.ErrForeign):
		return fault(Unsupported, "This %s picture is put together in a way that is not read here. %s", name, readableFormats)
	}
	return broken(name, err.Error())
}

func heifNotes(f *facts) (notes []string) {
	p := f.heif
	if p.Sequence {
		notes = append(notes, "This file holds a film besides its still picture; the still picture was used.")
	}
	if p.Depth > 8 {
		notes = append(notes, fmt.Sprintf("%d-bit samples were rounded to 8 bits.", p.Depth))
	}
	return append(notes, colourNotes(f)...)
}
