// Package codec takes picture files in and puts them out.
//
// Files from strangers come in through [Toolbox.Decode], which reads the header first and
// gives exact 8-bit pixels within [Limits]. Pictures go out through [EncodeAs] and its sisters. A [Toolbox] compresses pictures
// with the real codecs whose damage the networks undo.
//
// Inside the house a picture is an *image.NRGBA: 8 bits a channel, upright
// (its EXIF orientation applied), origin at 0,0, in the colour space of the
// file. Colour profiles are named, never applied.
//
// Pixels of JPEG files equal those of libjpeg-turbo (djpeg's defaults: "islow"
// transform, smooth chroma) sample for sample; only for progressive files that
// were never finished does libjpeg smooth further. Pixels of WebP files equal
// libwebp's. 16-bit PNG is rounded to the nearest 8-bit value. HEIC and AVIF become RGB
// as the video codecs of the training do: by ffmpeg's scaler, in a child process.
package codec

import (
	"image"
	"time"

	"uncodec/codec/metadata"
)

// Limits bound what one file may cost; one of 0 is none.
type Limits struct {
	Bytes      int64         // file size
	Pixels     int64         // width times height
	Side       int           // the longer side, in pixels
	Scans      int           // scans of a JPEG; honest files have under 20
	DecodeTime time.Duration // wall time of one Decode
}

// DefaultLimits are those of a public server: 25 MiB, 50 megapixels, sides up
// to 20,000 pixels, 100 scans, 10 seconds.
func DefaultLimits() Limits {
	return Limits{
		Bytes:      25 << 20,
		Pixels:     50_000_000,
		Side:       20_000,
		Scans:      100,
		DecodeTime: 10 * time.Second,
	}
}

// Header is what a file says about itself, known without decoding it.
type Header struct {
	Format         string `json:"format"`                   // jpeg, png, webp, gif, bmp, jxl, heic or avif, by content
	Width          int    `json:"width"`                    // after orientation
	Height         int    `json:"height"`                   // after orientation
	Orientation    int    `json:"orientation"`              // EXIF, 1 to 8; 1 where the file has none or nonsense
	Turned         int    `json:"turned,omitempty"`         // HEIC, AVIF: as which EXIF orientation the container turned it, 2 to 8; 0 where it did not
	Quality        int    `json:"quality,omitempty"`        // JPEG: nearest IJG quality 1 to 100; WebP: libwebp's that has as fine steps in the mean; 0 when unknown
	QP             int    `json:"qp,omitempty"`             // HEIC: the mean over its first tile, a megapixel at the most, 1 to 51, as with 8 bits; 0 where it says nothing that a restoration is held to
	CRF            int    `json:"crf,omitempty"`            // AVIF: its quantiser on the scale that encoders are told it by, 1 to 63; 0 where it says nothing that a restoration is held to
	StandardTables bool   `json:"standardTables,omitempty"` // JPEG: the tables are exactly IJG's at that quality
	Subsampling    string `json:"subsampling,omitempty"`    // chroma, such as "4:2:0"; empty where there is none
	Progressive    bool   `json:"progressive,omitempty"`    // progressive JPEG or interlaced PNG
	Lossless       bool   `json:"lossless,omitempty"`       // PNG, BMP, and WebP of the lossless kind
	Alpha          bool   `json:"alpha,omitempty"`          // the file can hold transparency
	Grey           bool   `json:"grey,omitempty"`           // one channel without colour
	BitDepth       int    `json:"bitDepth"`                 // bits per sample in the file
	Profile        string `json:"profile,omitempty"`        // name of the embedded ICC profile; plain text, at most 80 characters
	Frames         int    `json:"frames,omitempty"`         // of a GIF, or of an animated PNG, as it claims; 2 for a JPEG XL picture of several; 0 for a still picture
	EXIF           bool   `json:"exif,omitempty"`           // the file has EXIF data
	XMP            bool   `json:"xmp,omitempty"`            // the file has XMP data
	Place          bool   `json:"place,omitempty"`          // one of them tells where the picture was taken
}

// Picture is a decoded file.
type Picture struct {
	Image    *image.NRGBA
	Header   Header
	File     []byte          // as it was given
	Metadata metadata.Blocks // as the file has them, not cleaned; they share the file's memory
	Notes    []string        // what decoding had to change, and what metadata is lost, in plain English; usually none
}
