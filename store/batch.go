package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"
)

// BatchFiles is how many files a batch may have.
const BatchFiles = 500

// Batch is pictures that came together and are restored alike.
type Batch struct {
	ID        string
	Owner     string
	Model     string          // its name
	Condition json.RawMessage // as it was asked for
	Views     int             // of how many a restoration is the mean; 0, to CreateBatch, for 1
	Stopped   bool            // what waits, waits on
	Created   time.Time
	Expires   time.Time // zero: never

	Files  int // that came
	Done   int // that are restored
	Failed int // that could not be taken or restored
	Open   int // that wait or run
}

// BatchFile is a file of a batch. One that could not be taken has no Image and an
// Error for people; one that waits for room in the queue has no Restoration.
type BatchFile struct {
	ID          int64
	Name        string
	Error       string
	Image       *Image
	Restoration *Restoration
}

// batchColumns and batchTables count, for those batches that an owner may see, how their files stand.
const batchColumns = `b.id, b.owner, b.model, b.condition, b.views, b.stopped, b.created, b.expires, count(f.id),
		coalesce(sum(r.state = 'done'), 0), coalesce(sum(f.error <> '' OR r.state = 'failed'), 0),
		coalesce(sum(r.state IN ('queued', 'running') OR (r.id IS NULL AND f.error = '' AND NOT b.stopped)), 0)`

const batchTables = `
	FROM (SELECT rowid AS row, * FROM batches WHERE ` + visible + `) b
		LEFT JOIN batch_files f ON f.batch_id = b.id LEFT JOIN restorations r ON r.id = f.restoration_id `

func scanBatch(row scanner) (b Batch, err error) {
	err = row.Scan(&b.ID, &b.Owner, &b.Model, raw{&b.Condition}, &b.Views, &b.Stopped, instant{&b.Created}, instant{&b.Expires},
		&b.Files, &b.Done, &b.Failed, &b.Open)
	return b, err
}

// CreateBatch keeps a new batch, from Owner, Model, Condition, Views and Expires, with files, or with none yet. ErrNotFound is
// AddBatchFile's, and then there is no batch.
func (s *Store) CreateBatch(ctx context.Context, b Batch, files ...BatchFile) (Batch, error) {
	b.ID, b.Created, b.Expires, b.Views = newID(), s.Now().Truncate(time.Millisecond), b.Expires.Truncate(time.Millisecond), max(b.Views, 1)
	err := s.write(ctx, "create batch", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO batches (id, owner, model, condition, views, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			b.ID, b.Owner, b.Model, blob(b.Condition, "{}"), b.Views, millis(b.Created), millis(b.Expires))
		for _, f := range files {
			if err == nil {
				err = s.addBatchFile(ctx, tx, b.ID, b.Owner, f)
			}
		}
		return err
	})
	return b, err
}

// Batch returns an owner's batch.
func (s *Store) Batch(ctx context.Context, id, owner string) (Batch, error) {
	row := s.reader.QueryRowContext(ctx, `SELECT `+batchColumns+batchTables+`WHERE b.id = ? GROUP BY b.id`, append(s.visibleTo(owner), id)...)
	b, err := scanBatch(row)
	return b, doing("read batch", err)
}

// Batches returns a page of the owner's batches, the newest first, and where the next page begins, nil at the end. They
// are sorted by nothing else.
func (s *Store) Batches(ctx context.Context, owner string, p Page) (batches []Batch, next *Cursor, err error) {
	after, args := "", s.visibleTo(owner)
	if p.After != nil {
		after, args = `WHERE (b.created, b.row) < (?, ?) `, append(args, p.After.key, p.After.row)
	}
	query := `SELECT ` + batchColumns + `, b.created, b.row` + batchTables + after + `GROUP BY b.id ORDER BY b.created DESC, b.row DESC LIMIT ? OFFSET ?`
	rows, err := s.reader.QueryContext(ctx, query, append(args, p.oneMore(), p.Offset)...)
	return pageOf("list batches", rows, err, p, scanBatch)
}

// AddBatchFile adds a file to an owner's batch: its Image, or its Error. ErrNotFound says that
// there is no such batch, no room in it, or that the image is gone or another batch's; ErrOwnerFull that there is no room for
// an Error.
func (s *Store) AddBatchFile(ctx context.Context, id, owner string, f BatchFile) error {
	return s.write(ctx, "add to batch", func(tx *sql.Tx) error { return s.addBatchFile(ctx, tx, id, owner, f) })
}

func (s *Store) addBatchFile(ctx context.Context, tx *sql.Tx, id, owner string, f BatchFile) error {
	var image string
	if f.Image != nil {
		image = f.Image.ID
	} else if err := s.checkRefused(ctx, tx, id, owner, f); err != nil {
		return err
	}
	return changeOne(ctx, tx, ErrNotFound, `
		INSERT INTO batch_files (batch_id, name, image_id, error)
		SELECT id, ?, ?, ? FROM batches b WHERE id = ? AND (SELECT count(*) FROM batch_files WHERE batch_id = b.id) < ?
			AND (? = '' OR EXISTS (SELECT 1 FROM images WHERE id = ?) AND NOT EXISTS (SELECT 1 FROM batch_files WHERE image_id = ?)) AND `+visible,
		s.visibleTo(owner, f.Name, orNull(image), f.Error, id, BatchFiles, image, image, image)...)
}

// BatchFiles returns a batch's files in the order in which they came. It asks no owner:
// the caller has the batch.
func (s *Store) BatchFiles(ctx context.Context, id string) ([]BatchFile, error) {
	rows, err := s.reader.QueryContext(ctx, `
		SELECT id, name, error, coalesce(image_id, ''), coalesce(restoration_id, '') FROM batch_files WHERE batch_id = ? ORDER BY id`, id)
	files, err := collect("list a batch's files", rows, err, scanBatchFile)
	if err != nil {
		return nil, err
	}
	rows, err = s.reader.QueryContext(ctx, `SELECT `+imageColumns+` FROM images
		WHERE id IN (SELECT image_id FROM batch_files WHERE batch_id = ?)`, id)
	images, err := collect("list a batch's images", rows, err, scanImage)
	if err != nil {
		return nil, err
	}
	rows, err = s.reader.QueryContext(ctx, selectRestoration+`
		WHERE r.id IN (SELECT restoration_id FROM batch_files WHERE batch_id = ?)`, id)
	restorations, err := collect("list a batch's restorations", rows, err, scanRestoration)
	if err != nil {
		return nil, err
	}
	return joined(files, images, restorations), nil
}

func scanBatchFile(row scanner) (f BatchFile, err error) {
	f.Image, f.Restoration = new(Image), new(Restoration)
	err = row.Scan(&f.ID, &f.Name, &f.Error, &f.Image.ID, &f.Restoration.ID)
	return f, err
}

// joined fills in files that have the ids of their image and restoration alone.
func joined(files []BatchFile, images []Image, restorations []Restoration) []BatchFile {
	image, restoration := map[string]*Image{}, map[string]*Restoration{}
	for n := range images {
		image[images[n].ID] = &images[n]
	}
	for n := range restorations {
		restoration[restorations[n].ID] = &restorations[n]
	}
	for n := range files {
		files[n].Image, files[n].Restoration = image[files[n].Image.ID], restoration[files[n].Restoration.ID]
	}
	return files
}
