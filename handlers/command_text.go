package handlers

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"uncodec/store"
	"uncodec/studio"
)

// commandText is the line that restores the same on the command line, "" for what was painted: no line says that.
func commandText(r store.Restoration, i store.Image) string {
	taken, asked := studio.ConditionOf(r)
	if len(taken.Parts) > 0 { // lists have no maps
		return ""
	}
	file := i.Name
	if strings.HasPrefix(file, "-") { // no option
		file = "./" + file
	}
	words := []string{"uncodec", "restore", quoted(file), "-o", "restored.png", "--model", quoted(r.Model)}
	add := func(option, value string) { words = append(words, option, quoted(value)) }
	number := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	switch asked.Mode {
	case studio.Relative:
		words = append(words, "--delta="+number(asked.Delta)) // it may begin with a dash
	case studio.Manual:
		var mix []string
		for _, name := range heaviest(asked.Codec) {
			if len(asked.Codec) == 1 {
				mix = append(mix, name)
			} else {
				mix = append(mix, name+"="+number(asked.Codec[name]))
			}
		}
		if len(mix) > 0 {
			add("--codec", strings.Join(mix, ","))
		}
		if asked.Level != "" {
			add("--level", asked.Level)
		}
		if asked.Strength != nil {
			add("--strength", number(*asked.Strength))
		}
	}
	if r.Views > 1 {
		add("--views", fmt.Sprint(r.Views))
	}
	if asked.Unheld {
		words = append(words, "--unheld")
	}
	return strings.Join(words, " ")
}

// plain is a word that no shell reads anything into.
var plain = regexp.MustCompile(`^[A-Za-z0-9./][A-Za-z0-9._/=,+-]*$`)

// quoted is a word as a shell takes it for one.
func quoted(word string) string {
	if plain.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
