// Package metadata carries what a picture file says besides its pixels, EXIF, XMP and
// the ICC profile, from an upload to what is saved of it.
//
// No EXIF and no XMP is copied as it stands; a profile is, once it was checked. [Read] finds the blocks of a stranger's file, [Clean]
// parses each, bounds it and writes it anew without what must not come along: the
// orientation (the pixels are upright), places within a picture that was turned, thumbnails (they show the old picture), maker
// notes (their inner offsets would break) and, unless asked for, the place. [Write] puts
// the blocks into a file that we encoded ourselves. What makes no sense is left out and
// said; it never costs the pixels.
package metadata

import (
	"bytes"
	"errors"
)

// Blocks are a file's metadata: nil where it has none, empty where what it has could not be read.
type Blocks struct {
	EXIF []byte // a TIFF structure, without "Exif\0\0"
	XMP  []byte // an XML document
	ICC  []byte // a profile

	IPTC bool // a JPEG has captions in that older form too, which is not carried
}

// GainMap tells whether the XMP is of a photograph with an HDR gain map.
func (b Blocks) GainMap() bool { return bytes.Contains(b.XMP, []byte(nsGainMap)) }

// Noted tells whether the XMP has a Note of ours.
func (b Blocks) Noted() bool { return bytes.Contains(b.XMP, []byte(nsOurs)) }

// errUnread says of a block that is there and empty why it is.
var errUnread = errors.New("it is cut, damaged or too large")

// Empty reports whether there is none.
func (b Blocks) Empty() bool { return len(b.EXIF)+len(b.XMP)+len(b.ICC) == 0 }

// The largest block of each kind that is carried, in bytes. A JPEG segment holds one
// EXIF or XMP block; profiles are cut into several.
const (
	maxEXIF = 64<<10 - 64
	maxXMP  = 64<<10 - 64
	maxICC  = 1 << 20
)

// Options say what comes along.
type Options struct {
	Place         bool   // where the picture was taken: GPS, and the names of places
	Width, Height int    // of the picture as it is saved, in pixels
	Note          []Note // further facts, in their order
}

// Note is a fact of ours that a saved file tells, as an XMP property.
type Note struct{ Name, Text string }

// HasPlace reports whether EXIF or XMP tells where a picture was taken.
func HasPlace(b Blocks) bool {
	b.ICC = nil
	with, _ := Clean(b, Options{Place: true})
	without, _ := Clean(b, Options{})
	return !bytes.Equal(with.EXIF, without.EXIF) || !bytes.Equal(with.XMP, without.XMP)
}

// Colours is the profile alone, for other pixels in the same colours to be saved with; nil where it cannot be kept.
func Colours(b Blocks) Blocks {
	clean, _ := Clean(Blocks{ICC: b.ICC}, Options{})
	return clean
}

// Clean parses and rebuilds the blocks. trouble says in plain words what was left out
// though the file has it; what is left out by rule is not told.
func Clean(b Blocks, o Options) (clean Blocks, trouble []string) {
	if b.EXIF != nil {
		exif, err := cleanEXIF(b.EXIF, o)
		if err != nil {
			trouble = append(trouble, "The EXIF data could not be kept: "+err.Error()+".")
		}
		clean.EXIF = exif
	}
	if b.XMP != nil || len(o.Note) > 0 {
		turned := Orientation(b.EXIF) != 1
		xmp, err := cleanXMP(b.XMP, o, turned)
		if err != nil {
			trouble = append(trouble, "The XMP data could not be kept: "+err.Error()+".")
			xmp, _ = cleanXMP(nil, o, turned)
		}
		clean.XMP = xmp
	}
	if b.ICC != nil {
		if err := checkICC(b.ICC); err != nil {
			trouble = append(trouble, "The colour profile could not be kept: "+err.Error()+".")
		} else {
			clean.ICC = bytes.Clone(b.ICC)
		}
	}
	return clean, trouble
}
