package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// TestCutLog opens the database with a write-ahead log that ends anywhere, as a
// power cut may leave it: what is there is whole, and is what came first.
func TestCutLog(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	must(t, s.emptyLog(t.Context()))
	const rows = 40
	for n := range rows {
		_, err := s.CreateExperiment(t.Context(), Experiment{Kind: KindEvaluation, Owner: fmt.Sprintf("%02d", n)})
		must(t, err)
	}
	base, err := os.ReadFile(filepath.Join(dir, databaseName))
	must(t, err)
	log, err := os.ReadFile(filepath.Join(dir, databaseName+"-wal"))
	must(t, err)

	seen := map[int]bool{}
	for range 25 {
		cut := rand.IntN(len(log) + 1)
		n := openCut(t, base, log[:cut])
		t.Logf("of %d bytes: %d rows of %d", cut, n, rows)
		seen[n] = true
	}
	if openCut(t, base, log) != rows || len(seen) < 5 {
		t.Errorf("the whole log should have all rows, parts of it parts: %v", seen)
	}
}

// openCut opens a copy with this log, and returns how many experiments it has.
func openCut(t *testing.T, base, log []byte) (n int) {
	t.Helper()
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, databaseName), base, 0o600))
	must(t, os.WriteFile(filepath.Join(dir, databaseName+"-wal"), log, 0o600))
	s := mustOpen(t, dir)
	defer s.Close()
	checkIntegrity(t, s)
	var last string
	must(t, s.reader.QueryRow(`SELECT count(*), coalesce(max(owner), '') FROM experiments`).Scan(&n, &last))
	if n > 0 && last != fmt.Sprintf("%02d", n-1) {
		t.Errorf("%d rows, the last is %s: not the first ones", n, last)
	}
	return n
}
