package handlers

import (
	"fmt"
	"strconv"
	"strings"

	"uncodec/store"
	"uncodec/studio"
)

// commandText is the line that restores the same on the command line, "" for what was painted: no line says that.
func commandText(r store.Restoration, i store.Image) string {
	_, asked := studio.ConditionOf(r)
	if asked.Map != nil {
		return ""
	}
	words := []string{"uncodec", "restore", quoted(i.Name), "-o", "restored.png", "--model", quoted(r.Model)}
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

// quoted is a word as a shell takes it for one.
func quoted(word string) string {
	plain := func(r rune) bool {
		return strings.ContainsRune("._-/=,+", r) || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	if word != "" && !strings.HasPrefix(word, "-") && strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	if strings.HasPrefix(word, "-") { // not an option
		word = "./" + word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
