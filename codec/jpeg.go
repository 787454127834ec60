package codec

import (
	"errors"
	"fmt"
	"image"

	"uncodec/codec/jpeg"
)

func inspectJPEG(data []byte, limits Limits, f *facts) error {
	h, err := jpeg.ReadHeader(data)
	f.jpeg = h
	f.Width, f.Height, f.BitDepth, f.Grey = h.Width, h.Height, h.BitDepth, h.Components == 1
	f.Progressive, f.Subsampling = h.Progressive, h.Subsampling
	f.Quality, f.StandardTables = h.Quality, h.StandardTables
	if limits.Scans > 0 && h.Scans > limits.Scans {
		return fault(TooSlow, "This JPEG has more than %d scans, which would take very long to decode; honest files have under 20. Saving the picture again as JPEG would work.", limits.Scans)
	}
	return explainJPEG(err)
}

// decodeJPEG gives the pixels that libjpeg gives.
func decodeJPEG(r *contextReader, f *facts) (*image.NRGBA, []string, error) {
	img, lacks, err := jpeg.Decode(r.ctx, r.data)
	if err != nil {
		return nil, nil, explainJPEG(err)
	}
	var notes []string
	if lacks.End > 0.005 {
		notes = append(notes, fmt.Sprintf("The file ends early: the %s %.0f %% of the picture is missing, and grey.", lastPart(f.Orientation), 100*lacks.End))
	}
	if lacks.Within > 0 {
		notes = append(notes, fmt.Sprintf("The file has lost parts in between: %.2g %% of the picture is missing, and grey.", 100*lacks.Within))
	}
	switch {
	case lacks.Detail && f.jpeg.Finished:
		notes = append(notes, "The file lacks some of its scans, or parts of them: its colours or its finest detail are not whole.")
	case lacks.Detail:
		notes = append(notes, "The file ends early: its colours or its finest detail are not whole.")
	case !f.jpeg.Finished && len(notes) == 0:
		notes = append(notes, "The file lacks its end marker; what it holds was used.")
	}
	if f.jpeg.Components == 4 {
		notes = append(notes, "CMYK was converted to RGB without its colour profile, so colours may differ from print.")
	}
	return img, notes, nil
}

// lastPart names where in an upright picture that lies what comes last in its file.
func lastPart(orientation int) string {
	switch orientation {
	case 3, 4:
		return "topmost"
	case 5, 8:
		return "rightmost"
	case 6, 7:
		return "leftmost"
	}
	return "lowest"
}

// explainJPEG says in plain words what package jpeg found.
func explainJPEG(err error) error {
	var damage jpeg.FormatError
	var rarity jpeg.UnsupportedError
	switch {
	case errors.As(err, &damage):
		return broken("JPEG", damage.Error())
	case errors.As(err, &rarity):
		return fault(Unsupported, "This JPEG uses %s, which is not read here. Saving it as an ordinary 8-bit JPEG or as PNG would work.", rarity)
	case errors.Is(err, jpeg.ErrSampling):
		return fault(Unsupported, "This JPEG stores its colours in an unusual resolution that is not read here. Saving it again as an ordinary JPEG or as PNG would work.")
	}
	return err
}
