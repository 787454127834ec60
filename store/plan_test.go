package store

import (
	"strings"
	"testing"
)

// TestPlans: what is asked at every poll, page and sweep finds its rows by an index, so that a
// long history costs nothing.
func TestPlans(t *testing.T) {
	alone, shared := &Store{}, &Store{Shared: true}
	made := alone.ownedBy("a")
	made.add("setting <> ''")
	recent := shared.ownedBy("a")
	recent.add(unreferred)
	for name, statement := range map[string]string{
		"next restoration": nextRestoration, "an equal restoration": equalRestoration, "queued": countQueued, "open": countOpen, "next experiment": nextExperiment,
		"expired batches": expireBatches, "expired experiments": expireExperiments,
		"a visitor's pictures": newestImages(alone.ownedBy("a")), "everybody's pictures": newestImages(shared.ownedBy("a")),
		"what the lab made": newestImages(made), "pictures without references": newestImages(recent), "an owner's room": roomTaken, "a sample that was taken": takenSample, "a batch's pictures": batchImages,
	} {
		t.Run(name, func(t *testing.T) {
			s := mustOpen(t, t.TempDir())
			rows, err := s.reader.Query(`EXPLAIN QUERY PLAN `+statement, make([]any, strings.Count(statement, "?"))...)
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			for rows.Next() {
				var id, parent, unused int
				var step string
				if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
					t.Fatal(err)
				}
				for _, table := range []string{"restorations", "experiments", "images", "batches", "t", "i", "p", "o"} {
					if step == "SCAN "+table {
						t.Errorf("reads all of %s: %s", table, statement)
					}
				}
				if step == "USE TEMP B-TREE FOR ORDER BY" && strings.Contains(statement, "LIMIT ?") {
					t.Errorf("sorts all to give some: %s", statement)
				}
			}
			if err := rows.Err(); err != nil {
				t.Fatal(err)
			}
		})
	}
}
