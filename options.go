package main

import (
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/alecthomas/kong"

	"uncodec/inference"
)

// mostThreads is more than any machine has use for.
const mostThreads = 1024

// mostSize is more than any disk has bytes, or MiB, and any picture pixels; sums of such still fit into 64 bits.
const mostSize = 1 << 40

// sizes are the options that it bounds.
var sizes = []string{"max-bytes", "max-pixels", "quota"}

// limits refuses numbers and times below 0: no option has a use for one, and what is compared with it
// would mostly be without a bound.
func limits(flags []*kong.Flag) error {
	for _, flag := range flags {
		if flag.Target.CanInt() && flag.Target.Int() < 0 {
			return fmt.Errorf("--%s: %v is below 0", flag.Name, flag.Target)
		}
		if flag.Name == "views" && !slices.Contains(inference.Views, int(flag.Target.Int())) {
			return errors.New("--views: give 1, 2, 4 or 8")
		}
		if flag.Name == "threads" && flag.Target.Int() > mostThreads {
			return fmt.Errorf("--threads: give %d at most: each is a thread of the system", mostThreads)
		}
		if slices.Contains(sizes, flag.Name) && flag.Target.Int() > mostSize {
			return fmt.Errorf("--%s: give %d at most", flag.Name, mostSize)
		}
		if flag.Name == "max-bytes" && flag.Target.Int() == 0 {
			return fmt.Errorf("--%s: give 1 at least: what comes is held in memory, so that there has to be a bound", flag.Name)
		}
	}
	return nil
}

// asGiven takes a word of the command line as it is. Kong takes it through JSON, which puts U+FFFD in the
// place of bytes that are no UTF-8, and there is no file of that name.
func asGiven(ctx *kong.DecodeContext, target reflect.Value) error {
	token, err := ctx.Scan.PopValue("string")
	if err != nil {
		return err
	}
	text, ok := token.Value.(string)
	if !ok { // of the configuration file
		return fmt.Errorf("%v is no text: write it in quotes", token.Value)
	}
	target.SetString(text)
	return nil
}
