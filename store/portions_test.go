package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestDeleteMuchOnFullDisk: however much goes, the reserve is enough, though no file gives room.
func TestDeleteMuchOnFullDisk(t *testing.T) {
	for name, remove := range map[string]func(*Store) error{
		"all of an owner's": func(s *Store) error { _, err := s.DeleteOwner(t.Context(), "ann"); return err },
		"what expired":      func(s *Store) error { _, err := s.Expire(t.Context(), time.Now()); return err },
	} {
		t.Run(name, func(t *testing.T) {
			s, dir := smallDisk(t)
			for _, fill := range []string{ // 1200 pages of predictions and 1500 of experiments
				`INSERT INTO images (id, hash, name, format, width, height, bytes, source, owner, created, expires)
					SELECT 'i' || n, printf('%064x', n), 'a', 'png', 1, 1, 1, 'upload', 'ann', 1, 1 FROM many WHERE n < 600`,
				`INSERT INTO predictions SELECT 'i' || n, 'fast', 'm1', '"' || printf('%.8000c', 'p') || '"', 1, 1 FROM many WHERE n < 600`,
				`INSERT INTO experiments (id, kind, owner, grid, rows, created, expires)
					SELECT 'e' || n, 'evaluation', 'ann', '{}', '[{"condition":"' || printf('%.60000c', 'r') || '"}]', 1, 1 FROM many WHERE n < 100`,
			} {
				must(t, s.write(t.Context(), "fill", func(tx *sql.Tx) error {
					_, err := tx.Exec(`WITH RECURSIVE many(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM many WHERE n < 999) ` + fill)
					return err
				}))
				must(t, s.emptyLog(t.Context()))
			}
			fillUp(t, s, dir)
			must(t, remove(s))
			if left, err := s.Owned(t.Context(), "ann"); left != (Owned{}) || err != nil {
				t.Errorf("%+v is left, %v", left, err)
			}
		})
	}
}

// TestDeleteInPortions: what goes in several portions goes whole, and what was under way in any of them is told.
func TestDeleteInPortions(t *testing.T) {
	before := portions
	t.Cleanup(func() { portions = before })
	portions = map[string]int{"images": 2, "batches": 2, "experiments": 2}
	s := mustOpen(t, t.TempDir())
	kept := mustImage(t, s, "bob", "in two places 0")
	var open []string
	for n := range 5 {
		b := mustBatch(t, s, "ann", fmt.Sprint("in two places ", n))
		must(t, s.AddBatchFile(t.Context(), b.ID, "ann", BatchFile{Name: "none", Error: "no picture"}))
		open = append(open, mustFeed(t, s, 9).ID)
		if n < 3 {
			e, err := s.CreateExperiment(t.Context(), Experiment{Kind: KindEvaluation, Owner: "ann", State: Queued, Grid: json.RawMessage(fmt.Sprint("[", n, "]"))})
			must(t, err)
			open = append(open, e.ID)
		}
	}
	told, err := s.DeleteOwner(t.Context(), "ann")
	must(t, err)
	if slices.Sort(open); !slices.Equal(slices.Sorted(slices.Values(told)), open) {
		t.Errorf("of %s it tells %s", strings.Join(open, ", "), strings.Join(told, ", "))
	}
	if left, err := s.Owned(t.Context(), "ann"); left != (Owned{}) || err != nil {
		t.Errorf("%+v is left, %v", left, err)
	}
	if names := fileNames(t, s); !slices.Equal(names, []string{kept.Hash}) {
		t.Errorf("left: %v", names)
	}
	checkIntegrity(t, s)
}
