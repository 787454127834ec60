package codec

import (
	"bytes"
	"cmp"
	"image"
	"image/draw"
	"image/png"
	"io"
	"path/filepath"
	"strings"

	"github.com/disintegration/imaging"
	"github.com/gen2brain/webp"

	"uncodec/codec/jpeg"
	"uncodec/codec/metadata"
)

// SavedQuality is that of JPEG and WebP files saved for people who don't choose.
const SavedQuality = 92

// maxWebPSide is the longest side that WebP can state.
const maxWebPSide = 16383

// EncodePNG writes the picture as PNG, exactly.
func EncodePNG(w io.Writer, img *image.NRGBA) error { return png.Encode(w, img) }

// fastPNG trades a few bytes for time: what is shown is not what is saved.
var fastPNG = png.Encoder{CompressionLevel: png.BestSpeed}

// ShownPNG is the picture as PNG for a page to show: exact, and sooner there.
func ShownPNG(img *image.NRGBA) ([]byte, error) {
	var out bytes.Buffer
	err := fastPNG.Encode(&out, img)
	return out.Bytes(), err
}

// EncodeJPEG writes baseline JPEG as libjpeg does, with IJG's tables at a quality of 1 to 100 and chroma of "4:2:0",
// "4:2:2" or "4:4:4". JPEG has no alpha: the picture is laid over white.
func EncodeJPEG(w io.Writer, img *image.NRGBA, quality int, chroma string) error {
	return jpeg.Encode(w, onWhite(img), quality, chroma)
}

// encodeWebP writes lossy WebP at a quality of 1 to 100 by libwebp's method 4,
// alpha included. A side over 16,383 pixels is an *[InputError].
func encodeWebP(w io.Writer, img *image.NRGBA, quality int) error {
	if err := (Save{Format: "webp"}).Fits(img.Rect.Size()); err != nil {
		return err
	}
	quality = min(max(quality, 1), 100) // the library takes 0 for "default"
	return webp.Encode(w, packed(img), webp.Options{Quality: quality, Method: 4})
}

// Save says how a picture is saved.
type Save struct {
	Format   string          // "png", "jpeg" or "webp"
	Quality  int             // of JPEG and WebP, 1 to 100; 0 for 92
	Metadata metadata.Blocks // as [metadata.Clean] gives them
}

// Check refuses a format or a quality that there is not, with an *[InputError].
func (s Save) Check() error {
	if s.Format != "png" && s.Format != "jpeg" && s.Format != "webp" {
		return fault(BadRequest, "Pictures are saved as png, jpeg or webp, not as %q.", printable(s.Format))
	}
	if s.Quality == 0 {
		return nil
	}
	return CheckQuality(s.Quality)
}

// Fits refuses a size that the format cannot state, with an *[InputError].
func (s Save) Fits(size image.Point) error {
	if longer := max(size.X, size.Y); s.Format == "webp" && longer > maxWebPSide {
		return fault(BadRequest, "WebP holds up to %d pixels a side, and this picture has %d. PNG would work.", maxWebPSide, longer)
	}
	return nil
}

// savedChroma is 4:4:4 from 90 on, as editors have it. A restoration saved at 92 lost 0.14 to 0.50 dB so, and 0.19 to
// 0.77 in 4:2:0; at 95, 4:2:0 took more bytes than 4:4:4 at 92, and lost as much or more.
func savedChroma(quality int) string {
	if quality < 90 {
		return "4:2:0"
	}
	return "4:4:4"
}

// CheckQuality refuses what is no quality of a JPEG or WebP, with an *[InputError].
func CheckQuality(quality int) error {
	if quality < 1 || quality > 100 {
		return fault(BadRequest, "The quality of a saved picture goes from 1 to 100, so %d is none.", quality)
	}
	return nil
}

// EncodeAs writes a picture with its metadata. What can't be done is an *[InputError].
func EncodeAs(w io.Writer, img *image.NRGBA, s Save) error {
	if err := s.Check(); err != nil {
		return err
	}
	quality := cmp.Or(s.Quality, SavedQuality)
	var file bytes.Buffer
	var err error
	switch s.Format {
	case "png":
		err = EncodePNG(&file, img)
	case "jpeg":
		err = EncodeJPEG(&file, img, quality, savedChroma(quality))
	case "webp":
		err = encodeWebP(&file, img, quality)
	}
	if err != nil {
		return err
	}
	whole, err := metadata.Write(file.Bytes(), s.Format, s.Metadata)
	if err != nil {
		return err
	}
	_, err = w.Write(whole)
	return err
}

// FormatOf tells by a path's extension how to save a picture there.
func FormatOf(path string) (string, error) {
	switch ext := strings.ToLower(filepath.Ext(path)); ext {
	case ".png":
		return "png", nil
	case ".jpg", ".jpeg":
		return "jpeg", nil
	case ".webp":
		return "webp", nil
	default:
		return "", fault(BadRequest, "Pictures are saved as .png, .jpg or .webp, not as %q.", printable(ext))
	}
}

// onWhite shares the pixels, or copies them over white where something shows through: the
// colours of what is transparent are mostly black, and nobody has seen them.
func onWhite(img *image.NRGBA) *image.NRGBA {
	if img.Opaque() {
		return img
	}
	out := image.NewRGBA(img.Rect) // which the library draws on sooner
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, img, img.Rect.Min, draw.Over)
	return &image.NRGBA{Pix: out.Pix, Stride: out.Stride, Rect: out.Rect}
}

// packed is img, or a copy where its rows don't follow one another closely.
func packed(img *image.NRGBA) *image.NRGBA {
	row := 4 * img.Rect.Dx()
	if img.Stride == row && len(img.Pix) == row*img.Rect.Dy() {
		return img
	}
	return imaging.Clone(img)
}

// Opaque copies the picture with its colours as they stand, all opaque.
func Opaque(img *image.NRGBA) *image.NRGBA {
	out := imaging.Clone(img)
	for i := 3; i < len(out.Pix); i += 4 {
		out.Pix[i] = 255
	}
	return out
}
