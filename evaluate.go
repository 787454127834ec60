package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"path/filepath"

	"uncodec/studio"
)

type evaluateCommand struct {
	Folder      string   `arg:"" help:"A folder of pristine pictures."`
	Settings    string   `required:"" help:"What to compress with: \"jpeg:10,20 hevc:42\"; a JPEG of 4:4:4 as jpeg:95/444; two codecs in a row as jpeg:10>vvc:42, the first 3 pixels off the grid of the second as jpeg:30+3>jpeg:85."`
	Model       string   `help:"Which model; fast, which names the paper's codecs, by default."`
	Condition   []string `help:"What R-Net is told: posterior, true, none or wrong; several, comma-separated, are measured side by side. Of the first are restored and the gain; where it is true or wrong, the model has to have a name for every setting." default:"posterior" enum:"posterior,true,none,wrong"`
	Views       int      `help:"Of how many views (1, 2, 4 or 8) a restoration is the mean." default:"1" placeholder:"N"`
	Consistency bool     `help:"Compress what was restored once more, as believed most, and report its mean SSIM to the input."`
	Limit       int      `help:"Measure the first so many pictures of the folder alone, by name; 0 for all." default:"0" placeholder:"N"`
	PerPicture  string   `help:"A CSV file to write: each picture at each setting under each condition." placeholder:"FILE"`
	JSON        bool     `name:"json" help:"One JSON object on standard output, nothing else." xor:"form"`
	Markdown    bool     `help:"A Markdown table on standard output, as without it." xor:"form"`
}

// Run prints the table of figures.
func (c *evaluateCommand) Run(ctx context.Context, tools *toolOptions, o out) error {
	settings, err := studio.ParseSettings(c.Settings)
	if err != nil {
		return lineError{err}
	}
	engine, close := tools.engineFor(ctx, c.Model)
	defer close()
	warn(engine, o.stderr)
	files, err := studio.Folder(c.Folder)
	if err != nil {
		return err
	}
	if err := engine.Encodable(ctx, settings); err != nil { // before the long work
		return err
	}
	each, done, err := c.perPicture(engine, files)
	if err != nil {
		return err
	}
	unread, progress := 0, newBar(o.stderr)
	if c.Limit > 0 {
		files = files[:min(c.Limit, len(files))]
	}
	var pictures []studio.Pristine
	for _, file := range files {
		pictures = append(pictures, studio.Pristine{Name: file, Open: o.readable(engine, file, &unread, progress)})
	}
	table, err := engine.Evaluate(ctx, studio.EvaluationPlan{
		Dataset: filepath.Base(absolute(c.Folder)), Pictures: pictures, Settings: settings, Model: c.Model, Conditions: c.Condition, Views: c.Views, Consistency: c.Consistency, Each: each,
	}, progress.show, nil)
	progress.clear()
	err = errors.Join(err, done())
	if unread > 0 && (err == nil || errors.Is(err, studio.ErrGone)) {
		err = errQuiet // each was told
	}
	switch {
	case ctx.Err() != nil && table == nil:
		err = errors.New("interrupted before the first picture was done")
	case ctx.Err() != nil:
		err = errors.New("interrupted: what is told is of the pictures until then")
	}
	switch {
	case table == nil:
		return err
	case c.JSON:
		return errors.Join(printJSON(o.stdout, table), err)
	}
	writeTable(o.stdout, table, len(settings))
	return err
}

// readable opens a picture and tells what people should know of it. One that cannot be read is told and counted, and the
// others are measured without it.
func (o out) readable(engine *studio.Engine, file string, unread *int, progress *bar) func(context.Context) (*image.NRGBA, error) {
	return func(ctx context.Context) (*image.NRGBA, error) {
		picture, err := engine.ReadFile(ctx, file)
		if err != nil && ctx.Err() == nil {
			progress.clear()
			fmt.Fprintln(o.stderr, "uncodec:", naming(file, err))
			*unread++
			err = studio.ErrGone
		}
		if err != nil {
			return nil, err
		}
		if notes := compressedNotes(picture); len(notes) > 0 {
			progress.clear()
			o.notes(file, notes)
		}
		return picture.Image, nil
	}
}
