package web

import (
	"fmt"
	"strings"
)

// EvaluationDoor is the form that begins an evaluation.
type EvaluationDoor struct {
	Limit  string
	Models []ModelChoice
	Views  []ViewChoice
}

// Evaluation is a model's table over pristine pictures.
type Evaluation struct {
	Page
	ExperimentJob
	Title, Facts string
	Note         string
	Pictures     []PictureLink
	Missing      string // which of them are not in the figures, or ""
	Columns      []string
	Rows         []EvaluationRow
	Mean         string // gain over all settings, or ""
}

// EvaluationRow is one setting, a cell a column, and what the pictures were taken for.
type EvaluationRow struct {
	Setting string
	Cells   []ListCell
	Said    string
}

// PictureLink is a picture's name, and where it opens, "" for nowhere.
type PictureLink struct{ Name, Address string }

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

// EvaluationLimit says what the form takes.
func EvaluationLimit(files, side int) string {
	return fmt.Sprintf("Up to %d pictures; of each the middle, at most %d × %d pixels, is measured. Without any, the samples are.", files, side, side)
}

// EvaluationFull says that the form brought more pictures than it may.
func EvaluationFull(most int) string {
	return fmt.Sprintf("The form takes %d pictures at once. Send fewer, or use `uncodec evaluate` on their folder.", most)
}

// PicturesOf is how many pictures of how many are done.
func PicturesOf(done, total int) string {
	return fmt.Sprintf("%d of %s", done, Pictures(total))
}

// EvaluationProgress is how many restorations of how many are done.
func EvaluationProgress(done, total int) string {
	return fmt.Sprintf("%d of %d restorations", done, total)
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

// EvaluationStopped is how far an evaluation came.
func EvaluationStopped(done, total int) string {
	return fmt.Sprintf("Stopped after %d of %d restorations.", done, total)
}

// ConditionGain heads the gain under a condition beside the first.
func ConditionGain(condition string) string {
	return map[string]string{"posterior": Words.CardTold, "true": Words.CardTrue, "none": Words.CardNone, "wrong": Words.CardWrong}[condition]
}
