package store

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"slices"
)

// Page says which of the listed rows come, and in which order. Rows without the figure
// that they are sorted by come last, either way.
type Page struct {
	Sort      string // one of RestorationSorts or ExperimentSorts; "" for the time
	Ascending bool
	After     *Cursor // the row before the first, or nil
	Offset    int     // rows to pass over
	Limit     int
}

// sorted is the name of what a page is sorted by.
func (p Page) sorted() string { return cmp.Or(p.Sort, byTime) }

// oneMore is the limit of a query that finds out whether there are more rows.
func (p Page) oneMore() int { return p.Limit + 1 }

// order is something to sort by.
type order struct {
	key     string // SQL, of a row t and, with named, of its image i
	collate string
	named   bool // the image's name is needed
	gaps    bool // the key may be missing
}

const byTime = "when"

var restorationOrders = map[string]order{
	byTime:        {key: "t.created"},
	"picture":     {key: "i.name", collate: " COLLATE NOCASE", named: true},
	"model":       {key: "t.model"},
	"codec":       {key: "t.codec"},
	"psnr":        {key: "t.psnr_gain", gaps: true},
	"ssim":        {key: "t.ssim_gain", gaps: true},
	"consistency": {key: "t.consistency", gaps: true},
	"seconds":     {key: "t.seconds", gaps: true},
}

var experimentOrders = map[string]order{
	byTime:    {key: "t.created"},
	"picture": {key: "i.name", collate: " COLLATE NOCASE", named: true, gaps: true},
	"model":   {key: "t.grid ->> '$.model'", gaps: true},
	"gain":    {key: "t.gain", gaps: true},
}

// RestorationSorts and ExperimentSorts are the names that Page.Sort takes.
func RestorationSorts() []string { return slices.Sorted(maps.Keys(restorationOrders)) }

// ExperimentSorts are those for lists of experiments.
func ExperimentSorts() []string { return slices.Sorted(maps.Keys(experimentOrders)) }

// Cursor is a place in a list that is sorted by something: after a row, which may be gone.
type Cursor struct {
	sort string
	key  any // a number, a text or nil
	row  int64
}

// ErrCursor: the text is no cursor, or one of a list that is sorted otherwise.
var ErrCursor = errors.New("no place in this list")

// String is the cursor as addresses carry it.
func (c Cursor) String() string {
	text, _ := json.Marshal([]any{c.sort, c.key, c.row}) // scanned from columns: no value that JSON lacks
	return base64.RawURLEncoding.EncodeToString(text)
}

// ParseCursor reads what String wrote, for a list sorted by sort.
func ParseCursor(text, sort string) (*Cursor, error) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, ErrCursor
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil || len(parts) != 3 {
		return nil, ErrCursor
	}
	var c Cursor
	if json.Unmarshal(parts[0], &c.sort) != nil || json.Unmarshal(parts[1], &c.key) != nil || json.Unmarshal(parts[2], &c.row) != nil {
		return nil, ErrCursor
	}
	switch c.key.(type) {
	case nil, float64, string:
	default:
		return nil, ErrCursor
	}
	if c.sort != cmp.Or(sort, byTime) {
		return nil, ErrCursor
	}
	return &c, nil
}

// after adds the condition that a row comes after the cursor's.
func (o order) after(w *where, c *Cursor, ascending bool) {
	key, beyond := o.key+o.collate, " < "
	if ascending {
		beyond = " > "
	}
	switch {
	case c == nil:
	case c.key == nil:
		w.add(o.key+" IS NULL AND t.rowid"+beyond+"?", c.row)
	case o.gaps:
		w.add("("+key+beyond+"? OR "+o.key+" IS NULL OR ("+key+" = ? AND t.rowid"+beyond+"?))", c.key, c.key, c.row)
	default: // as a range, which an index finds at once
		w.add("("+key+", t.rowid)"+beyond+"(?, ?)", c.key, c.row)
	}
}

// by is the ORDER BY of a key and a row's number.
func (o order) by(key, row string, ascending bool) string {
	if ascending {
		return " ORDER BY " + key + o.collate + " ASC NULLS LAST, " + row + " ASC"
	}
	return " ORDER BY " + key + o.collate + " DESC NULLS LAST, " + row + " DESC"
}
