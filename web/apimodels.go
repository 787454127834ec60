package web

// API is the description of the API, for people.
type API struct {
	Page
	Lead   string
	Base   string // address of the API, for the lines to try
	Groups []APIGroup
}

// APIGroup is requests of a kind.
type APIGroup struct {
	Name       string
	Operations []APIOperation
}

// APIOperation is one request.
type APIOperation struct {
	Method, Path, Summary string
	Query                 []Choice // what may stand in the address, and what it means
	Answers               []Choice // statuses, and what comes with them
	Refused               string   // statuses of refusals, "" for none of its own
	Reason                string   // how they are told
	Curl                  string   // a line to try
}
