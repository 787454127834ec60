package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"
)

// State is where a job stands: queued → running → done, failed or cancelled.
type State string

// The states of a job. Only the first two can still change.
const (
	Queued    State = "queued"
	Running   State = "running"
	Done      State = "done"
	Failed    State = "failed"
	Cancelled State = "cancelled"
)

// Restoration is one picture's restoration under one condition, and the job
// that makes it.
type Restoration struct {
	ID        string
	ImageID   string
	Owner     string // the image's
	Model     string // its name
	ModelHash string
	Condition json.RawMessage // what R-Net is told
	Mode      string          // "auto", "relative", "manual", …
	Views     int             // of how many it is the mean; 0, to CreateRestoration, for 1
	BatchFile int64           // to CreateRestoration: the file of a batch that it restores, or 0
	Once      bool            // to CreateRestoration: return an equal one, where there is one

	State       State
	Progress    float64 // 0…1
	TilesDone   int     // each view of a tile counted
	Tiles       int
	Attempts    int             // how often it was started
	Measures    json.RawMessage // of the input and the restored picture; nil without a reference
	Consistency *float64        // nil unless measured
	Timings     json.RawMessage
	Held        float64 // as far as it was held to what its file says, 0…1
	ResultHash  string  // of the restored picture's file, when done
	Error       string  // for people, when failed
	Note        string  // the owner's remark

	Created, Started, Finished time.Time
}

const selectRestoration = `SELECT ` + restorationHead + `r.condition` + restorationTail + ` FROM restorations r `

// The columns that scanRestoration takes, around that of the condition.
const (
	restorationHead = `r.id, r.image_id, r.owner, r.model, r.model_hash, `
	restorationTail = `, r.mode, r.views, r.state, r.progress, r.tiles_done, r.tiles, r.attempts, r.measures, r.consistency, r.timings, r.held,
		coalesce(r.result_hash, ''), r.error, r.note, r.created, r.started, r.finished`
)

func scanRestoration(row scanner) (r Restoration, err error) {
	err = row.Scan(&r.ID, &r.ImageID, &r.Owner, &r.Model, &r.ModelHash, raw{&r.Condition}, &r.Mode, &r.Views,
		&r.State, &r.Progress, &r.TilesDone, &r.Tiles, &r.Attempts, raw{&r.Measures}, &r.Consistency,
		raw{&r.Timings}, &r.Held, &r.ResultHash, &r.Error, &r.Note, instant{&r.Created}, instant{&r.Started}, instant{&r.Finished})
	return r, err
}

// CreateRestoration puts a job into the queue, from ImageID, Model, ModelHash,
// Condition, Mode, Views, BatchFile and Once: with that, it returns the newest that the image has by the
// same networks under the same condition, of as many views, if that runs or waits, or is done and measured where there
// is something to measure against. It returns ErrNotFound if the image is gone,
// ErrQueueFull or ErrOwnerFull at one of the store's Limits, and ErrConflict if the batch's file is
// gone, stopped or taken. Once it returned, the job survives a crash.
func (s *Store) CreateRestoration(ctx context.Context, r Restoration) (created Restoration, err error) {
	err = s.write(ctx, "queue restoration", func(tx *sql.Tx) (err error) {
		if r.Once {
			created, err = scanRestoration(tx.QueryRowContext(ctx, equalRestoration, r.ImageID, r.ModelHash, blob(r.Condition, "{}"), max(r.Views, 1)))
			if !errors.Is(err, sql.ErrNoRows) {
				return err
			}
		}
		var bytes int64
		if err := tx.QueryRowContext(ctx, `SELECT owner, `+resultBytes+` FROM images WHERE id = ?`, r.ImageID).Scan(&r.Owner, &bytes); err != nil {
			return err
		}
		if err := s.checkLimits(ctx, tx, r); err != nil {
			return err
		}
		if err := s.checkRoom(ctx, tx, r.Owner, "", bytes, 0); err != nil {
			return err
		}
		r.ID = newID()
		if err := s.waiting.add(ctx, tx, r.ID, listQueued, s.Limits.Queue); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO restorations (id, image_id, owner, model, model_hash, condition, mode, state, tiles, created, views, codec)
			VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, coalesce((
				SELECT key FROM json_each(?6, '$.taken.codec') ORDER BY value DESC, key LIMIT 1), ''))`,
			r.ID, r.ImageID, r.Owner, r.Model, r.ModelHash, blob(r.Condition, "{}"), r.Mode, r.Tiles, s.Now().UnixMilli(), max(r.Views, 1))
		if err == nil && r.BatchFile != 0 {
			err = takeBatchFile(ctx, tx, r)
		}
		if err != nil {
			return err
		}
		created, err = scanRestoration(tx.QueryRowContext(ctx, selectRestoration+`WHERE r.id = ?`, r.ID))
		return err
	})
	return created, err
}

const equalRestoration = selectRestoration + `WHERE r.image_id = ? AND r.model_hash = ? AND r.condition = ? AND r.views = ?
	AND r.state IN ('done', 'running', 'queued')
	AND (r.state <> 'done' OR r.measures IS NOT NULL OR (SELECT reference_id FROM images WHERE id = r.image_id) IS NULL)
	ORDER BY r.created DESC, r.rowid DESC LIMIT 1`

// Restoration returns an owner's restoration.
func (s *Store) Restoration(ctx context.Context, id, owner string) (Restoration, error) {
	row := s.reader.QueryRowContext(ctx, selectRestoration+`WHERE r.id = ? AND `+visible,
		s.visibleTo(owner, id)...)
	r, err := scanRestoration(row)
	return r, doing("read restoration", err)
}

// Restorations returns an image's restorations in every state, the newest
// first, without what was painted. It asks no owner: the caller has the image.
func (s *Store) Restorations(ctx context.Context, imageID string) ([]Restoration, error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT `+listedColumns+` FROM restorations r WHERE r.image_id = ?
		ORDER BY r.created DESC, r.rowid DESC`, imageID)
	return collect("list restorations", rows, err, scanRestoration)
}
