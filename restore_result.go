package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"uncodec/codec"
	"uncodec/quality"
	"uncodec/studio"
)

// write saves a restoration. A JPEG or WebP loses something more: what is measured against a reference is what
// others will see of the file.
func (r *restoring) write(ctx context.Context, done *studio.Restoration, save codec.Save) error {
	var file bytes.Buffer
	if err := codec.EncodeAs(&file, done.Image, save); err != nil {
		return err
	}
	if r.reference != nil && save.Format != "png" {
		if err := r.measure(ctx, done, save, file.Bytes()); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(filepath.Dir(done.Output), 0o755); err != nil { // the first result makes its folder
		return err
	}
	return studio.WriteWhole(done.Output, func(w io.Writer) error { _, err := w.Write(file.Bytes()); return err })
}

// measure measures what the file shows. Figures leave transparency out, and it is saved without for them: JPEG would
// be white there, and WebP of any colour where nobody sees it.
func (r *restoring) measure(ctx context.Context, done *studio.Restoration, save codec.Save, file []byte) error {
	if !done.Image.Opaque() {
		var opaque bytes.Buffer
		if err := codec.EncodeAs(&opaque, codec.Opaque(done.Image), save); err != nil {
			return err
		}
		file = opaque.Bytes()
	}
	saved, err := r.engine.Tools.Decode(ctx, file, codec.Limits{})
	if err != nil {
		return err
	}
	measures, err := quality.Compare(r.reference.Image, saved.Image)
	if err != nil {
		return err
	}
	done.Restored = &measures
	return nil
}

// tell prints what became of a file, for people.
func (o out) tell(r *studio.Restoration) {
	fmt.Fprintf(o.stdout, "%s → %s  %.2f Mpx in %.1f s, %s, strength %.2f",
		r.File, r.Output, r.Megapixels, r.Seconds, r.Condition.Mode, r.Condition.Strength)
	if r.Held > 0 {
		fmt.Fprintf(o.stdout, ", %.0f %% held to the file", 100*r.Held)
	}
	fmt.Fprintln(o.stdout)
	if r.Input != nil {
		fmt.Fprintf(o.stdout, "  input     %s\n  restored  %s\n", measured(*r.Input), measured(*r.Restored))
	}
	if r.Consistency != nil {
		fmt.Fprintf(o.stdout, "  consistency %.4f\n", *r.Consistency)
	}
}
