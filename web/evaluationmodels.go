package web

// EvaluationDoor is the form that begins an evaluation.
type EvaluationDoor struct {
	Limit    string
	Models   []ModelChoice
	Views    []ViewChoice
	Settings string
	Given    map[string]string // what the boxes held, by their names
	Trouble  string            // why what was sent is refused, or ""
}

// Evaluation is a model's table over pristine pictures.
type Evaluation struct {
	Page
	ExperimentJob
	Title, Facts string
	Note         string
	Pictures     []PictureLink
	ToCome       string // the settings that have no row yet, or ""
	Missing      string // which of them are not in the figures, or ""
	Columns      []string
	Rows         []EvaluationRow
	Mean         string   // gain over all settings, or ""
	Exact        []string // which pictures the means of PSNR leave out, a sentence a setting
}

// EvaluationRow is one setting, a cell a column, and what the pictures were taken for.
type EvaluationRow struct {
	Setting string
	Cells   []ListCell
	Said    string
}

// PictureLink is a picture's name, and where it opens, "" for nowhere.
type PictureLink struct{ Name, Address string }
