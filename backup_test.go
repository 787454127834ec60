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

	older := filepath.Join(t.TempDir(), "older")
	must(t, used.Backup(t.Context(), older))
	db, err := sql.Open("sqlite3", filepath.Join(older, "uncodec.db"))
	must(t, err)
	_, err = db.Exec(`DELETE FROM migrations WHERE name = (SELECT max(name) FROM migrations)`)
	must(t, errors.Join(err, db.Close()))

	for name, c := range map[string]struct{ to, data, want string }{
		"a folder that is there": {to, data, "is there already"},
		"the data folder itself": {filepath.Join(data, "pictures", "copy"), data, "outside of it"},
		"nowhere":                {filepath.Join(to+"2", "copy"), data, "make it"},
		"another version's":      {to + "2", older, "an older uncodec wrote this"},
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
