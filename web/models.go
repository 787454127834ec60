// Package web holds the pages and what they show. A page takes one typed model whose
// fields are ready to be printed: no queries and no arithmetic happen here.
package web

import "slices"

// Page is what every page has.
type Page struct {
	Title     string
	Room      string                   // where in the house it is: RoomStudio and the like, or ""
	Link      func(name string) string // the address of a static file
	Script    string                   // the page's module, or ""
	Version   string
	Shared    bool
	Off       string // why restoring is off, or ""
	Elsewhere bool   // the networks run on another machine
	Refresh   string // seconds after which a browser without script reloads, or ""
}

// The rooms of the house, as the navigation has them.
const (
	RoomStudio      = "studio"
	RoomBatch       = "batch"
	RoomLab         = "lab"
	RoomExperiments = "experiments"
	RoomCard        = "card"
	RoomAPI         = "api"
)

// Failure is an error, to a person.
type Failure struct {
	Page
	Status        int
	Title, Detail string
	RequestID     string
}

// Intake is the first page.
type Intake struct {
	Page
	Formats string // that can be read, in words
	Accept  string // the same for the file chooser
	Limits  []string
	Keeping string
	Samples []SampleCard
	Recent  []PictureCard
	Trouble string // why what the form sent was refused, or ""
}

// SampleCard is a bundled picture.
type SampleCard struct {
	Name, Title, Damage string
	Picture, Alt        string
	Gain                string // what restoring it brings, where that is ready; else ""
}

// ready tells whether every sample's result is.
func ready(cards []SampleCard) bool {
	return !slices.ContainsFunc(cards, func(c SampleCard) bool { return c.Gain == "" })
}

// PictureCard is one of the visitor's pictures.
type PictureCard struct{ ID, Name, Facts, When string }

// Studio is the page of one picture.
type Studio struct {
	Page
	ID, Name, Facts string
	Viewer          Viewer
	Belief          *Belief // nil where restoring is off
	Condition       Condition
	Job             *Job    // that the page was asked to follow
	Result          *Result // that the viewer shows
	Share           ShareLink
	Restorations    []Row
	Original        *Original // nil where the picture has none
	File            File
	Trouble         string // why what the condition's form sent was refused, or ""
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
	Scaled        bool         // Before and After are smaller than the picture
	Brush         []BrushCodec // what can be painted; empty where nothing can be restored
	Map           string       // what was painted for the restoration shown, as the API takes it; "" for nothing
}

// BrushCodec is a codec that the brush can paint as a region's condition.
type BrushCodec struct{ Name, Label string }

// Belief is what the network believes.
type Belief struct {
	Sentence  string
	Strength  string
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

// Job is a restoration under way, or one that came to nothing.
type Job struct {
	ID         string
	State      string // queued, running, failed, cancelled
	Text       string
	Done, Size string // for the bar
	Open       bool   // it can still be stopped
}

// Result is a finished restoration.
type Result struct {
	ID          string
	Summary     string
	Measures    []Measure // empty without a reference
	Unmeasured  string    // why there are none
	AddOriginal string    // address that takes the original, "" where that cannot be given
	Accept      string    // of the form for it: what the file chooser offers
	Trouble     string    // why what that form sent was refused, or ""
	Consistency string    // "" if it was not measured
	Quality     string    // that the form for saving begins with
	Carried     string    // what metadata comes along in a saved file, "" for none
	Place       bool      // the upload tells where it was taken
}

// ShareLink is the control that shows a picture to others.
type ShareLink struct {
	Image       string
	Restoration string // that it shows
	Address     string // "" while it is not shared
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
	Notes                          []string
}
