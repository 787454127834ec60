package main

import (
	"context"
	"fmt"

	"uncodec/codec"
	"uncodec/quality"
)

type compareCommand struct {
	Reference string   `arg:"" help:"The pristine picture."`
	Files     []string `arg:"" name:"file" help:"Pictures of the same size."`
	JSON      bool     `name:"json" help:"One JSON object per file on standard output, nothing else."`
}

// compared is what compare --json prints; psnr is null for identical pictures, psnrb too where they show no blocks.
type compared struct {
	Reference string `json:"reference"`
	File      string `json:"file"`
	quality.Figures
}

// Run measures each file against the reference.
func (c *compareCommand) Run(ctx context.Context, tools *toolOptions, o out) error {
	engine, done := tools.engineWithoutNetworks()
	defer done()
	reference, err := engine.ReadFile(ctx, c.Reference)
	if err != nil {
		return err
	}
	return eachFile(ctx, c.Files, o.stderr, func(file string) error {
		picture, err := engine.ReadFile(ctx, file)
		if err != nil {
			return err
		}
		m, err := quality.Compare(reference.Image, picture.Image)
		if err != nil {
			return err
		}
		if apart := codec.Apart(reference.Header, picture.Header); apart != "" {
			fmt.Fprintf(o.stderr, "uncodec: %s: %s\n", file, apart)
		}
		if !reference.Image.Opaque() || !picture.Image.Opaque() {
			fmt.Fprintf(o.stderr, "uncodec: %s: one of the two is transparent in places, which the figures leave out\n", file)
		}
		if c.JSON {
			return printJSON(o.stdout, compared{c.Reference, file, m.Figures()})
		}
		fmt.Fprintf(o.stdout, "%s  %s\n", file, measured(m))
		return nil
	})
}
