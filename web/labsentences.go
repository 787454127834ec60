package web

import (
	"fmt"
	"strings"
)

// LabLimit says what the lab takes.
func LabLimit(megapixels int, bytes int64) string {
	return fmt.Sprintf("Up to %d megapixels and %s: the slowest codec takes seconds a megapixel.", megapixels, Size(bytes))
}

// LabStep names a codec that a picture truly went through: the n-th, from 0.
func LabStep(n int) string {
	if n == 0 {
		return Words.LabTruth
	}
	return fmt.Sprintf("%s, then", Words.LabTruth)
}

// LabRestoreTrue offers the true condition, or of several codecs in a row one's.
func LabRestoreTrue(steps int, setting string) string {
	if steps == 1 {
		return "Restore as it truly was"
	}
	return "Restore as " + setting
}

// LabVerdict says how the belief compares with the truth, of so many codecs in a row:
// whether codec and level are right, and whether the network has a name for them.
func LabVerdict(steps int, codec, level, named bool) string {
	switch {
	case steps > 1:
		return Words.LabChain
	case codec && level:
		return Words.LabRight
	case codec && named:
		return Words.LabLevelWrong
	case codec:
		return Words.LabNear
	}
	return Words.LabWrong
}

// OneAfterTheOther joins what codecs did.
func OneAfterTheOther(steps []string) string { return strings.Join(steps, ", then ") }

// SweepPart says what a sweep restores, and by which model.
func SweepPart(model string, width, height int) string {
	return fmt.Sprintf("Model %s, on the middle %d × %d pixels of the picture.", model, width, height)
}

// SweepProgress is how far a sweep is, and what it will still take: seconds, 0 where that is not known.
func SweepProgress(done, total int, left float64) string {
	return fmt.Sprintf("%d of %d conditions", done, total) + AboutLeft(left)
}

// SweepStopped is how far a sweep came.
func SweepStopped(done, total int) string {
	return fmt.Sprintf("Stopped after %d of %d conditions.", done, total)
}

// SweepName is a condition of a sweep that is no single codec's level.
func SweepName(condition string) string {
	switch condition {
	case "posterior":
		return Words.SweepPosterior
	case "none":
		return Words.SweepNone
	}
	return condition
}

// missingCodecs says which codecs are not here, "" for none.
func missingCodecs(codecs []CodecChoices) string {
	var labels []string
	for _, c := range codecs {
		if c.Missing != "" {
			labels = append(labels, c.Label)
		}
	}
	if len(labels) == 0 {
		return ""
	}
	return "Not in this installation: " + strings.Join(labels, ", ") + ". “uncodec doctor” says why."
}

// BitsPerPixel is what a codec spent on a picture.
func BitsPerPixel(bytes int64, rate float64) string {
	return fmt.Sprintf("%s · %.3f bits a pixel", Size(bytes), rate)
}
