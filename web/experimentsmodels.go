package web

// Experiments is the room of everything stored: restorations, sweeps or evaluations.
type Experiments struct {
	Page
	Kind    string // of the rows as an address says it, "" for restorations
	Tabs    []ListLink
	Trouble string // why what was asked for could not be done, or ""
	Filter  ListFilter
	Columns []ListColumn
	Rows    []ListRow
	Summary string // which of how many
	Files   []ListLink
	Pages   Pages
	Back    string // what brings this page back, for forms
	Nothing string // why there are no rows, or ""
}

// Pages are the addresses of a list's pages before and after, "" where there is none.
type Pages struct{ Newer, Older string }

// ListLink is a link, and whether it leads to what is shown.
type ListLink struct {
	Label, Count, Address string
	Shown                 bool
}

// ListFilter is the form that says which rows are shown, as it stands.
type ListFilter struct {
	Text, From, To string
	Choices        []ListChoice
	Sorting        []ListChoice // for those who see no heads of columns
	Open           bool         // more than the text is filtered by
	Clear          string       // address without filters, "" if there are none
}

// ListChoice is a field with values to choose from, the first one empty.
type ListChoice struct {
	Name, Label string
	Any         string // what the empty value says
	Values      []Choice
	Chosen      string
}

// Column names a column of the list.
type Column string

const (
	ColumnName        Column = "name" // of the picture or the pictures
	ColumnCondition   Column = "condition"
	ColumnModel       Column = "model"
	ColumnSettings    Column = "settings"
	ColumnProgress    Column = "progress"
	ColumnBelieved    Column = "believed"
	ColumnBest        Column = "best"
	ColumnGain        Column = "gain" // in PSNR
	ColumnSSIM        Column = "ssim" // gained
	ColumnConsistency Column = "consistency"
	ColumnSeconds     Column = "seconds"
	ColumnWhen        Column = "when"
)

// ListColumn is a column's head. Its address sorts by it.
type ListColumn struct {
	Column
	Label, Address string
	Sorted         string // ascending, descending or none
	Figures        bool
}

// ListRow is a restoration, a sweep or an evaluation.
type ListRow struct {
	ID              string
	Image           string // that it is about, "" for none
	Address         string // where it opens
	Name, Truth     string
	State           string              // in words, "" when done
	Cells           map[Column]ListCell // but ColumnName; none where there is nothing to say
	Note, NoteSaves string              // and the address that keeps it
	Ticked          bool
}

// ListCell is what a row says in a column.
type ListCell struct {
	Text, Tag     string
	Better, Worse bool
}

// Compared sets the facts of two rows side by side.
type Compared struct {
	Page
	Back     string
	Together string // address of both in the viewer, "" where that cannot be
	Pair     []ComparedOne
	Facts    []ComparedFact
}

// ComparedOne is one of the two.
type ComparedOne struct{ Name, Under, Picture, Alt, Address string }

// ComparedFact is a fact of both.
type ComparedFact struct {
	Label, A, B string
	Differs     bool
}

// Discard asks whether rows are to be deleted.
type Discard struct {
	Page
	Lead   string
	Items  []DiscardItem
	Back   string // what brings the list back
	Return string // its address
}

// DiscardItem is a row that would go.
type DiscardItem struct{ ID, Name, Facts, State string }
