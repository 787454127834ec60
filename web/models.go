// Package web holds the pages and what they show. A page takes one typed model whose
// fields are ready to be printed: no queries and no arithmetic happen here.
package web

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
	Title, Detail string
	RequestID     string
	Batch         string // the address of the batch that it was met in, or ""
}
