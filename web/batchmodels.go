package web

// BatchDoor is the batch's door: many pictures, and how they are to be restored.
type BatchDoor struct {
	Page
	Accept    string // for the file chooser
	Limits    string
	FormLimit string // of those without script
	Models    []ModelChoice
	Levels    []CodecChoices
	Views     []ViewChoice
	Earlier   []BatchCard
	Pages     Pages  // of Earlier
	Free      string // how many files it takes
}

// BatchCard is an earlier batch.
type BatchCard struct{ ID, Title, When, State string }

// Batch is the page of one batch.
type Batch struct {
	Page
	ID, Title, Facts string
	Text             string // how far it is
	Done, Size       string // for the bar
	Open             bool   // it can still be stopped
	Again            bool   // what was stopped or failed can be tried again
	Save             bool   // there is something to save
	Place            bool   // some of the pictures tell where they were taken
	Quality          string // that the form for saving begins with
	Accept           string
	Free             string // how many more files it takes
	FormLimit        string // of those without script
	Kept             string // until when, or ""
	Files            []BatchFile
}

// BatchFile is one file of a batch.
type BatchFile struct {
	ID          string // within the page
	Name, Facts string
	Image       string // the picture's id; "" where it could not be taken
	Restoration string // its id when done, or ""
	Format      string // what that is saved in, as ?format takes it
	Belief      string
	Notes       []string // what its file loses
	State       string   // in words
	Open        bool     // it waits or runs
	Bad         bool     // State is why it did not work
	Done, Size  string   // for the bar, "" for none
	Consistency string
}
