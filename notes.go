package main

import (
	"fmt"
	"image"

	"uncodec/codec"
)

// notes tells what people should know of a file, a line each.
func (o out) notes(file string, notes []string) {
	for _, note := range notes {
		fmt.Fprintf(o.stderr, "uncodec: %s: %s\n", file, note)
	}
}

// leftOut notes what figures of a picture against another leave out.
func leftOut(reference, picture *codec.Picture) (notes []string) {
	if apart := codec.Apart(reference.Header, picture.Header); apart != "" {
		notes = append(notes, apart)
	}
	if !reference.Image.Opaque() || !picture.Image.Opaque() {
		notes = append(notes, "one of the two is transparent in places, which the figures leave out")
	}
	return notes
}

// compressedNotes are a picture's notes, and one on what codecs leave out of it.
func compressedNotes(picture *codec.Picture) []string {
	if picture.Image.Opaque() {
		return picture.Notes
	}
	return append(picture.Notes, "It is transparent in places, which the codecs leave out: its colours are compressed as they stand.")
}

// sameSize refuses to measure a picture against another of another size.
func sameSize(reference, picture *codec.Picture) error {
	if reference.Image.Rect.Size() == picture.Image.Rect.Size() {
		return nil
	}
	return fmt.Errorf("it is %s and the reference %s: they have to be of the same size", sides(picture.Image), sides(reference.Image))
}

// sides are a picture's, in words.
func sides(img *image.NRGBA) string {
	return fmt.Sprintf("%d × %d", img.Rect.Dx(), img.Rect.Dy())
}
