package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"

	"uncodec/codec"
	"uncodec/quality"
	"uncodec/studio"
)

// write saves a restoration. A JPEG or WebP loses something more: what is measured against a reference is what
// others will see of the file.
func write(ctx context.Context, tools *codec.Toolbox, r *studio.Restoration, save codec.Save, reference *image.NRGBA) error {
	var file bytes.Buffer
	if err := codec.EncodeAs(&file, r.Image, save); err != nil {
		return err
	}
	if reference != nil && save.Format != "png" {
		saved, err := tools.Decode(ctx, file.Bytes(), codec.Limits{})
		if err != nil {
			return err
		}
		measures, err := quality.Compare(reference, saved.Image)
		if err != nil {
			return err
		}
		r.Restored = &measures
	}
	if err := os.MkdirAll(filepath.Dir(r.Output), 0o755); err != nil { // the first result makes its folder
		return err
	}
	return studio.WriteWhole(r.Output, func(w io.Writer) error { _, err := w.Write(file.Bytes()); return err })
}

func (c *restoreCommand) tell(o out, r *studio.Restoration) {
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
