package web

import (
	"fmt"
	"strings"
)

// EvaluationLimit says what the form takes.
func EvaluationLimit(files, side int) string {
	return fmt.Sprintf("Up to %d pictures; of each the middle, at most %d × %d pixels, is measured. Without any, the samples are.", files, side, side)
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

// EvaluationProgress is how many pictures of how many are done.
func EvaluationProgress(done, total int) string {
	return fmt.Sprintf("%d of %s", done, Pictures(total))
}

// EvaluationStopped is how far an evaluation came.
func EvaluationStopped(done, total int) string {
	return fmt.Sprintf("Stopped after %d of %s.", done, Pictures(total))
}

// ConditionGain heads the gain under a condition beside the first.
func ConditionGain(condition string) string {
	return map[string]string{"posterior": Words.CardTold, "true": Words.CardTrue, "none": Words.CardNone, "wrong": Words.CardWrong}[condition]
}
