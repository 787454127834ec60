package web

// Belief is what the network believes.
type Belief struct {
	Sentence  string
	Codecs    []CodecBar
	Untrained []string // labels
	FileSays  string
	AsFile    *LevelCell // that is nearest to what the file says, nil where the model does not name that
	Disagree  string     // "" if file and network agree

	AsFileLabel string
}

// CodecBar is a codec's bar and its levels.
type CodecBar struct {
	Name, Label, Unit string
	Percent           string
	Width             string // of the bar, 0…100
	Pressed           bool   // it alone is the condition shown
	Unlikely          bool   // too little to tell its levels apart
	Levels            []LevelCell
}

// LevelCell is a level's cell.
type LevelCell struct {
	Level, Value    string // Value is what the form sends
	Percent, Within string
	Opacity         string // 0…1
	Strength        string
	Pressed         bool
}

// Condition is the state of the controls.
type Condition struct {
	Mode          string // auto, relative, manual
	Delta         string
	Shift         string // Delta, and the strength that it comes to
	Strength      string
	Believed      string // the strength that the network believes
	ExactStrength string // what Strength rounds, where it was by hand
	Codecs        []CodecWeight
	Models        []ModelChoice
	Model         string
	Views         []ViewChoice
	Holds         bool              // the picture's file says something that a restoration is held to
	Unheld        bool              // but not this one
	Again         bool              // there is a restoration already
	Part          map[string]string // what the fields of the rectangle held, where that was refused
}

// ViewChoice is a number of views to choose.
type ViewChoice struct {
	Value, Label string
	Checked      bool
}

// CodecWeight is one slider of the mix, 0…100; Exact is what Weight rounds, where it was by hand.
type CodecWeight struct{ Name, Label, Weight, Exact, Believed string }

// ModelChoice is a model to choose.
type ModelChoice struct {
	Name    string
	Label   string
	Checked bool
}
