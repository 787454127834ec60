package metadata

import (
	"bytes"
	"errors"
	"slices"
	"unicode"
)

// EXIF tags that are treated apart.
const (
	tagOrientation = 0x0112
	tagCopyright   = 0x8298
	tagEXIF        = 0x8769 // where the EXIF directory stands
	tagGPS         = 0x8825 // where the GPS directory stands
	tagMakerNote   = 0x927c
	tagInterop     = 0xa005
	tagIPTC        = 0x83bb // a document of captions and places
	tagArea        = 0x9214 // of the subject, in pixels
	tagSubject     = 0xa214 // where it is
	tagWidth       = 0xa002
	tagHeight      = 0xa003
)

// mainTags are those of the first directory that describe the photograph. The others
// describe how that file was laid out, or hide whole documents.
var mainTags = []uint16{
	0x010e, 0x010f, 0x0110, // description, make, model
	0x011a, 0x011b, 0x0128, 0x0213, // resolution, place of chroma samples
	0x0131, 0x0132, 0x013b, 0x8298, // software, date, artist, copyright
	0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f, // title, comment, author, keywords, subject, as Windows writes them
}

// mostEXIF bounds what is looked through; thumbnails and maker notes, which stay behind,
// are what makes some blocks larger than [maxEXIF].
const mostEXIF = 1 << 20

// Orientation reads the EXIF orientation, 1 to 8. Whatever is missing or makes no sense is 1.
func Orientation(exif []byte) int {
	t, main, err := readTIFF(exif)
	if err != nil {
		return 1
	}
	for _, f := range main {
		if f.tag == tagOrientation && f.kind == kindShort && f.count == 1 {
			if value := int(t.order.Uint16(f.value)); value >= 1 && value <= 8 {
				return value
			}
		}
	}
	return 1
}

// cleanEXIF rebuilds a block: the main, the EXIF and, if wished, the GPS directory, the
// orientation upright, the sizes those of the saved picture.
func cleanEXIF(block []byte, o Options) ([]byte, error) {
	t, main, err := readTIFF(block)
	if err != nil {
		return nil, err
	}
	var exif, gps []field
	for _, f := range main {
		switch {
		case f.tag == tagEXIF && f.kind == kindLong && f.count == 1:
			exif, _ = t.directory(t.order.Uint32(f.value))
		case f.tag == tagGPS && f.kind == kindLong && f.count == 1 && o.Place:
			gps, _ = t.directory(t.order.Uint32(f.value))
		}
	}
	main = slices.DeleteFunc(main, func(f field) bool { return !slices.Contains(mainTags, f.tag) })
	left := []uint16{tagMakerNote, tagInterop, tagIPTC, tagEXIF, tagGPS}
	if Orientation(block) != 1 { // points in the picture lie elsewhere now
		left = append(left, tagArea, tagSubject)
	}
	exif = slices.DeleteFunc(exif, func(f field) bool { return slices.Contains(left, f.tag) })
	gps = slices.DeleteFunc(gps, func(f field) bool { return f.tag > 0x1f })
	// Entries may share their values, so that a short block can tell of a very long one.
	total := 0
	for _, f := range slices.Concat(main, exif, gps) {
		if total += 12 + len(f.value); total > mostEXIF {
			return nil, errors.New("it is too large")
		}
	}
	unwanted := func(f field) bool { return f.strange() || !o.Place && placeText(f.value) }
	main, exif, gps = slices.DeleteFunc(main, unwanted), slices.DeleteFunc(exif, unwanted), slices.DeleteFunc(gps, field.strange)
	main = append(main, field{tagOrientation, kindShort, 1, t.order.AppendUint16(nil, 1)})
	for i, f := range exif {
		switch {
		case f.tag == tagWidth && o.Width > 0:
			exif[i] = field{tagWidth, kindLong, 1, t.order.AppendUint32(nil, uint32(o.Width))}
		case f.tag == tagHeight && o.Height > 0:
			exif[i] = field{tagHeight, kindLong, 1, t.order.AppendUint32(nil, uint32(o.Height))}
		}
	}
	out := t.write(main, exif, gps)
	if len(out) > maxEXIF {
		return nil, errors.New("it is too large")
	}
	return out, nil
}

// strange reports text that is none, or that some program could take for markup.
func (f field) strange() bool {
	if f.kind != kindASCII {
		return bytes.ContainsRune(f.value, '<') && looksLikeText(f.value)
	}
	text := bytes.TrimRight(f.value, "\x00 ")
	if f.tag == tagCopyright {
		text = bytes.Replace(text, []byte{0}, nil, 1) // between the photographer's and the editor's
	}
	return bytes.ContainsAny(text, "<>\x00") || // an alphabet of before UTF-8 is not strange
		bytes.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' })
}

// looksLikeText tells a comment from numbers: eight letters and more in a row.
func looksLikeText(value []byte) bool {
	run := 0
	for _, c := range value {
		if c < ' ' || c > '~' {
			run = 0
			continue
		}
		if run++; run == 8 {
			return true
		}
	}
	return false
}
