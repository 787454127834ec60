package store

import (
	"slices"
	"strings"
	"time"
)

// Filter says which of an owner's rows are listed. Fields that are empty let all pass;
// Codec and Mode are of restorations alone, Kind of experiments.
type Filter struct {
	Text        string // in the picture's name or the note
	Kind        string
	Model       string
	Codec       string // that weighs most in the condition
	Mode        string
	State       State
	Measured    *bool     // against an original
	From, Until time.Time // created at or after, and before
}

// where collects the conditions of a query and their arguments.
type where struct {
	conditions []string
	args       []any
}

func (w *where) add(condition string, args ...any) {
	w.conditions = append(w.conditions, condition)
	w.args = append(w.args, args...)
}

// equal adds a column's value, unless it is empty.
func (w *where) equal(column, value string) {
	if value != "" {
		w.add(column+" = ?", value)
	}
}

// sql is what follows FROM.
func (w *where) sql() string {
	if len(w.conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conditions, " AND ")
}

// ownedBy begins the conditions of a list of a table under the name t: the rows that an owner may
// see. Unlike visible it leaves the owner out of a shared store's query, so that indexes serve both.
func (s *Store) ownedBy(owner string) *where {
	w := &where{}
	if !s.Shared {
		w.add("t.owner = ? AND t.owner <> ''", owner)
	}
	return w
}

// owned begins the conditions of a table that lists show under the name t.
// named is what finds a row by a picture's name, in place of ?.
func (s *Store) owned(f Filter, owner, named string) *where {
	w := s.ownedBy(owner)
	w.equal("t.state", string(f.State))
	if !f.From.IsZero() {
		w.add("t.created >= ?", f.From.UnixMilli())
	}
	if !f.Until.IsZero() {
		w.add("t.created < ?", f.Until.UnixMilli())
	}
	if f.Text != "" {
		w.add(`(instr(folded(t.note), ?) OR `+named+`)`, slices.Repeat([]any{folded(f.Text)}, 1+strings.Count(named, "?"))...)
	}
	return w
}

// What finds a row by the name of the image that it is about, or that an evaluation goes over.
const (
	imageNamed     = `t.image_id IN (SELECT id FROM images WHERE instr(folded(name), ?))`
	evaluatedNamed = `t.kind = 'evaluation' AND EXISTS (SELECT 1 FROM json_each(t.grid, '$.pictures') WHERE instr(folded(coalesce(value ->> '$.name', '')), ?))`
)

// restorationsWhere are the conditions of a list of restorations.
func (s *Store) restorationsWhere(f Filter, owner string) *where {
	w := s.owned(f, owner, imageNamed)
	w.equal("t.model", f.Model)
	w.equal("t.codec", f.Codec)
	w.equal("t.mode", f.Mode)
	if f.Measured != nil {
		w.add("(t.measures IS NOT NULL) = ?", *f.Measured)
	}
	return w
}

// experimentsWhere are those of a list of experiments.
func (s *Store) experimentsWhere(f Filter, owner string) *where {
	w := s.owned(f, owner, imageNamed+" OR "+evaluatedNamed)
	w.equal("t.kind", f.Kind)
	w.equal("t.grid ->> '$.model'", f.Model)
	if f.Measured != nil {
		w.add("(t.kind = 'evaluation' OR coalesce(json_type(t.rows, '$[0].measures'), 'null') <> 'null') = ?", *f.Measured)
	}
	return w
}
