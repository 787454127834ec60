package main

import (
	"errors"
	"fmt"

	"github.com/alecthomas/kong"
)

// lineError is of a command line that is not understood as a whole, though kong understands each word.
type lineError struct{ error }

// misunderstood tells of a command line that is not understood.
func (o out) misunderstood(parsed *kong.Context, args []string, err error) int {
	fmt.Fprintf(o.stderr, "uncodec: %v\n", err)
	if file := likeOption(args); file != "" {
		fmt.Fprintf(o.stderr, "There is a file %s: write ./%s, or put -- before the files.\n", file, file)
	}
	fmt.Fprintf(o.stderr, "Try `%s --help`.\n", asked(parsed, err))
	return 2
}

// likeOption is the first word that is taken for options and is the name of a file, as * of a shell gives them; "" for none.
func likeOption(args []string) string {
	for _, word := range args {
		if word == "--" {
			break
		}
		if len(word) > 1 && word[0] == '-' && exists(word) {
			return word
		}
	}
	return ""
}

// asked is the command that a wrong use is of, as far as it was understood.
func asked(parsed *kong.Context, err error) string {
	var wrong *kong.ParseError
	if errors.As(err, &wrong) {
		parsed = wrong.Context
	}
	if node := parsed.Selected(); node != nil {
		return node.FullPath()
	}
	return parsed.Model.Name
}
