package handlers

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// listing is what is asked for of everything stored, as an address says it.
type listing struct {
	kind   string // one of listKinds
	fields url.Values
	filter store.Filter
	page   store.Page
	number int // of the page, from 1
}

const (
	pageRows   = 50  // of the room's page
	answerRows = 100 // of an answer to a program, unless it says
	mostRows   = 500
	textLength = 200
	mostPages  = 1_000_000
)

// The kinds of rows that can be listed.
const (
	listRestorations = "restoration"
	listSweeps       = store.KindSweep
	listEvaluations  = store.KindEvaluation
)

var listKinds = []string{listRestorations, listSweeps, listEvaluations}

// listFields are what an address may say of a list.
var listFields = []string{"kind", "text", "model", "codec", "mode", "state", "original", "from", "to", "sort", "order", "page"}

var listStates = []string{string(store.Queued), string(store.Running), string(store.Done), string(store.Failed), string(store.Cancelled)}

// readListing reads a list's address. What is empty asks for nothing; what is not
// understood is refused with what would be.
func readListing(query url.Values) (l listing, err error) {
	l = listing{fields: url.Values{}, number: 1, page: store.Page{Limit: pageRows}}
	for _, name := range listFields {
		value := query.Get(name)
		if len(value) > textLength || !utf8.ValidString(value) {
			return l, badRequest(web.LongField(name, textLength))
		}
		if value != "" {
			l.fields.Set(name, value)
		}
	}
	if l.kind, err = oneOf(l.fields, "kind", listKinds...); err != nil {
		return l, err
	}
	l.kind = cmp.Or(l.kind, listRestorations)
	if err := l.readFilter(); err != nil {
		return l, err
	}
	sorts := store.ExperimentSorts()
	if l.kind == listRestorations {
		sorts = store.RestorationSorts()
	}
	if l.page.Sort, err = oneOf(l.fields, "sort", sorts...); err != nil {
		return l, err
	}
	order, err := oneOf(l.fields, "order", "asc", "desc")
	if err != nil {
		return l, err
	}
	l.page.Ascending = order == "asc"
	if l.number, err = readPage(l.fields); err != nil {
		return l, err
	}
	l.page.Offset = (l.number - 1) * pageRows
	return l, nil
}

func (l *listing) readFilter() (err error) {
	l.filter = store.Filter{
		Text: strings.TrimSpace(l.fields.Get("text")), Model: l.fields.Get("model"), Codec: l.fields.Get("codec"),
	}
	if l.kind != listRestorations {
		l.filter.Kind = l.kind
	}
	if l.filter.Mode, err = oneOf(l.fields, "mode", studio.Auto, studio.Relative, studio.Manual); err != nil {
		return err
	}
	state, err := oneOf(l.fields, "state", listStates...)
	if err != nil {
		return err
	}
	l.filter.State = store.State(state)
	original, err := oneOf(l.fields, "original", "yes", "no")
	if err != nil {
		return err
	}
	if original != "" {
		l.filter.Measured = new(original == "yes")
	}
	if l.filter.From, _, err = readTime(l.fields, "from"); err != nil {
		return err
	}
	var day bool
	l.filter.Until, day, err = readTime(l.fields, "to")
	if day { // that day, too
		l.filter.Until = l.filter.Until.AddDate(0, 0, 1)
	}
	return err
}

// readPage reads which page of a list is asked for, from 1.
func readPage(fields url.Values) (number int, err error) {
	text := fields.Get("page")
	if text == "" {
		return 1, nil
	}
	if number, err = strconv.Atoi(text); err != nil || number < 1 || number > mostPages {
		return 0, badRequest(web.Words.BadPage)
	}
	return number, nil
}

// oneOf reads a field that takes one of some values, or is empty.
func oneOf(fields url.Values, name string, values ...string) (string, error) {
	value := fields.Get(name)
	if value != "" && !slices.Contains(values, value) {
		return "", badRequest(web.BadField(name, values))
	}
	return value, nil
}

// readTime reads a day, or a moment as RFC 3339 writes it.
func readTime(fields url.Values, name string) (at time.Time, day bool, err error) {
	text := fields.Get(name)
	if text == "" {
		return at, false, nil
	}
	at, err = time.ParseInLocation(time.DateOnly, text, time.Local)
	if day = err == nil; !day {
		at, err = time.Parse(time.RFC3339, text)
	}
	if err != nil || at.UnixMilli() < 0 {
		err = badRequest(web.BadTime(name))
	}
	return at, day, err
}
