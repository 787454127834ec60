package web

// Result is a finished restoration.
type Result struct {
	ID           string
	Summary      string
	Measures     []Measure // empty without a reference
	Unmeasured   string    // why there are none
	Inconsistent string    // why there is no consistency
	AddOriginal  string    // address that takes the original, "" where that cannot be given
	Accept       string    // of the form for it: what the file chooser offers
	Trouble      string    // why what that form sent was refused, or ""
	Consistency  string    // "" if it was not measured
	Quality      string    // that the form for saving begins with
	Format       string    // that it is saved in unless another is chosen
	Command      string    // that restores the same on the command line, "" where none does, or for strangers: it names the file
	Carried      string    // what metadata comes along in a saved file, "" for none
	Place        bool      // the upload tells where it was taken
}

// ShareLink is the control that shows a picture to others.
type ShareLink struct {
	Image       string
	Restoration string // that it shows, "" while there is none
	Address     string // "" while it is not shared
	Alone       bool   // no other machine can open the address
}

// SharedPicture is what whoever holds a share link sees.
type SharedPicture struct {
	Page
	Facts  string
	Viewer Viewer
	Belief string // "" if it is not known
	Result Result
	File   string // address that saves the restored one
}

// Measure is a row of the measures.
type Measure struct {
	Name, Input, Restored, Gain string
	Better                      bool
}

// levelDefinitions say what stands for how hard a picture was compressed, and what follows from its file.
var levelDefinitions = []Choice{
	{Label: "QF", Value: Words.DefQF}, {Label: "QP", Value: Words.DefQP}, {Label: "CRF", Value: Words.DefCRF},
	{Label: Words.Strength, Value: Words.DefStrength}, {Label: Words.Held, Value: Words.DefHeld},
}
