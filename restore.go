package main

import (
	"context"
	"slices"

	"uncodec/studio"
)

type restoreCommand struct {
	Files     []string `arg:"" name:"file" help:"Picture files: JPEG, PNG, WebP, HEIC, AVIF, JPEG XL, GIF, BMP."`
	Output    string   `short:"o" required:"" placeholder:"FILE|DIR" help:"Where to write: a .png, .jpg or .webp file, or a folder: there a file of the result's name is replaced, but beside the pictures that are read the next number is taken."`
	Model     string   `help:"Which model; fast, which names the paper's codecs, by default."`
	Codec     *string  `help:"Override the codec by name; a mix as jpeg=0.7,hevc=0.3."`
	Level     string   `help:"Override the level of --codec." xor:"amount"`
	Strength  *float64 `help:"Override the strength: 0 gentle … 1 strong." xor:"amount"`
	Delta     float64  `help:"Shift the believed strength by -1…1." xor:"amount"`
	Views     int      `help:"Restore it mirrored and turned too and take the mean of 2, 4 or 8 views: closer to the original, at so many times the time." default:"1" placeholder:"N"`
	Unheld    bool     `help:"R-Net's answer as it is. Without this it is held to what a JPEG, WebP, HEIC or AVIF says of the original, as far as the condition agrees with the file."`
	Reference string   `help:"The pristine picture, to measure against." placeholder:"FILE"`
	Quality   *int     `help:"Quality of a JPEG or WebP, 1 to 100; 92 by default." placeholder:"N"`
	KeepPlace bool     `help:"Let the place where the picture was taken come along; other metadata does anyway." xor:"place"`
	Note      bool     `help:"Write the condition and the model into the metadata." xor:"note"`
	Bare      bool     `help:"Leave all metadata out, the colour profile too." xor:"place,note"`
	JSON      bool     `name:"json" help:"One JSON object per file on standard output, nothing else."`
}

// Run restores each file.
func (c *restoreCommand) Run(ctx context.Context, tools *toolOptions, o out) error {
	condition, err := c.condition()
	if err != nil {
		return err
	}
	given := map[string]bool{}
	c.Files = slices.DeleteFunc(c.Files, func(file string) bool { // once each
		again := given[file]
		given[file] = true
		return again
	})
	r := restoring{restoreCommand: c, out: o, request: studio.Request{Model: c.Model, Condition: condition, Views: c.Views}}
	if r.outputs, err = c.outputs(); err != nil {
		return err
	}
	engine, close := tools.engineFor(ctx, c.Model)
	defer close()
	warn(engine, o.stderr)
	if err := engine.Check(r.request); err != nil { // once, and not of every file
		return err
	}
	r.engine = engine
	if c.Reference != "" {
		if r.reference, err = engine.ReadFile(ctx, c.Reference); err != nil {
			return err
		}
		o.notes(c.Reference, r.reference.Notes)
	}
	return eachFile(ctx, c.Files, o.stderr, func(file string) error { return r.restore(ctx, file) })
}
