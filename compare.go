package main

import (
	"context"
	"fmt"

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
	o.notes(c.Reference, reference.Notes)
	return eachFile(ctx, c.Files, o.stderr, func(file string) error {
		picture, err := engine.ReadFile(ctx, file)
		if err != nil {
			return err
		}
		if err := sameSize(reference, picture); err != nil {
			return err
		}
		m, err := quality.Compare(reference.Image, picture.Header.OnGrid(picture.Image))
		if err != nil {
			return err
		}
		o.notes(file, append(picture.Notes, leftOut(reference, picture)...))
		if c.JSON {
			return printJSON(o.stdout, compared{c.Reference, file, m.Figures()})
		}
		fmt.Fprintf(o.stdout, "%s  %s\n", file, measured(m))
		return nil
	})
}
