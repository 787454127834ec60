package codec

import (
	"bytes"
	"context"
	"errors"
	"image"
	"io"

	"uncodec/codec/metadata"
)

// Decode reads a file: its header, within the limits, then the pixels, then the EXIF
// orientation, once. JPEG and WebP come out as libjpeg and libwebp show them. HEIC, AVIF
// and JPEG XL are decoded by ffmpeg in a child process; without it they are [Unsupported].
//
// It ends with ctx.Err() once ctx is done, and with an *[InputError] for
// whatever the file does wrong, Limits.DecodeTime included. It never panics.
func (t *Toolbox) Decode(ctx context.Context, data []byte, limits Limits) (pic *Picture, err error) {
	f, err := inspect(data, limits)
	if err != nil {
		return nil, err
	}
	timed, stop := limits.withTimeout(ctx)
	img, notes, err := t.decodePixels(&contextReader{timed, data}, &f)
	if err != nil {
		err = explain(labels[f.Format], err)
	}
	if err = stop(err); err != nil {
		return nil, err
	}
	_, lost := metadata.Clean(f.metadata, metadata.Options{})
	return &Picture{upright(img, f.Orientation), f.Header, data, f.metadata, append(append(notes, lost...), f.besideNotes()...)}, nil
}

// besideNotes say what a file has besides its picture that is not kept, or matters to who restores it.
func (f facts) besideNotes() (notes []string) {
	if f.metadata.GainMap() || f.heif != nil && f.heif.GainMap {
		notes = append(notes, "This photo carries an HDR gain map, which stays behind: what is restored is its ordinary version.")
	}
	if f.metadata.IPTC {
		notes = append(notes, "Captions and authors in IPTC stay behind; what EXIF and XMP say comes along.")
	}
	if f.metadata.Noted() {
		notes = append(notes, "This picture has been restored here before, as it says itself. Restored again it gets smoother still.")
	}
	return notes
}

// withTimeout bounds what one file may take. stop, to be called in the end with what came of it, gives
// the reason where that was the time: ctx.Err(), or an *[InputError].
func (l Limits) withTimeout(ctx context.Context) (timed context.Context, stop func(error) error) {
	timed, cancel := ctx, context.CancelFunc(func() {})
	if l.DecodeTime > 0 {
		timed, cancel = context.WithTimeout(ctx, l.DecodeTime)
	}
	return timed, func(err error) error {
		defer cancel()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case timed.Err() != nil:
			return beyond(LimitDecodeTime, TooSlow, "Decoding took longer than the %v allowed. The same picture saved again, or a smaller copy, would work.", l.DecodeTime)
		}
		return err
	}
}

// decodePixels decodes, and turns a decoder's panic into an error.
func (t *Toolbox) decodePixels(r *contextReader, f *facts) (img *image.NRGBA, notes []string, err error) {
	defer senselessIn(f.Format, &err)
	switch f.Format {
	case "jpeg":
		return decodeJPEG(r, f)
	case "png":
		return decodePNG(r, f)
	case "gif":
		return decodeGIF(r, f)
	case "bmp":
		return decodeBMP(r, f)
	case "jxl":
		return t.decodeJXL(r.ctx, r.data, f)
	case "heic", "avif":
		return t.decodeHEIF(r.ctx, f)
	}
	return decodeWebP(r, f)
}

// senselessIn turns a panic over a format's pixels into an error.
func senselessIn(format string, err *error) {
	if recover() != nil {
		*err = broken(labels[format], "its picture data makes no sense")
	}
}

// sized decodes what its decoder takes to be as large as inspect found it, against which the limits were held: a file may
// state its size more than once.
func sized(r *contextReader, f *facts, config func(io.Reader) (image.Config, error), decode func(io.Reader) (image.Image, error)) (image.Image, error) {
	c, err := config(bytes.NewReader(r.data))
	if err != nil {
		return nil, err
	}
	if f.Orientation > 4 {
		c.Width, c.Height = c.Height, c.Width
	}
	if c.Width != f.Width || c.Height != f.Height {
		return nil, broken(labels[f.Format], "it states two different sizes")
	}
	return decode(r)
}

// explain says in plain words what a decoder found.
func explain(name string, err error) error {
	if e, ok := asInput(err); ok {
		return e
	}
	if errors.Is(err, ErrStarved) {
		return err
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return broken(name, "it ends before the picture does")
	}
	return broken(name, "its picture data makes no sense")
}
