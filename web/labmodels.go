package web

import "net/url"

// Lab is the lab's door: a pristine picture, and what codecs are to do to it.
type Lab struct {
	Page
	Evaluation EvaluationDoor
	Trouble    string            // why a form was refused, or ""
	Given      map[string]string // what that form held, by its fields
	Sample     string            // the sample that stands in it
	Accept     string            // for the file chooser
	Limit      string
	Codecs     []CodecChoices
	Samples    []SampleCard
	Recent     []PictureCard
	Pages      Pages // of Recent
}

// CodecChoices are a codec's levels to choose from.
type CodecChoices struct {
	Label   string
	Missing string // why it cannot be chosen, or ""
	Levels  []Choice
}

// Choice is a value and what people read.
type Choice struct{ Value, Label string }

// LabPicture is the lab's page of one picture.
type LabPicture struct {
	Page
	ID, Name, Facts string
	Setting         string            // what codecs of ours did, in words, or ""
	Reference       string            // the pristine picture's id, or ""
	Before          string            // its measures against that, or ""
	Restored        string            // the newest restoration's id, or ""
	After           string            // that one's measures, or ""
	Sentence        string            // what is believed; "" where restoring is off
	Verdict         string            // how it compares with the truth, or ""
	Doubt           bool              // it is not that the network is right
	Given           map[string]string // what was done to it, by the fields of the form that damages
	Conditions      []LabCondition
	True            []Choice // the true conditions that have a name, as the form sends them
	Models          []ModelChoice
	Restorations    []Row
	Codecs          []CodecChoices // that could damage its original otherwise
	Sweep           *Sweep
	Sweeps          []SweepChoice
}

// LabCondition is a condition, true or believed.
type LabCondition struct{ Who, Codec, Level, Strength, Chance string }

// Sweep is a heat map over codecs and levels.
type Sweep struct {
	ExperimentJob
	Image    string
	Model    string // its name
	Asked    string // the model that the page is asked of, "" for the same
	Part     string // of the picture, and the model
	Measures []MeasureChoice
	Beside   []Choice // conditions that are no cell: their names and figures
	Hint     string   // what the measure shown tells
	Rows     []SweepRow
}

// address is the sweep's page, by a measure where one is named.
func (s Sweep) address(measure string) string {
	fields := url.Values{"sweep": {s.ID}}
	if measure != "" {
		fields.Set("measure", measure)
	}
	if s.Asked != "" {
		fields.Set("model", s.Asked)
	}
	return "/lab/" + s.Image + "?" + fields.Encode()
}

// ExperimentJob is how far a sweep or an evaluation is.
type ExperimentJob struct {
	ID          string
	Text        string // "" when done
	Done, Total string
	Open        bool // it can still be stopped
}

// SweepRow is a codec's line of the map.
type SweepRow struct {
	Label, Unit string
	Cells       []SweepCell
}

// SweepCell is one condition of the map.
type SweepCell struct {
	Value, Level string
	Text         string   // its figure, "" if it is not there yet
	Opacity      string   // 0…1
	Worse        bool     // a loss
	Marks        []string // true, believed, best
}

// SweepChoice is one of a picture's sweeps.
type SweepChoice struct {
	ID, When string
	Shown    bool
}

// MeasureChoice is a figure that the map can show.
type MeasureChoice struct {
	Name, Label string
	Shown       bool
}
