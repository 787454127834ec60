package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// Listed is a restoration as lists have it, with what they show of its image. What was
// painted is left out of its Condition: it may be large.
type Listed struct {
	Restoration
	Subject
}

// ListedExperiment is an experiment with what lists show of its image, if it has one.
type ListedExperiment struct {
	Experiment
	Subject
}

// Subject is the image that a listed row is about.
type Subject struct {
	Name          string
	Width, Height int
	Format        string
	Setting       string // what codecs of ours made it, or ""
	ReferenceID   string
}

const subjectColumns = `coalesce(i.name, ''), coalesce(i.width, 0), coalesce(i.height, 0), coalesce(i.format, ''),
	coalesce(i.setting, ''), coalesce(i.reference_id, '')`

// wider scans a row's further columns.
type wider struct {
	scanner
	more []any
}

func (w wider) Scan(into ...any) error { return w.scanner.Scan(append(into, w.more...)...) }

func scanSubject(row scanner, s *Subject) wider {
	return wider{row, []any{&s.Name, &s.Width, &s.Height, &s.Format, &s.Setting, &s.ReferenceID}}
}

// pageOf collects a page of oneMore rows, whose last columns are a Cursor's, and where the next page begins.
func pageOf[T any](what string, rows *sql.Rows, err error, p Page, scan func(scanner) (T, error)) ([]T, *Cursor, error) {
	var places []Cursor
	all, err := collect(what, rows, err, func(row scanner) (T, error) {
		c := Cursor{sort: p.sorted()}
		one, err := scan(wider{row, []any{&c.key, &c.row}})
		places = append(places, c)
		return one, err
	})
	if err != nil || len(all) <= p.Limit {
		return all, nil, err
	}
	return all[:p.Limit], &places[p.Limit-1], nil
}

// ListRestorations returns a page of the owner's restorations that a filter lets pass, and where the next page begins,
// nil at the end.
func (s *Store) ListRestorations(ctx context.Context, owner string, f Filter, p Page) (list []Listed, next *Cursor, err error) {
	query, args, err := pageQuery("restorations r", listedColumns, restorationOrders, s.restorationsWhere(f, owner), p)
	if err != nil {
		return nil, nil, err
	}
	rows, err := s.reader.QueryContext(ctx, query, args...)
	return pageOf("list restorations", rows, err, p, func(row scanner) (l Listed, err error) {
		l.Restoration, err = scanRestoration(scanSubject(row, &l.Subject))
		return l, err
	})
}

// ListExperiments does the same with the owner's experiments.
func (s *Store) ListExperiments(ctx context.Context, owner string, f Filter, p Page) (list []ListedExperiment, next *Cursor, err error) {
	query, args, err := pageQuery("experiments e", experimentColumns, experimentOrders, s.experimentsWhere(f, owner), p)
	if err != nil {
		return nil, nil, err
	}
	rows, err := s.reader.QueryContext(ctx, query, args...)
	return pageOf("list experiments", rows, err, p, func(row scanner) (l ListedExperiment, err error) {
		l.Experiment, err = scanExperiment(scanSubject(row, &l.Subject))
		return l, err
	})
}

// listedColumns are those of a restoration, without what was painted.
const listedColumns = restorationHead + `json_remove(r.condition, '$.asked.map')` + restorationTail

// pageQuery finds a page's rows first, by indexes where there are any, and only then
// reads columns of them. from is the table and the short name that columns know it by.
func pageQuery(from, columns string, orders map[string]order, w *where, p Page) (query string, args []any, err error) {
	table, short, _ := strings.Cut(from, " ")
	o, ok := orders[p.sorted()]
	if !ok {
		return "", nil, fmt.Errorf("list %s: there is nothing to sort by called %q", table, p.Sort)
	}
	o.after(w, p.After, p.Ascending)
	named := ""
	if o.named {
		named = " LEFT JOIN images i ON i.id = t.image_id"
	}
	query = `WITH page AS (SELECT t.rowid AS row, ` + o.key + ` AS key FROM ` + table + ` t` + named + w.sql() +
		o.by(o.key, "t.rowid", p.Ascending) + ` LIMIT ? OFFSET ?)
		SELECT ` + columns + `, ` + subjectColumns + `, page.key, page.row FROM page CROSS JOIN ` + from + ` ON ` + short + `.rowid = page.row
		LEFT JOIN images i ON i.id = ` + short + `.image_id` + o.by("page.key", "page.row", p.Ascending)
	return query, append(w.args, p.oneMore(), p.Offset), nil
}

// CountRestorations tells how many of the owner's restorations a filter lets pass.
func (s *Store) CountRestorations(ctx context.Context, owner string, f Filter) (int, error) {
	return s.count(ctx, "restorations", s.restorationsWhere(f, owner))
}

// CountExperiments tells how many of the owner's experiments a filter lets pass.
func (s *Store) CountExperiments(ctx context.Context, owner string, f Filter) (int, error) {
	return s.count(ctx, "experiments", s.experimentsWhere(f, owner))
}

func (s *Store) count(ctx context.Context, table string, w *where) (n int, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT count(*) FROM `+table+` t`+w.sql(), w.args...).Scan(&n)
	return n, doing("count "+table, err)
}

// Told lists the models and the codecs that the owner's restorations name, or, of a kind of experiments, the models that
// those name.
func (s *Store) Told(ctx context.Context, owner, kind string) (models, codecs []string, err error) {
	if kind != "" {
		models, err = s.distinct(ctx, owner, "experiments", "grid ->> '$.model'", kind)
		return models, nil, err
	}
	if models, err = s.distinct(ctx, owner, "restorations", "model", ""); err == nil {
		codecs, err = s.distinct(ctx, owner, "restorations", "codec", "")
	}
	return models, codecs, err
}

func (s *Store) distinct(ctx context.Context, owner, table, column, kind string) ([]string, error) {
	w := s.ownedBy(owner)
	w.equal("t.kind", kind)
	if kind != "" {
		w.add("t." + column + " <> ''") // nor is it missing
	}
	rows, err := s.reader.QueryContext(ctx, `SELECT DISTINCT t.`+column+` FROM `+table+` t`+w.sql()+` ORDER BY 1`, w.args...)
	return collect("list what "+table+" name", rows, err, scanText)
}
