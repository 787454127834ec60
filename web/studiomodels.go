package web

// Studio is the page of one picture.
type Studio struct {
	Page
	ID, Name, Facts string
	Lacks           []string    // what decoding had to change of it, and what is lost
	Truth           string      // what codecs of ours did to it, "" where others did
	Batch           *BatchPlace // nil for a picture that came by itself
	Viewer          Viewer
	Belief          *Belief // nil where restoring is off
	Condition       Condition
	Job             *Job       // that the page was asked to follow
	Result          *Result    // that the viewer shows
	ByAnother       string     // that this is another model's than the one asked, or ""
	Share           *ShareLink // nil for what cannot be shared and is not
	Restorations    []Row
	Original        *Original // nil where the picture has none
	File            File
	Trouble         string // why what the condition's form sent was refused, or ""
}

// BatchPlace is where a picture stands in its batch.
type BatchPlace struct {
	Batch, Place  string
	Before, After string // the pictures beside it, "" at an end
}

// Viewer is what the viewer compares.
type Viewer struct {
	ID            string // the picture's
	Width, Height string
	BeforeLabel   string // what the two are, in few words
	AfterLabel    string
	AltBefore     string // and in more
	AltAfter      string
	Hold          string // the button that shows the one before alone
	Before        string // addresses
	BeforeFull    string
	After         string // "" if there is none yet
	AfterFull     string
	NotYet        string       // what is said while there is none, "" where nothing can be restored
	Scaled        bool         // Before and After are smaller than the picture
	Brush         []BrushCodec // what can be painted; empty where nothing can be restored
	BrushMost     string       // how many conditions a map takes
	Map           string       // what was painted for the restoration shown, as the API takes it; "" for nothing
}

// BrushCodec is a codec that the brush can paint as a region's condition.
type BrushCodec struct{ Name, Label string }

// Job is a restoration under way, or one that came to nothing.
type Job struct {
	ID, Model  string
	State      string // queued, running, failed, cancelled
	Text       string
	Done, Size string // for the bar
	Open       bool   // it can still be stopped
}

// Row is one of the picture's restorations.
type Row struct {
	ID, Condition, Mode, Model, When, Took, State, Measures, Note string
	Done, Shown, Beside                                           bool
	Forgets                                                       string // address of the form that deletes it
	Compare                                                       string // address that sets it beside the one shown, "" if that cannot be
	With                                                          string // the one shown, where this stands beside it
}

// Original is the pristine picture, and whether it stands beside what the viewer shows.
type Original struct {
	Beside          bool
	Compare, Upload string // addresses that set it there, and that set the upload back
}

// File is what is known of the upload.
type File struct {
	Name, Size, Pixels, Hash, Kept string
	Carries                        string // what else the file holds, and what becomes of it, or ""
	Notes                          []string
}
