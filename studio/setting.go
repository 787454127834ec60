package studio

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"uncodec/codec"
	"uncodec/inference"
)

// ParseSettings reads "jpeg:10,20 hevc:42" into jpeg:10, jpeg:20, hevc:42. Two codecs
// in a row are written jpeg:10>vvc:42. They come in their one spelling, each once. What it cannot
// read is a *codec.InputError.
func ParseSettings(text string) ([]string, error) {
	var out []string
	for _, group := range strings.Fields(text) {
		for step := range strings.SplitSeq(group, ">") {
			if strings.Count(step, ":") > 1 {
				return nil, badRequest("The setting %.40q is not understood: codecs are separated by a space, or by > where one comes after the other, as in jpeg:10 hevc:37 or jpeg:10>hevc:37.", step)
			}
		}
		if Chained(group) {
			out = append(out, group)
			continue
		}
		name, levels, ok := strings.Cut(group, ":")
		if !ok || name == "" || levels == "" || len(name) > longestName { // else a long name with many levels would take gigabytes
			return nil, badRequest("The setting %.40q is not understood: write a codec and its levels, as in jpeg:10,20.", group)
		}
		for _, level := range strings.Split(levels, ",") {
			out = append(out, name+":"+level)
		}
	}
	seen := map[string]bool{}
	for n, setting := range out {
		steps, err := Steps(setting)
		if err != nil {
			return nil, err
		}
		setting = Spelled(steps)
		out[n] = setting
		if seen[setting] {
			return nil, badRequest("The setting %.40s is asked for twice.", setting)
		}
		seen[setting] = true
	}
	if len(out) == 0 {
		return nil, badRequest("No settings are given: write for example jpeg:10,20,30,40 hevc:42,37.")
	}
	return out, nil
}

// badRequest refuses what was asked for, in words for who did.
func badRequest(format string, what ...any) error {
	return &codec.InputError{Kind: codec.BadRequest, Message: fmt.Sprintf(format, what...)}
}

// longestName is how many bytes a codec's name may have.
const longestName = 40

// Chained tells whether a setting is more than one codec in a row.
func Chained(setting string) bool { return strings.Contains(setting, ">") }

// NameOf finds the codec that P-Net may believe a setting to be, and its level; -1 for
// what it has no name for. Of codecs in a row not one is the truth.
func NameOf(codecs []inference.Codec, setting string) (codec, level int) {
	steps, err := Steps(setting)
	if err != nil || len(steps) > 1 {
		return -1, -1
	}
	truth := steps[0]
	codec = slices.IndexFunc(codecs, func(c inference.Codec) bool { return c.Name == truth.Codec && c.Believable })
	if codec < 0 {
		return -1, -1
	}
	return codec, slices.IndexFunc(codecs[codec].Levels, func(l inference.Level) bool { return l.Level == truth.Level })
}

// Step is a codec at a level.
type Step struct {
	Codec, Level string
	Chroma       string // what a JPEG keeps of its colours' resolution, if not that of most: "422", "444"
	// Off is how many pixels its grid lies off the picture's to the left and above, 0 to 15: as if the picture
	// was cut before it was saved again.
	Off int
}

// At is the level as [codec.Toolbox.Compress] takes it.
func (s Step) At() string {
	if s.Chroma == "" {
		return s.Level
	}
	return s.Level + "/" + s.Chroma
}

// Steps reads a setting such as "jpeg:10", "jpeg:95/444", "jpeg:10>vvc:42", or "jpeg:30+3>jpeg:85", whose first codec
// worked 3 pixels off the grid. What it cannot read is a *codec.InputError.
func Steps(setting string) ([]Step, error) {
	var steps []Step
	for _, text := range strings.Split(setting, ">") {
		name, level, ok := strings.Cut(text, ":")
		if !ok {
			return nil, badRequest("The setting %.40q is not understood: write a codec and its level, as in jpeg:10.", text)
		}
		off := 0
		if number, more, ok := strings.Cut(level, "+"); ok && number != "" {
			n, err := strconv.Atoi(more)
			if err != nil || n < 0 || n > 15 {
				return nil, badRequest("The setting %.40q is not understood: a grid lies 0 to 15 pixels off, as in jpeg:30+3>jpeg:85.", text)
			}
			level, off = number, n
		}
		level, chroma, finer := strings.Cut(level, "/")
		if chroma = strings.TrimSpace(chroma); finer && chroma == "" {
			return nil, badRequest("The setting %.40q is not understood: a JPEG's chroma follows a slash, as in jpeg:95/444.", text)
		}
		if n, err := strconv.Atoi(strings.TrimSpace(level)); err == nil {
			level = strconv.Itoa(n) // 040 and +40 are 40
		}
		name = strings.TrimSpace(name)
		if name == "jpeg" && chroma == codec.JPEGChroma[0] { // which goes without saying
			chroma = ""
		}
		steps = append(steps, Step{name, level, chroma, off})
	}
	if steps[len(steps)-1].Off > 0 {
		return nil, badRequest("The setting %.40q ends off the grid: only a codec before the last can lie so, as in jpeg:30+3>jpeg:85.", setting)
	}
	return steps, nil
}

// Spelled is a setting in its one spelling.
func Spelled(steps []Step) string {
	texts := make([]string, len(steps))
	for n, step := range steps {
		texts[n] = step.Codec + ":" + step.At()
		if step.Off > 0 {
			texts[n] += "+" + strconv.Itoa(step.Off)
		}
	}
	return strings.Join(texts, ">")
}
