package codec

import (
	"errors"

	"uncodec/codec/heif"
)

// inspectHEIF reads what a HEIC or AVIF file says: which of them it is, too.
func inspectHEIF(data []byte, limits Limits, f *facts) error {
	p, err := heif.Read(data)
	if err != nil {
		return explainHEIF(names[f.Format], err)
	}
	f.heif = p
	if f.Format = "heic"; p.Codec == heif.AV1 {
		f.Format = "avif"
	}
	f.Width, f.Height = p.Size()
	f.BitDepth, f.Subsampling, f.Grey, f.Alpha = p.Depth, p.Subsampling, p.Subsampling == "", p.Alpha != nil
	f.metadata.EXIF, f.metadata.XMP, f.metadata.ICC = p.EXIF, p.XMP, p.ICC
	if p.ICC != nil {
		f.Profile = profileName(p.ICC)
	}
	// What is decoded can be larger than what is shown of it.
	whole := *f
	whole.Width, whole.Height = max(p.Width, p.Columns*p.TileWidth), max(p.Height, p.Rows*p.TileHeight)
	return checkSize(&whole, limits)
}

// primaries names what ITU-T H.273 numbers and a screen of sRGB would show wrongly.
var primaries = map[int]string{9: "BT.2020", 11: "DCI-P3", 12: "Display P3"}

func explainHEIF(name string, err error) error {
	switch {
	case errors.Is(err, heif.ErrNone):
		return fault(Animated, "This file is a film, and only still pictures are read here. One frame saved as PNG would work.")
	case errors.Is(err, heif.ErrForeign):
		return fault(Unsupported, "This %s picture is put together in a way that is not read here. %s", name, readable)
	}
	return broken(name, err.Error())
}
