package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"
)

// The kinds of experiments.
const (
	KindSweep      = "sweep"      // one image under a grid of conditions
	KindEvaluation = "evaluation" // a set of images under a grid of settings
)

// Experiment is a grid of the lab and the rows that were measured over it.
type Experiment struct {
	ID      string
	Kind    string // one of the Kind constants
	ImageID string // a sweep's image, with which it is deleted, or ""
	Owner   string
	Grid    json.RawMessage
	Rows    json.RawMessage // [] if nil
	Note    string          // the owner's remark
	State   State           // Done if empty: what was measured elsewhere
	Error   string          // why it failed, to a person
	Created time.Time
	Expires time.Time // to CreateExperiment; zero: never, or with its image
}

const experimentColumns = `e.id, e.kind, coalesce(e.image_id, ''), e.owner, e.grid, e.rows, e.note, e.state, e.error, e.created`

func scanExperiment(row scanner) (e Experiment, err error) {
	err = row.Scan(&e.ID, &e.Kind, &e.ImageID, &e.Owner, raw{&e.Grid}, raw{&e.Rows}, &e.Note, &e.State, &e.Error, instant{&e.Created})
	return e, err
}

// CreateExperiment keeps a new experiment and returns it with ID and Created filled in; where an equal one of the owner's
// waits or runs, it returns that. It returns ErrNotFound if ImageID isn't an image that the owner may see, ErrQueueFull if
// as many experiments of the owner's, or of the address's that ctx has, wait or run as may, and ErrOwnerFull if the owner
// keeps as much as the Limits allow.
func (s *Store) CreateExperiment(ctx context.Context, e Experiment) (Experiment, error) {
	e.ID, e.Created = newID(), s.Now().Truncate(time.Millisecond)
	if e.State == "" {
		e.State = Done
	}
	err := s.write(ctx, "keep experiment", func(tx *sql.Tx) error {
		if err := s.checkVisible(ctx, tx, "images", e.ImageID, e.Owner); err != nil {
			return err
		}
		if e.State == Queued {
			twin, err := scanExperiment(tx.QueryRowContext(ctx, openTwin, e.Kind, e.ImageID, e.Owner, blob(e.Grid, "{}")))
			if err == nil || !errors.Is(err, sql.ErrNoRows) {
				e = twin
				return err
			}
			if err := s.checkExperiments(ctx, tx, e); err != nil {
				return err
			}
			if err := s.trying.add(ctx, tx, e.ID, listTrying, s.mostTrying()); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `
			INSERT INTO experiments (id, kind, image_id, owner, grid, rows, note, state, created, expires)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, e.ID, e.Kind, orNull(e.ImageID), e.Owner,
			blob(e.Grid, "{}"), blob(e.Rows, "[]"), e.Note, e.State, millis(e.Created), millis(e.Expires))
		return err
	})
	return e, err
}

// openTwin is an experiment like another that has not ended.
const openTwin = `SELECT ` + experimentColumns + ` FROM experiments e
	WHERE state IN ('queued', 'running') AND kind = ? AND coalesce(image_id, '') = ? AND owner = ? AND grid = ? LIMIT 1`

// mostTrying is how many experiments of one address wait or run, 0 for no bound.
func (s *Store) mostTrying() int { return (s.Limits.Queue + 1) / 2 }

const listTrying = `SELECT id FROM experiments WHERE state IN ('queued', 'running')`

// Experiment returns an owner's experiment.
func (s *Store) Experiment(ctx context.Context, id, owner string) (Experiment, error) {
	row := s.reader.QueryRowContext(ctx, `SELECT `+experimentColumns+` FROM experiments e WHERE id = ? AND `+visible,
		s.visibleTo(owner, id)...)
	e, err := scanExperiment(row)
	return e, doing("read experiment", err)
}

// Sweeps returns the sweeps of an owner's image, the newest first.
func (s *Store) Sweeps(ctx context.Context, imageID, owner string) ([]Experiment, error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT `+experimentColumns+` FROM experiments e
		WHERE image_id = ? AND kind = 'sweep' AND `+visible+` ORDER BY created DESC, rowid DESC`,
		s.visibleTo(owner, imageID)...)
	return collect("list an image's sweeps", rows, err, scanExperiment)
}

// DeleteExperiment forgets an owner's experiment.
func (s *Store) DeleteExperiment(ctx context.Context, id, owner string) error {
	return s.writeToDelete(ctx, "delete experiment", func(tx *sql.Tx) error {
		return changeOne(ctx, tx, ErrNotFound, `DELETE FROM experiments WHERE id = ? AND `+visible,
			s.visibleTo(owner, id)...)
	})
}
