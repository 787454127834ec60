package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"
)

// Prediction is what one model believes about one image.
type Prediction struct {
	ImageID   string
	Model     string // its name
	ModelHash string
	Posterior json.RawMessage
	Seconds   float64 // how long it took
	Created   time.Time
}

// PutPrediction keeps a prediction in place of an earlier one of the same image
// and model. It returns ErrNotFound if the image is gone.
func (s *Store) PutPrediction(ctx context.Context, p Prediction) error {
	return s.write(ctx, "keep prediction", func(tx *sql.Tx) error {
		return changeOne(ctx, tx, ErrNotFound, `
			INSERT INTO predictions (image_id, model, model_hash, posterior, seconds, created)
			SELECT id, ?, ?, ?, ?, ? FROM images WHERE id = ?
			ON CONFLICT DO UPDATE SET model = excluded.model, posterior = excluded.posterior,
				seconds = excluded.seconds, created = excluded.created`,
			p.Model, p.ModelHash, string(p.Posterior), p.Seconds, s.Now().UnixMilli(), p.ImageID)
	})
}

// Prediction returns what the model of that hash believes about an image, or
// ErrNotFound if it was not asked yet. It asks no owner: the caller has the
// image.
func (s *Store) Prediction(ctx context.Context, imageID, modelHash string) (Prediction, error) {
	p := Prediction{ImageID: imageID, ModelHash: modelHash}
	err := s.reader.QueryRowContext(ctx, `
		SELECT model, posterior, seconds, created FROM predictions WHERE image_id = ? AND model_hash = ?`,
		imageID, modelHash).Scan(&p.Model, raw{&p.Posterior}, &p.Seconds, instant{&p.Created})
	return p, doing("read prediction", err)
}
