package web

import (
	"fmt"
	"strconv"
	"strings"
)

// certain is the probability from which a belief is said as a fact.
const certain = 0.9

// Gentle is the strength up to which a picture may as well not have been compressed at all.
const Gentle = 0.2

// BeliefSentence is one sentence on what a network thinks: the two likeliest codecs and, of
// the first, the two likeliest levels; and the strength. plain says that the picture's file lost nothing itself, so that
// the picture may be pristine.
func BeliefSentence(codec, rival, unit, level, level2 string, p, pRival, pLevel, strength float64, plain bool) string {
	at := fmt.Sprintf("%s about %s", unit, level)
	if pLevel < 0.6 && level2 != "" {
		a, _ := strconv.Atoi(level)
		if b, err := strconv.Atoi(level2); err == nil && b < a {
			level, level2 = level2, level // as numbers are said
		}
		at = fmt.Sprintf("%s between %s and %s", unit, level, level2)
	}
	switch {
	case plain && strength < Gentle && p >= 0.65: // so little that a pristine picture may look the same
		return fmt.Sprintf("Hardly compressed, if at all: most like %s (%s), %s.", codec, Chance(p), at)
	case p >= certain:
		return fmt.Sprintf("Almost surely %s, %s.", codec, at)
	case p >= 0.65 || rival == "":
		return fmt.Sprintf("Probably %s, %s.", codec, at)
	case strength < Gentle:
		return fmt.Sprintf("Hardly compressed, if at all: most like %s (%s), then %s (%s), each at its gentlest.", codec, Percent(p), rival, Percent(pRival))
	case p < 0.4:
		return fmt.Sprintf("Little to see that a codec would leave: most like %s (%s), then %s (%s).", codec, Percent(p), rival, Percent(pRival))
	}
	return fmt.Sprintf("Torn between %s (%s) and %s (%s).", codec, Percent(p), rival, Percent(pRival))
}

// FileSays is what a file's header tells of itself.
func FileSays(format string, quality, qp, crf int, standard bool, sampling string, progressive, lossless bool) string {
	parts := []string{FormatName(format)}
	switch {
	case format == "jpeg" && quality > 0 && standard:
		parts = append(parts, fmt.Sprintf("quality %d", quality))
	case format == "jpeg" && quality > 0:
		parts = append(parts, fmt.Sprintf("tables of its own, near quality %d", quality))
	case quality > 0:
		parts = append(parts, fmt.Sprintf("quality about %d", quality))
	case qp > 0:
		parts = append(parts, fmt.Sprintf("QP about %d", qp))
	case crf > 0:
		parts = append(parts, fmt.Sprintf("CRF about %d", crf))
	}
	if sampling != "" {
		parts = append(parts, "chroma "+sampling)
	}
	if progressive {
		parts = append(parts, "progressive")
	}
	if lossless {
		parts = append(parts, "lossless")
	}
	return strings.Join(parts, ", ") + "."
}

// AsFileSays offers to restore under the level that is nearest to what the file says.
func AsFileSays(codec, unit, level string) string {
	return fmt.Sprintf("Restore at the level nearest to that: %s, %s %s", codec, unit, level)
}

// Disagree says that file and network differ, and what that means, as surely as the network believes it.
func Disagree(file, belief string, p float64) string {
	means := "it may have been compressed before"
	if p >= certain {
		means = "it has been compressed before"
	}
	return fmt.Sprintf("The file is %s, but its pixels look like %s: %s.", file, belief, means)
}

// AboutLevel is what is believed most: "JPEG, QF about 10".
func AboutLevel(codec, unit, level string) string {
	return fmt.Sprintf("%s, %s about %s", codec, unit, level)
}

// OfQuality is a file as its tables have it: "JPEG of quality 90".
func OfQuality(format string, quality int) string {
	return fmt.Sprintf("%s of quality %d", format, quality)
}

// OfQP is a file as its slices have it: "HEIC of QP 24".
func OfQP(format string, qp int) string { return fmt.Sprintf("%s of QP %d", format, qp) }

// OfCRF is a file as its header has it: "AVIF of CRF 24".
func OfCRF(format string, crf int) string { return fmt.Sprintf("%s of CRF %d", format, crf) }

// AtStrength is a mix of codecs, each with its share, and how hard they compressed.
func AtStrength(mix []string, strength float64) string {
	return fmt.Sprintf("%s at strength %.2f", strings.Join(mix, ", "), strength)
}

// ModelLabel is a model by its name and the codecs that it knows.
func ModelLabel(name string, codecs []string) string {
	return name + ": " + strings.Join(codecs, ", ")
}

// NoNameFor says that a model doesn't know codecs that it was to restore under.
func NoNameFor(model string, codecs []string) string {
	return fmt.Sprintf("The model %s has no name for %s: the condition stands without.", model, strings.Join(codecs, ", "))
}

// ViewsLabel names a number of views that a restoration can be the mean of, and its price.
func ViewsLabel(n int) string {
	if n == 1 {
		return "One view, the quickest"
	}
	return fmt.Sprintf("Mean of %d views, %d times as long", n, n)
}

// InViews says, behind a condition, of how many views a restoration is the mean.
func InViews(n int) string {
	if n <= 1 {
		return ""
	}
	return fmt.Sprintf(", mean of %d views", n)
}

// HeldToFile says, behind a condition, how far a restoration was held to what its file says.
func HeldToFile(share float64) string {
	switch {
	case share < 0.005:
		return ""
	case share > 0.995:
		return ", held to the file"
	}
	return ", held to the file by " + Percent(share)
}

// HeldOrNot says, behind a condition, that a restoration was asked not to be held to its file.
func HeldOrNot(unheld bool) string {
	if unheld {
		return ", not held to the file"
	}
	return ""
}

// PaintedAllOver says that the whole of a picture has conditions of its own, and which.
func PaintedAllOver(conditions []string) string {
	if len(conditions) > 2 {
		return fmt.Sprintf("Painted all over under %d conditions", len(conditions))
	}
	return "Painted all over: " + strings.Join(conditions, ", ")
}

// Painted says how much of a picture has conditions of its own.
func Painted(share float64) string { return "otherwise on " + Percent(share) + " of the picture" }

// partSides are the fields of a rectangle, in the middle until somebody moves it.
var partSides = []struct{ name, label, value string }{
	{"left", Words.PartLeft, "25"}, {"top", Words.PartTop, "25"}, {"right", Words.PartRight, "75"}, {"bottom", Words.PartBottom, "75"},
}
