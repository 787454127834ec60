package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func mustOpen(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(t.Context(), dir)
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustBe(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("the error is %v, should be %v", err, want)
	}
}

// setClock makes the store's clock stand still; the function moves it on.
func setClock(s *Store) (pass func(time.Duration)) {
	now := time.UnixMilli(1_800_000_000_000)
	s.Now = func() time.Time { return now }
	return func(d time.Duration) { now = now.Add(d) }
}

func mustPut(t testing.TB, s *Store, content string) string {
	t.Helper()
	hash, _, err := s.PutFile(context.Background(), strings.NewReader(content), 1<<20)
	must(t, err)
	return hash
}

// mustImage takes in an image of an owner, whose file holds content.
func mustImage(t testing.TB, s *Store, owner, content string) Image {
	t.Helper()
	image, err := s.CreateImage(context.Background(), Image{
		Hash: mustPut(t, s, content), Name: "a.png", Format: "png", Width: 4, Height: 3, Bytes: int64(len(content)),
		Source: SourceUpload, Owner: owner})
	must(t, err)
	return image
}

// mustQueue queues a job for an image.
func mustQueue(t testing.TB, s *Store, imageID string) Restoration {
	t.Helper()
	r, err := s.CreateRestoration(context.Background(), Restoration{
		ImageID: imageID, Model: "fast", ModelHash: "m1", Condition: json.RawMessage(`{"strength":0.5}`), Mode: "auto"})
	must(t, err)
	return r
}

func mustClaim(t testing.TB, s *Store) Restoration {
	t.Helper()
	r, err := s.ClaimRestoration(context.Background())
	must(t, err)
	return r
}

func TestOpenTwice(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	s := mustOpen(t, dir)
	must(t, s.Ping(t.Context()))
	must(t, s.migrate(t.Context())) // once more on the same
	must(t, s.Close())

	s = mustOpen(t, dir)
	var steps int
	must(t, s.reader.QueryRow(`SELECT count(*) FROM migrations`).Scan(&steps))
	if steps < 3 {
		t.Errorf("%d steps are recorded", steps)
	}
}

// TestEveryTableIsStrict: a column takes only its type.
func TestEveryTableIsStrict(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	rows, err := s.reader.Query(`SELECT name FROM pragma_table_list
		WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'`)
	loose, err := collect("list tables", rows, err, scanText)
	if err != nil || len(loose) > 0 {
		t.Errorf("not strict: %v, %v", loose, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	for name, spoil := range map[string]string{
		"a newer uncodec": `INSERT INTO migrations VALUES ('9999_future.sql', '', 0)`,
		"edited":          `UPDATE migrations SET hash = 'other' WHERE name LIKE '0001%'`,
	} {
		dir := t.TempDir()
		s := mustOpen(t, dir)
		_, err := s.writer.Exec(spoil)
		must(t, err)
		must(t, s.Close())
		if _, err := Open(t.Context(), dir); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("the error should say %q: %v", name, err)
		}
	}
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, databaseName), bytes.Repeat([]byte("no database "), 999), 0o600))
	if _, err := Open(t.Context(), dir); err == nil {
		t.Error("opened what is no database")
	}
}

// TestPragmas reads them back from every connection of both pools, all of them
// open at once.
func TestPragmas(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	want := map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1",
		"busy_timeout": "10000"}
	for name, pool := range map[string]struct {
		db        *sql.DB
		n         int
		queryOnly string
	}{"writer": {s.writer, writing.connections, "0"}, "reader": {s.reader, reading.connections, "1"}} {
		want["query_only"] = pool.queryOnly
		for i := range pool.n {
			conn, err := pool.db.Conn(t.Context())
			must(t, err)
			defer conn.Close()
			for pragma, value := range want {
				var got string
				must(t, conn.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got))
				if got != value {
					t.Errorf("%s %d: %s is %s, should be %s", name, i, pragma, got, value)
				}
			}
		}
	}
}

// checkIntegrity asks SQLite about the file and about the references.
func checkIntegrity(t testing.TB, s *Store) {
	t.Helper()
	var verdict string
	must(t, s.reader.QueryRow(`PRAGMA integrity_check`).Scan(&verdict))
	var dangling int
	must(t, s.reader.QueryRow(`SELECT count(*) FROM pragma_foreign_key_check`).Scan(&dangling))
	if verdict != "ok" || dangling != 0 {
		t.Fatalf("integrity: %s, %d dangling references", verdict, dangling)
	}
}

// fileNames lists the folder of pictures.
func fileNames(t testing.TB, s *Store) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(s.path, picturesName))
	must(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func ExampleOpen() {
	dir, _ := os.MkdirTemp("", "")
	defer os.RemoveAll(dir)
	s, err := Open(context.Background(), dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	hash, size, _ := s.PutFile(context.Background(), strings.NewReader("a picture"), 100)
	fmt.Println(hash[:8], size)
	// Output: 92b2fa58 9
}
