package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"uncodec/studio"
)

type predictCommand struct {
	JSON  bool     `name:"json" help:"One JSON object per file on standard output, nothing else."`
	Model string   `help:"Which model; fast, which names the paper's codecs, by default."`
	Files []string `arg:"" name:"file" help:"Picture files: JPEG, PNG, WebP, HEIC, AVIF, JPEG XL, GIF, BMP."`
}

// predicted is what predict --json prints.
type predicted struct {
	*studio.Prediction
	Notes []string `json:"notes,omitempty"` // what people should know of the file
}

// Run prints what compressed each file.
func (c *predictCommand) Run(ctx context.Context, tools *toolOptions, o out) error {
	engine, close := tools.engineFor(ctx, c.Model)
	defer close()
	warn(engine, o.stderr)
	if _, err := engine.Model(c.Model); err != nil { // once, and not of every file
		return err
	}
	return eachFile(ctx, c.Files, o.stderr, func(file string) error {
		picture, err := engine.ReadFile(ctx, file)
		if err != nil {
			return err
		}
		o.notes(file, picture.Notes)
		p, err := engine.Predict(ctx, picture.Image, picture.Header, file, c.Model)
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(o.stdout, predicted{p, picture.Notes})
		}
		fmt.Fprintf(o.stdout, "%s  %d×%d  strength %.2f\n", file, p.Width, p.Height, p.Strength)
		table := tabwriter.NewWriter(o.stdout, 0, 0, 2, ' ', 0)
		for _, codec := range p.Codec {
			if codec.P < 0.005 {
				continue
			}
			fmt.Fprintf(table, "  %s\t%.1f %%", codec.Label, 100*codec.P)
			for _, level := range codec.Levels {
				fmt.Fprintf(table, "\t%s: %.1f %%", level.Level, 100*level.P)
			}
			fmt.Fprintln(table)
		}
		return table.Flush()
	})
}
