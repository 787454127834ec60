package main

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"uncodec/store"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestBackup copies a folder that a studio has open.
func TestBackup(t *testing.T) {
	data := t.TempDir()
	used, err := store.Open(t.Context(), data)
	must(t, err)
	defer used.Close()
	hash, _, err := used.PutFile(t.Context(), strings.NewReader("a picture"), 100)
	must(t, err)
	kept, err := used.CreateImage(t.Context(), store.Image{Owner: "ann", Name: "a.png", Hash: hash, Format: "png", Bytes: 9, Source: store.SourceUpload, Width: 8, Height: 8})
	must(t, err)

	to := filepath.Join(t.TempDir(), "copy")
	if code, _, told := uncodec(t, "backup", to, "--data", data); code != 0 {
		t.Fatalf("ended with %d: %s", code, told)
	}
	copied, err := store.Open(t.Context(), to)
	must(t, err)
	defer copied.Close()
	if i, err := copied.Image(context.Background(), kept.ID, "ann"); err != nil || i.Hash != hash {
		t.Errorf("%+v %v", i, err)
	}
	if f, err := copied.OpenFile(hash); err != nil {
		t.Error(err)
	} else {
		f.Close()
	}

	newer := filepath.Join(t.TempDir(), "newer")
	must(t, used.Backup(t.Context(), newer))
	change(t, newer, `INSERT INTO migrations (name, hash, applied) VALUES ('9999_later.sql', '', 0)`)

	for name, c := range map[string]struct{ to, data, want string }{
		"a folder that is there": {to, data, "is there already"},
		"the data folder itself": {filepath.Join(data, "pictures", "copy"), data, "outside of it"},
		"nowhere":                {filepath.Join(to+"2", "copy"), data, "make it"},
		"a newer version's":      {to + "2", newer, "a newer uncodec wrote this"},
		"no data":                {to + "2", t.TempDir(), "name its folder with --data"},
	} {
		if code, _, told := uncodec(t, "backup", c.to, "--data", c.data); code != 1 || !strings.Contains(told, c.want) {
			t.Errorf("%s: ended with %d: %s", name, code, told)
		}
	}
	if exists(to+"2") || !exists(to) {
		t.Error("a refusal leaves things as they are")
	}
}

// TestBackupOfAnOlderStudio: what an older program wrote is copied as it is, before this one brings it up to date.
func TestBackupOfAnOlderStudio(t *testing.T) {
	data, to := filepath.Join(t.TempDir(), "older"), filepath.Join(t.TempDir(), "copy")
	made, err := store.Open(t.Context(), data)
	must(t, err)
	hash, _, err := made.PutFile(t.Context(), strings.NewReader("a picture"), 100)
	must(t, err)
	kept, err := made.CreateImage(t.Context(), store.Image{Owner: "ann", Name: "a.png", Hash: hash, Format: "png", Bytes: 9, Source: store.SourceUpload, Width: 8, Height: 8})
	must(t, errors.Join(err, made.Close()))
	const before0016 = `DELETE FROM migrations WHERE name = '0016_turns.sql'; DROP INDEX experiments_started; ALTER TABLE experiments DROP COLUMN started`
	change(t, data, before0016)

	if code, _, told := uncodec(t, "backup", to, "--data", data); code != 0 {
		t.Fatalf("ended with %d: %s", code, told)
	}
	copied, err := store.Open(t.Context(), to)
	must(t, err)
	defer copied.Close()
	if i, err := copied.Image(t.Context(), kept.ID, "ann"); err != nil || i.Hash != hash {
		t.Errorf("%+v %v", i, err)
	}
	_, err = copied.ReadFile(hash)
	must(t, err)
}

// change runs statements in a data folder's database.
func change(t *testing.T, data, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(data, "uncodec.db"))
	must(t, err)
	_, err = db.Exec(statements)
	must(t, errors.Join(err, db.Close()))
}
