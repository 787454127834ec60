package web

import (
	"fmt"
	"strings"
)

// CardTitle names a model's card.
func CardTitle(model string) string { return Words.CardTitle + ": " + model }

// CardMeasured says how a model's figures came about.
func CardMeasured(pictures string, count, settings int, condition string) string {
	return fmt.Sprintf("%d settings, each a mean over the %d pictures of %s. The real codec compressed every picture at that level; it was restored under the condition “%s”, and measured in RGB against the original.", settings, count, pictures, condition)
}

// CardToolsLead says what other programs' figures are of.
func CardToolsLead(pictures string) string { return "PSNR in dB on " + pictures + ", RGB." }

// CardRecognition says how often the network is right where it has a name, and its
// expected calibration errors, where those are known.
func CardRecognition(codec, level float64, settings int, codecECE, levelECE *float64) string {
	said := fmt.Sprintf("Over the %d settings that it has a name for: codec right %.1f %%, level right %.1f %%.", settings, 100*codec, 100*level)
	if codecECE == nil || levelECE == nil {
		return said
	}
	return said + fmt.Sprintf(" Expected calibration error, over those of the settings that the paper trains on, %.2f for the codec and %.2f for the level: how far its probabilities are from how often it is right.", *codecECE, *levelECE)
}

// TakenFor lists the settings that were believed most, and of how many pictures.
func TakenFor(settings []string, pictures []int) string {
	all := make([]string, len(settings))
	for i, s := range settings {
		all[i] = fmt.Sprintf("%s (%d)", s, pictures[i])
	}
	return strings.Join(all, ", ")
}

// CardWorse names the settings at which restoring costs more than it brings, as pictures are given.
func CardWorse(pictures string, settings []string) string {
	if len(settings) == 0 {
		return fmt.Sprintf("At no setting that was measured on %s is a picture left worse than it came, on the mean: held to its file where that can be, as the studio gives it.", pictures)
	}
	return fmt.Sprintf("On %s a picture is left worse than it came, on the mean, held to its file where that can be, at %s. Leave such pictures alone.", pictures, strings.Join(settings, ", "))
}

// CardNameless names codecs that were measured and that the model has no name for.
func CardNameless(codecs []string) string {
	return fmt.Sprintf("It has no name for %s: it takes such pictures for the nearest that it knows, as the table of beliefs shows.", strings.Join(codecs, ", "))
}

// CardSeconds says what a megapixel costs.
func CardSeconds(seconds float64) string {
	return fmt.Sprintf("About %.1f s a megapixel on the machine that measured it.", seconds)
}

// CardCitation names a model so that its results can be told from another's, by its commit and date too if it tells them.
func CardCitation(name, hash, commit, date string) string {
	text := fmt.Sprintf("Uncodec, model “%s”, weights %.12s", name, hash)
	if commit != "" {
		text += ", commit " + commit
	}
	if date != "" {
		text += ", " + date
	}
	return text
}
