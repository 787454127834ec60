package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"
)

// Where an image came from.
const (
	SourceUpload     = "upload"
	SourceSample     = "sample"     // one of the bundled pictures
	SourceCompressed = "compressed" // made here by a codec, from ReferenceID
)

// Image is a picture that was taken in. Times have milliseconds.
type Image struct {
	ID            string
	Hash          string // of its file
	Name          string // as given: for people, never a path
	Format        string // "jpeg", "png", …
	Width, Height int
	Bytes         int64
	Header        json.RawMessage // what the file says about itself; {} if nil
	Profile       []byte          // to CreateImage: the colour profile, where only decoding finds it, or nil
	Notes         json.RawMessage // what people should know about it; [] if nil
	Source        string          // one of the Source constants
	ReferenceID   string          // the pristine image, or ""
	Setting       string          // what codecs of ours made it: "jpeg:10", "jpeg:10>vvc:42", or ""
	CodedBytes    int64           // what the last of them spent, or 0
	Owner         string
	Shared        string // the secret of its share link, or ""
	Created       time.Time
	Expires       time.Time // zero: never
}

const imageColumns = `id, hash, name, format, width, height, bytes, header, notes, source,
	coalesce(reference_id, ''), setting, coded_bytes, owner, coalesce(share, ''), created, expires`

func scanImage(row scanner) (i Image, err error) {
	err = row.Scan(&i.ID, &i.Hash, &i.Name, &i.Format, &i.Width, &i.Height, &i.Bytes,
		raw{&i.Header}, raw{&i.Notes}, &i.Source, &i.ReferenceID, &i.Setting, &i.CodedBytes, &i.Owner, &i.Shared,
		instant{&i.Created}, instant{&i.Expires})
	return i, err
}

// CreateImage keeps the facts of an image whose file PutFile has kept, and
// returns it with its ID and Created filled in. It returns ErrNotFound if there
// is no such file, or if ReferenceID isn't an image that the owner may see, and
// ErrOwnerFull if the owner would keep more than the Limits allow.
func (s *Store) CreateImage(ctx context.Context, i Image) (Image, error) {
	i.ID, i.Created, i.Expires = newID(), s.Now().Truncate(time.Millisecond), i.Expires.Truncate(time.Millisecond)
	if _, err := s.fileSize(i.Hash); err != nil {
		return Image{}, doing("create image", err)
	}
	err := s.write(ctx, "create image", func(tx *sql.Tx) error {
		if err := s.checkVisible(ctx, tx, "images", i.ReferenceID, i.Owner); err != nil {
			return err
		}
		if err := s.checkRoom(ctx, tx, i.Owner, i.Hash, i.Bytes, int64(len(i.Profile))); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `
			INSERT INTO images (id, hash, name, format, width, height, bytes, header, notes,
				source, reference_id, setting, coded_bytes, owner, created, expires, profile)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			i.ID, i.Hash, i.Name, i.Format, i.Width, i.Height, i.Bytes, blob(i.Header, "{}"), blob(i.Notes, "[]"),
			i.Source, orNull(i.ReferenceID), i.Setting, i.CodedBytes, i.Owner, millis(i.Created), millis(i.Expires), i.Profile)
		return err
	})
	if err != nil {
		return Image{}, err
	}
	s.settle(i.Hash)
	return i, nil
}

// Image returns an owner's image.
func (s *Store) Image(ctx context.Context, id, owner string) (Image, error) {
	row := s.reader.QueryRowContext(ctx, `SELECT `+imageColumns+` FROM images WHERE id = ? AND `+visible,
		s.visibleTo(owner, id)...)
	i, err := scanImage(row)
	return i, doing("read image", err)
}

// TakenSample returns the newest image of the owner's own, whether or not the store is shared, that a setting made of a
// sample of some name.
func (s *Store) TakenSample(ctx context.Context, owner, setting, name string) (Image, error) {
	i, err := scanImage(s.reader.QueryRowContext(ctx, takenSample, owner, setting, name))
	return i, doing("look for a sample", err)
}

const takenSample = `SELECT ` + imageColumns + ` FROM images i WHERE owner = ? AND setting <> '' AND setting = ?
	AND EXISTS (SELECT 1 FROM images p WHERE p.id = i.reference_id AND p.source = '` + SourceSample + `' AND p.name = ?)
	ORDER BY created DESC, rowid DESC LIMIT 1`

// Made are Images that codecs of ours made.
func (s *Store) Made(ctx context.Context, owner string, p Page) (images []Image, next *Cursor, err error) {
	w := s.ownedBy(owner)
	w.add("setting <> ''")
	return s.newest(ctx, w, p)
}

// Referred tells whether an image is the reference of another.
func (s *Store) Referred(ctx context.Context, id string) (referred bool, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM images WHERE reference_id = ?)`, id).Scan(&referred)
	return referred, doing("look for what refers to an image", err)
}

// Images returns a page of the owner's images, the newest first, and where the next page begins, nil at the end. They
// are sorted by nothing else.
func (s *Store) Images(ctx context.Context, owner string, p Page) (images []Image, next *Cursor, err error) {
	return s.newest(ctx, s.ownedBy(owner), p)
}

// Recent are Images without those that are another's reference, which are reached through it.
func (s *Store) Recent(ctx context.Context, owner string, p Page) (images []Image, next *Cursor, err error) {
	w := s.ownedBy(owner)
	w.add(unreferred)
	return s.newest(ctx, w, p)
}

const unreferred = `NOT EXISTS (SELECT 1 FROM images r WHERE r.reference_id = t.id)`

func (s *Store) newest(ctx context.Context, w *where, p Page) ([]Image, *Cursor, error) {
	order{key: "t.created"}.after(w, p.After, false)
	rows, err := s.reader.QueryContext(ctx, newestImages(w), append(w.args, p.oneMore(), p.Offset)...)
	return pageOf("list images", rows, err, p, scanImage)
}

func newestImages(w *where) string {
	return `SELECT ` + imageColumns + `, t.created, t.rowid FROM images t` + w.sql() + ` ORDER BY t.created DESC, t.rowid DESC LIMIT ? OFFSET ?`
}
