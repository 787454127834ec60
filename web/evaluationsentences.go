package web

import (
	"fmt"
	"strings"
)

// EvaluationLimit says what the form takes.
func EvaluationLimit(files, side, restorations int) string {
	return fmt.Sprintf("Up to %d pictures; of each the middle, at most %d × %d pixels, is measured. Without any, the samples are. Up to %d restorations in all: pictures × settings × conditions × views.", files, side, side, restorations)
}

// EvaluationName names an evaluation.
func EvaluationName(model string, pictures int) string {
	return fmt.Sprintf("%s, measured over %s", model, Pictures(pictures))
}

// PictureNames names the first of some pictures.
func PictureNames(names []string) string {
	const most = 3
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most-1], ", "), len(names)-most+1)
}

// PicturesOf is how many pictures of how many are done.
func PicturesOf(done, total int) string {
	return fmt.Sprintf("%d of %s", done, Pictures(total))
}

// EvaluationProgress is how many restorations of how many are done, and what the others will take:
// seconds, 0 where that is not known.
func EvaluationProgress(done, total int, left float64) string {
	return ofMany(done, total, "restoration") + AboutLeft(left)
}

// EvaluationToCome names the settings that are not measured yet.
func EvaluationToCome(settings []string) string {
	return "To come: " + strings.Join(settings, ", ") + "."
}

// EvaluationMissing says which pictures of how many are not in the figures.
func EvaluationMissing(numbers []int, total int) string {
	if len(numbers) == 1 {
		return fmt.Sprintf("Picture %d of %d was gone when its turn came: the figures are of the others.", numbers[0], total)
	}
	texts := make([]string, len(numbers))
	for n, number := range numbers {
		texts[n] = fmt.Sprint(number)
	}
	last := len(texts) - 1
	return fmt.Sprintf("Pictures %s and %s of %d were gone when their turn came: the figures are of the others.", strings.Join(texts[:last], ", "), texts[last], total)
}

// EvaluationExact says that a setting's means of PSNR are over fewer pictures than that of SSIM.
func EvaluationExact(setting string, exact, pictures int) string {
	return fmt.Sprintf("%s: %d of %s came through without any error. The mean PSNR is that of the others, the mean SSIM that of all.", setting, exact, Pictures(pictures))
}

// EvaluationStopped is how far an evaluation came.
func EvaluationStopped(done, total int) string {
	return fmt.Sprintf("Stopped after %d of %d restorations.", done, total)
}

// EvaluationPart is a setting's figure beside the first.
func EvaluationPart(setting, what string) string { return setting + " · " + what }

// ConditionGain heads the gain under a condition beside the first.
func ConditionGain(condition string) string {
	return map[string]string{"posterior": Words.CardTold, "true": Words.CardTrue, "none": Words.CardNone, "wrong": Words.CardWrong}[condition]
}
