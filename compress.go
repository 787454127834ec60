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
	Level     string   `required:"" help:"The codec's level: QF, QP, CRF, quality 1 to 4, or low, medium, high. 95/444 is a JPEG whose chroma is 4:4:4."`
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
	setting, err := c.setting()
	if err != nil {
		return lineError{err}
	}
	if err := c.checkOutputs(); err != nil {
		return err
	}
	engine, done := tools.engineWithoutNetworks()
	defer done()
	return eachFile(ctx, []string{c.File}, o.stderr, func(file string) error {
		picture, err := engine.ReadFile(ctx, file)
		if err != nil {
			return err
		}
		o.notes(file, compressedNotes(picture))
		coded, err := engine.CompressChain(ctx, picture.Image, setting)
		if err != nil {
			return err
		}
		if err := studio.WriteFile(c.Output, coded.Image, codec.Save{Metadata: picture.Colours()}); err != nil {
			return err
		}
		if c.Bitstream != "" {
			if err := studio.WriteWhole(c.Bitstream, func(w io.Writer) error { _, err := w.Write(coded.Bytes); return err }); err != nil {
				return err
			}
		}
		if c.JSON {
			return printJSON(o.stdout, c.outcome(setting, coded))
		}
		fmt.Fprintf(o.stdout, "%s → %s  %s, %d bytes, %.3f bits a pixel\n", file, c.Output, setting, len(coded.Bytes), coded.BPP())
		return nil
	})
}

// setting is what the line asks for, one codec after the other, in its one spelling.
func (c *compressCommand) setting() (string, error) {
	if strings.ContainsAny(c.Codec, ":>") {
		return "", fmt.Errorf("--codec %q: name one codec, and its level with --level; --then takes those that come after it", c.Codec)
	}
	if strings.ContainsAny(c.Level, ":>") {
		return "", fmt.Errorf("--level %q: give one level; --then takes the codecs that come after it", c.Level)
	}
	steps, err := studio.Steps(strings.Join(append([]string{c.Codec + ":" + c.Level}, c.Then...), ">"))
	return studio.Spelled(steps), err
}

// outcome tells of a setting as it was read, and of what came of it.
func (c *compressCommand) outcome(setting string, coded *codec.Coded) compressed {
	first, then, _ := strings.Cut(setting, ">")
	name, level, _ := strings.Cut(first, ":")
	return compressed{File: c.File, Output: c.Output, Codec: name, Level: level, Then: then, Bytes: len(coded.Bytes), BPP: coded.BPP()}
}

// checkOutputs tells before the work what would fail after it.
func (c *compressCommand) checkOutputs() error {
	if !strings.EqualFold(filepath.Ext(c.Output), ".png") {
		return fmt.Errorf("%s: what a decoder shows is kept without loss, as PNG: name it .png; --bitstream keeps the coded file itself", c.Output)
	}
	if err := checkTarget(c.Output, c.File); err != nil {
		return fmt.Errorf("%s: %w", c.Output, err)
	}
	if c.Bitstream == "" {
		return nil
	}
	if err := checkTarget(c.Bitstream, c.File); err != nil {
		return fmt.Errorf("%s: %w", c.Bitstream, err)
	}
	if sameFile(c.Bitstream, c.Output) {
		return fmt.Errorf("%s: what a decoder shows goes there: name another file for the bitstream", c.Bitstream)
	}
	return nil
}
