package codec

import (
	"errors"

	"uncodec/codec/heif"
	"uncodec/codec/jpeg"
	"uncodec/codec/metadata"
)

// facts are a header and what decoding needs to know besides.
type facts struct {
	Header
	metadata  metadata.Blocks
	jpeg      jpeg.Header
	heif      *heif.Picture
	primaries int // of the colours, and their curve, where the file tells them by the numbers of ITU-T H.273
	transfer  int
	gamma     float64 // that a PNG tells, 0 for none
	gammaTold bool    // or it tells more, which goes before that
}

// inspect reads a file's header: its kind by content, its size, what made it, what it says besides.
// It checks the limits and decodes no pixels, so it is quick even on hostile
// files. Errors are *[InputError].
func inspect(data []byte, limits Limits) (f facts, err error) {
	defer senseless(&f, &err)
	if f, err = inspectSize(data, limits); err != nil {
		return facts{}, err
	}
	switch f.Format {
	case "jpeg", "png", "webp": // the others' containers tell what to turn, and hold their metadata
		f.metadata = metadata.Read(data)
		f.Orientation = metadata.Orientation(f.metadata.EXIF)
	}
	switch f.Format {
	case "webp":
		f.Quality = webPQuality(data)
	case "heic":
		f.QP = qpOf(f.heif)
	case "avif":
		f.CRF = crfOf(f.heif)
	}
	f.setProfile(f.metadata.ICC)
	kept, _ := metadata.Clean(f.metadata, metadata.Options{Place: true})
	f.EXIF, f.XMP, f.Place = len(kept.EXIF) > 0, len(kept.XMP) > 0, metadata.HasPlace(f.metadata)
	if f.Orientation > 4 {
		f.Width, f.Height = f.Height, f.Width
	}
	return f, nil
}

// senseless turns a parser's panic into an error.
func senseless(f *facts, err *error) {
	if recover() != nil {
		*f, *err = facts{}, fault(Broken, "This file is damaged: its header makes no sense. Please export or download it again.")
	}
}

// inspectSize is inspect without what is not needed to decode the pixels: the size is that before the orientation.
func inspectSize(data []byte, limits Limits) (f facts, err error) {
	defer senseless(&f, &err)
	if limits.Bytes > 0 && int64(len(data)) > limits.Bytes {
		return facts{}, fault(TooLarge, "The file has %s; the limit is %s. A copy of fewer pixels would work, or a part of it.",
			Size(int64(len(data))), Size(limits.Bytes))
	}
	format, err := sniff(data)
	if err != nil {
		return facts{}, err
	}
	f = facts{Header: Header{Format: format, Orientation: 1, BitDepth: 8}}
	switch format {
	case "jpeg":
		err = inspectJPEG(data, limits, &f)
	case "png":
		err = inspectPNG(data, &f)
	case "webp":
		err = inspectWebP(data, &f)
	case "gif":
		err = inspectGIF(data, &f)
	case "bmp":
		err = inspectBMP(data, &f)
	case "jxl":
		err = inspectJXL(data, &f)
	case "heic":
		err = inspectHEIF(data, limits, &f)
	}
	if size := checkSize(f.Width, f.Height, limits); size != nil {
		return facts{}, size // a bomb's size matters more than its damage
	}
	if err != nil {
		return facts{}, err
	}
	if f.Width < 1 || f.Height < 1 {
		return facts{}, broken(labels[f.Format], "its width or height is zero")
	}
	return f, nil
}

// setProfile takes note of a file's profile, or of that of the colours which it tells by number alone. One that cannot be
// kept has no name here.
func (f *facts) setProfile(icc []byte) {
	if len(icc) == 0 {
		if numbered := numberedProfile(f.primaries, f.transfer); numbered != nil {
			icc = numbered
		}
	}
	f.metadata.ICC = icc
	f.Profile = profileName(metadata.Colours(f.metadata).ICC)
}

// Metadata reads what a file says besides its pixels, as the file has it, with a profile for colours that it tells by
// number alone. It lacks the profile of JPEG XL, which is coded among the pixels: [Toolbox.Decode] finds that.
func Metadata(data []byte) (metadata.Blocks, error) {
	f, err := inspect(data, Limits{})
	return f.metadata, err
}

func checkSize(width, height int, limits Limits) error {
	longer, pixels := max(width, height), int64(width)*int64(height)
	switch {
	case limits.Side > 0 && longer > limits.Side:
		return fault(TooManyPix, "The picture is %d × %d pixels; the longest side allowed is %d. A smaller copy would work.",
			width, height, limits.Side)
	case limits.Pixels > 0 && pixels > limits.Pixels:
		return beyond(LimitPixels, TooManyPix, "The picture is %d × %d, %s. A smaller copy would work.",
			width, height, over(pixels, limits.Pixels))
	}
	return nil
}

// asInput returns err as an *InputError, if it is one.
func asInput(err error) (*InputError, bool) {
	var e *InputError
	ok := errors.As(err, &e)
	return e, ok
}
