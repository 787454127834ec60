// Package jpeg reads JPEG files: what their segments say, exactly the pixels that
// libjpeg-turbo shows (djpeg's defaults: "islow" transform, smooth chroma), and what a
// file still allows of the picture that it was made from. It writes them as libjpeg-turbo
// does, byte for byte.
//
// It takes baseline, extended and progressive files of 8 bits and turns no picture by its
// EXIF orientation. What a file does wrong is a [FormatError], an [UnsupportedError] or
// [ErrSampling]. Decoding sets no bounds of its own: whoever lets strangers' files in holds
// their [Header] to limits first.
//
// The standard library's encoder is not used because it halves the resolution of all
// colours, the decoder because its inverse transform
// rounds otherwise than libjpeg's (one sample in fifty a level away, colours
// up to three), because it knows no contexts, and because it holds
// coefficients in twice the memory.
package jpeg

import (
	"context"
	"errors"
	"image"
)

// FormatError says what is wrong with a damaged file.
type FormatError string

// Error returns what is wrong.
func (e FormatError) Error() string { return string(e) }

// UnsupportedError names what a sound file uses and this package doesn't read.
type UnsupportedError string

// Error returns its name.
func (e UnsupportedError) Error() string { return string(e) }

// ErrSampling says that the components' sampling factors do not divide the largest ones.
var ErrSampling = errors.New("its colours are of an unusual resolution")

// Decode gives the pixels of a file that [ReadHeader] takes, opaque and not turned, and what it lacks of them. Whatever
// its colours are, they become RGB without its profile. It ends with ctx.Err() once ctx is done.
func Decode(ctx context.Context, data []byte) (*image.NRGBA, Lacks, error) {
	d, err := decodeCoefficients(ctx, data)
	if err != nil {
		return nil, Lacks{}, err
	}
	planes, err := d.planes()
	if err != nil {
		return nil, Lacks{}, err
	}
	d.lacks.Detail = d.lacks.Detail || d.progressive && !d.complete()
	return d.colour(planes), d.lacks, nil
}
