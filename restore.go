package main

import (
	"context"
	"fmt"
	"image"
	"slices"

	"uncodec/codec"
	"uncodec/codec/jpeg"
	"uncodec/studio"
)

type restoreCommand struct {
	Files     []string `arg:"" name:"file" help:"Picture files: JPEG, PNG, WebP, HEIC, AVIF, JPEG XL, GIF, BMP."`
	Output    string   `short:"o" required:"" placeholder:"FILE|DIR" help:"Where to write: a .png, .jpg or .webp file, or a folder."`
	Model     string   `help:"Which model; fast, which names the paper's codecs, by default."`
	Codec     *string  `help:"Override the codec by name; a mix as jpeg=0.7,hevc=0.3."`
	Level     string   `help:"Override the level of --codec." xor:"amount"`
	Strength  *float64 `help:"Override the strength: 0 gentle … 1 strong." xor:"amount"`
	Delta     float64  `help:"Shift the believed strength by -1…1." xor:"amount"`
	Views     int      `help:"Restore it mirrored and turned too and take the mean of 2, 4 or 8 views: closer to the original, at so many times the time." default:"1" placeholder:"N"`
	Unheld    bool     `help:"R-Net's answer as it is. Without this it is held to what a JPEG says of the original, as far as the condition agrees with the file."`
	Reference string   `help:"The pristine picture, to measure against." placeholder:"FILE"`
	Quality   *int     `help:"Quality of a JPEG or WebP, 1 to 100; 92 by default." placeholder:"N"`
	KeepPlace bool     `help:"Let the place where the picture was taken come along; other metadata does anyway." xor:"place"`
	Note      bool     `help:"Write the condition and the model into the metadata." xor:"note"`
	Bare      bool     `help:"Leave all metadata out, the colour profile too." xor:"place,note"`
	JSON      bool     `name:"json" help:"One JSON object per file on standard output, nothing else."`
}

// Run restores each file.
func (c *restoreCommand) Run(ctx context.Context, tools *toolOptions, o out) error {
	request, err := c.condition()
	if err != nil {
		return err
	}
	request.Unheld = c.Unheld
	given := map[string]bool{}
	c.Files = slices.DeleteFunc(c.Files, func(file string) bool { // once each
		again := given[file]
		given[file] = true
		return again
	})
	outputs, err := c.outputs()
	if err != nil {
		return err
	}
	engine, close := tools.engineFor(ctx, c.Model)
	defer close()
	warn(engine, o.stderr)
	var reference *image.NRGBA
	var original codec.Header
	if c.Reference != "" {
		picture, err := engine.ReadFile(ctx, c.Reference)
		if err != nil {
			return err
		}
		reference, original = picture.Image, picture.Header
	}
	return eachFile(ctx, c.Files, o.stderr, func(file string) error {
		if err := c.ready(outputs[file]); err != nil {
			return err
		}
		save, err := c.save(outputs[file])
		if err != nil {
			return err
		}
		picture, err := engine.ReadFile(ctx, file)
		if err != nil {
			return err
		}
		if err := save.Fits(picture.Image.Rect.Size()); err != nil {
			return err
		}
		if reference != nil && reference.Bounds() != picture.Image.Bounds() {
			return fmt.Errorf("it is %s and the reference %s: they have to be of the same size", sides(picture.Image), sides(reference))
		}
		progress := newBar(o.stderr)
		r, err := engine.Restore(ctx, picture.Image, studio.Order{
			Header:    picture.Header,
			Request:   studio.Request{Model: c.Model, Condition: request, Views: c.Views},
			Reference: reference, Progress: progress.show,
			Constraint: func(ctx context.Context) (*jpeg.Constraint, error) {
				return codec.ReadConstraint(ctx, picture.File, engine.Limits)
			},
		})
		progress.clear()
		if err != nil {
			return err
		}
		r.File, r.Output = file, outputs[file]
		if !c.Bare {
			save.Metadata = studio.Carried(picture, c.KeepPlace, c.noted(r))
		}
		if err := write(ctx, engine.Tools, r, save, reference); err != nil {
			return err
		}
		if r.Unmeasured != nil {
			fmt.Fprintf(o.stderr, "uncodec: %s: the consistency was not measured: %v\n", file, r.Unmeasured)
		}
		if apart := codec.Apart(original, picture.Header); reference != nil && apart != "" {
			picture.Notes = append(picture.Notes, apart)
		}
		for _, note := range picture.Notes {
			fmt.Fprintf(o.stderr, "uncodec: %s: %s\n", file, note)
		}
		if c.JSON {
			return printJSON(o.stdout, r)
		}
		c.tell(o, r)
		return nil
	})
}

// sides are a picture's, in words.
func sides(img *image.NRGBA) string {
	return fmt.Sprintf("%d × %d", img.Bounds().Dx(), img.Bounds().Dy())
}

// noted is the restoration that the metadata tells of, nil for none.
func (c *restoreCommand) noted(r *studio.Restoration) *studio.Restoration {
	if c.Note {
		return r
	}
	return nil
}
