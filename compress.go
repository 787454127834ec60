package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"uncodec/codec"
	"uncodec/studio"
)

type compressCommand struct {
	File      string   `arg:"" help:"A picture file."`
	Codec     string   `required:"" help:"jpeg, webp, hevc, avc, vvc, av1, cheng_psnr, cheng_ssim or hific."`
	Level     string   `required:"" help:"The codec's level: QF, QP, CRF, quality 1 to 4, or low, medium, high."`
	Then      []string `placeholder:"NAME:L" help:"Compress again with another codec; may be repeated."`
	Output    string   `short:"o" required:"" placeholder:"FILE" help:"Where to write the decoded picture."`
	Bitstream string   `placeholder:"FILE" help:"Where to write the coded file, too."`
	JSON      bool     `name:"json" help:"One JSON object on standard output, nothing else."`
}

// compressed is what compress --json prints.
type compressed struct {
	File   string  `json:"file"`
	Output string  `json:"output"`
	Codec  string  `json:"codec"`
	Level  string  `json:"level"`
	Then   string  `json:"then,omitempty"`
	Bytes  int     `json:"bytes"` // of the last coded file
	BPP    float64 `json:"bpp"`
}

// Run compresses the file and writes what a decoder shows.
func (c *compressCommand) Run(ctx context.Context, tools *toolOptions, o out) error {
	if !strings.EqualFold(filepath.Ext(c.Output), ".png") {
		return fmt.Errorf("%s: what a decoder shows is kept without loss, as PNG: name it .png; --bitstream keeps the coded file itself", c.Output)
	}
	if err := checkTarget(c.Output, c.File); err != nil {
		return fmt.Errorf("%s: %w", c.Output, err)
	}
	if c.Bitstream != "" {
		if err := checkTarget(c.Bitstream, c.File); err != nil {
			return fmt.Errorf("%s: %w", c.Bitstream, err)
		}
		if sameFile(c.Bitstream, c.Output) {
			return fmt.Errorf("%s: what a decoder shows goes there: name another file for the bitstream", c.Bitstream)
		}
	}
	engine, done := tools.engineWithoutNetworks()
	defer done()
	picture, err := engine.ReadFile(ctx, c.File)
	if err != nil {
		return err
	}
	o.notes(c.File, compressedNotes(picture))
	result := compressed{File: c.File, Output: c.Output, Codec: c.Codec, Level: c.Level}
	chain := c.Codec + ":" + c.Level
	for _, then := range c.Then {
		chain += ">" + then
	}
	result.Then = strings.Join(c.Then, ">")
	coded, err := engine.CompressChain(ctx, picture.Image, chain)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	if err := studio.WriteFile(c.Output, coded.Image, codec.Save{}); err != nil {
		return err
	}
	if c.Bitstream != "" {
		if err := studio.WriteWhole(c.Bitstream, func(w io.Writer) error { _, err := w.Write(coded.Bytes); return err }); err != nil {
			return err
		}
	}
	result.Bytes, result.BPP = len(coded.Bytes), coded.BPP()
	if c.JSON {
		return printJSON(o.stdout, result)
	}
	fmt.Fprintf(o.stdout, "%s → %s  %s, %d bytes, %.3f bits a pixel\n", c.File, c.Output, chain, result.Bytes, result.BPP)
	return nil
}
