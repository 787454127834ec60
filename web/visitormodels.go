package web

// Leave asks whether all that a visitor keeps is to be deleted.
type Leave struct {
	Page
	Items []string // what it is, in words
}
