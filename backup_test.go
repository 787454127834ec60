package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"uncodec/store"
)

// TestBackup copies a folder that a studio has open.
func TestBackup(t *testing.T) {
	data := t.TempDir()
	used, err := store.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer used.Close()
	hash, _, err := used.PutFile(t.Context(), strings.NewReader("a picture"), 100)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := used.CreateImage(t.Context(), store.Image{Owner: "ann", Name: "a.png", Hash: hash, Format: "png", Bytes: 9, Source: store.SourceUpload, Width: 8, Height: 8})
	if err != nil {
		t.Fatal(err)
	}

	to := filepath.Join(t.TempDir(), "copy")
	if code, _, told := uncodec(t, "backup", to, "--data", data); code != 0 {
		t.Fatalf("ended with %d: %s", code, told)
	}
	copied, err := store.Open(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	if i, err := copied.Image(context.Background(), kept.ID, "ann"); err != nil || i.Hash != hash {
		t.Errorf("%+v %v", i, err)
	}
	if f, err := copied.OpenFile(hash); err != nil {
		t.Error(err)
	} else {
		f.Close()
	}

	for name, c := range map[string]struct{ to, data, want string }{
		"a folder that is there": {to, data, "exists"},
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
