package store

import (
	"strings"
	"testing"
)

// TestPlans: what is asked at every poll, page and sweep finds its rows by the index that is meant for it, so that a
// long history costs nothing.
func TestPlans(t *testing.T) {
	alone, shared := &Store{}, &Store{Shared: true}
	made := alone.ownedBy("a")
	made.add("setting <> ''")
	recent := shared.ownedBy("a")
	recent.add(unreferred)
	for name, query := range map[string]struct{ statement, indexes string }{
		"next restoration":            {nextRestoration, "restorations_state restorations_owner restorations_started"},
		"an equal restoration":        {equalRestoration, "restorations_image"},
		"queued":                      {countQueued, "restorations_state"},
		"open":                        {countOpen, "restorations_state"},
		"a batch's next file":         {nextBatchFile, "batch_files_waiting restorations_state"},
		"next experiment":             {nextExperiment, "experiments_queued experiments_started"},
		"expired pictures":            {portionOf("images", expired), "images_expires"},
		"expired batches":             {portionOf("batches", expired), "batches_expires"},
		"expired experiments":         {portionOf("experiments", expired), "experiments_expires"},
		"pictures that go":            {deleteThem("images"), "restorations_image experiments_image batch_files_image images_reference"},
		"batches that go":             {deleteThem("batches"), "batch_files_batch"},
		"experiments that go":         {deleteThem("experiments"), "evaluated_experiment"},
		"a visitor's pictures":        {newestImages(alone.ownedBy("a")), "images_owner"},
		"everybody's pictures":        {newestImages(shared.ownedBy("a")), "images_created"},
		"what the lab made":           {newestImages(made), "images_made"},
		"pictures without references": {newestImages(recent), "images_created images_reference"},
		"an owner's room":             {roomTaken, "images_owner restorations_room restorations_state experiments_owner batches_owner batch_files_batch restorations_painted"},
		"what an owner keeps":         {countOwned, "images_owner images_reference restorations_started experiments_owner batches_owner"},
		"a sample that was taken":     {takenSample, "images_made"},
		"a batch's pictures":          {batchImages, "batch_files_batch images_reference"},
	} {
		t.Run(name, func(t *testing.T) {
			s := mustOpen(t, t.TempDir())
			rows, err := s.reader.Query(`EXPLAIN QUERY PLAN `+query.statement, make([]any, strings.Count(query.statement, "?"))...)
			steps, err := collect("explain", rows, err, func(row scanner) (step string, err error) {
				var id, parent, unused int
				err = row.Scan(&id, &parent, &unused, &step)
				return step, err
			})
			must(t, err)
			for _, step := range steps {
				if table, all := strings.CutPrefix(step, "SCAN "); all && strings.Contains(" restorations experiments images batches batch_files t i p o r b f ", " "+table+" ") {
					t.Errorf("reads all of %s: %s", table, query.statement)
				}
				if step == "USE TEMP B-TREE FOR ORDER BY" && strings.Contains(query.statement, "LIMIT ?") {
					t.Errorf("sorts all to give some: %s", query.statement)
				}
			}
			for _, index := range strings.Fields(query.indexes) {
				if plan := strings.Join(steps, " \n"); !strings.Contains(plan+" ", " INDEX "+index+" ") {
					t.Errorf("doesn't use %s: %s\n%s", index, query.statement, plan)
				}
			}
		})
	}
}
