package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"

	"github.com/alecthomas/kong"

	"uncodec/inference"
	"uncodec/store"
)

type doctorCommand struct {
	Data dataFolder `embed:""`
}

// Run says what is here, what is missing, and how to get it. It fails if the
// networks or the store cannot be used; a missing codec is only told.
func (c *doctorCommand) Run(ctx context.Context, line *kong.Context, tools *toolOptions, o out) error {
	sick := false
	say := func(ok bool, what, detail string) {
		mark := "ok     "
		if !ok {
			mark, sick = "MISSING", true
		}
		fmt.Fprintf(o.stdout, "%s  %-12s %s\n", mark, what, detail)
	}
	fmt.Fprintf(o.stdout, "uncodec %s, %s, %d processors\n", version, runtime.Version(), runtime.NumCPU())
	for _, words := range misnamed(os.Environ(), line.Model) {
		fmt.Fprintf(o.stdout, "unknown  variable     %s\n", words)
	}
	library := c.library(tools, o, say)
	c.models(ctx, tools, say)
	engine, done := tools.engineWithoutNetworks()
	defer done()
	for _, codec := range engine.Tools.Codecs() {
		if codec.Available && codec.Max == 0 && !library { // a network of its own
			fmt.Fprintf(o.stdout, "missing  codec        %s: it runs in ONNX Runtime, see the library above\n", codec.Name)
		} else if codec.Available && codec.Max == 0 {
			fmt.Fprintf(o.stdout, "ok       codec        %s, %s %s\n", codec.Name, codec.LevelName, strings.Join(codec.Levels, ", "))
		} else if codec.Available {
			fmt.Fprintf(o.stdout, "ok       codec        %s, %s %d…%d\n", codec.Name, codec.LevelName, codec.Min, codec.Max)
		} else {
			fmt.Fprintf(o.stdout, "missing  codec        %s: %s\n", codec.Name, codec.Missing)
		}
	}
	c.store(ctx, say)
	if sick {
		return errQuiet
	}
	return nil
}

// library tells of ONNX Runtime, and whether it is here. Where a server computes, learned codecs alone need it.
func (c *doctorCommand) library(tools *toolOptions, o out, say func(ok bool, what, detail string)) bool {
	r, err := inference.Start(tools.library(), tools.Threads, tools.Provider)
	if err != nil {
		if tools.Inference != "" {
			fmt.Fprintln(o.stdout, "missing  library      ONNX Runtime is not needed here: a server computes; learned codecs alone would want it")
			return false
		}
		say(false, "library", err.Error())
		return false
	}
	say(true, "library", fmt.Sprintf("ONNX Runtime %s at %s on %s, %d networks at once", r.Version(), tools.library(), r.Provider(), r.Threads()))
	r.Close()
	return true
}

// models tells of the models, and of the server that they run on where there is one.
func (c *doctorCommand) models(ctx context.Context, tools *toolOptions, say func(ok bool, what, detail string)) {
	engine, done := tools.engine(ctx, studioModel)
	defer done()
	if tools.Inference != "" && len(engine.Models) > 0 {
		say(true, "inference", inference.Redacted(tools.Inference))
	}
	for _, m := range engine.Models {
		unchecked := ""
		if !m.Checked {
			unchecked = "; no SHA256SUMS beside its files: a damaged one would not be found out"
		}
		say(true, "model", told(m)+unchecked)
	}
	if engine.Why != nil {
		say(false, "model", engine.Why.Error())
	}
}

// told is what a model says of itself, as far as it does, and the first digits of its hash.
func told(m *inference.Model) string {
	text := m.Name
	if m.Version != "" {
		text += ", version " + m.Version
	}
	if m.Date != "" {
		text += " of " + m.Date
	}
	if m.TrainedOn != "" {
		text += ", trained on " + m.TrainedOn
	}
	return text + fmt.Sprintf(", %.12s", m.Hash)
}

func (c *doctorCommand) store(ctx context.Context, say func(ok bool, what, detail string)) {
	dir, err := c.Data.path()
	if err != nil {
		say(false, "data", err.Error())
		return
	}
	if why := store.Unusable(dir); why != nil {
		say(false, "data", why.Error())
		return
	}
	there, err := store.Present(dir)
	if err != nil {
		say(false, "data", err.Error())
		return
	}
	if there {
		say(true, "data", dir)
		s, err := store.OpenAsIs(ctx, dir)
		if err != nil {
			say(false, "database", err.Error())
			return
		}
		defer s.Close()
		say(true, "database", "it can be read, and its tables are known")
	} else {
		say(true, "data", dir+" will be made at the first start")
	}
	free, err := store.FreeBytes(dir)
	if err != nil {
		say(false, "disk", err.Error())
		return
	}
	say(free > 1<<30, "disk", fmt.Sprintf("%.1f GiB free; keep 1 GiB", float64(free)/(1<<30)))
}
