package store

import (
	"encoding/json"
	"slices"
	"testing"
	"time"
)

// mustBatch makes an owner's batch with a file for each content.
func mustBatch(t testing.TB, s *Store, owner string, contents ...string) Batch {
	t.Helper()
	b, err := s.CreateBatch(t.Context(), Batch{Owner: owner, Model: "fast", Condition: json.RawMessage(`{"mode":"auto"}`)})
	must(t, err)
	for _, content := range contents {
		i := mustImage(t, s, owner, content)
		must(t, s.AddBatchFile(t.Context(), b.ID, owner, BatchFile{Name: content, Image: &i}))
	}
	return b
}

// mustFeed puts the next file into the queue.
func mustFeed(t testing.TB, s *Store, ahead int) Restoration {
	t.Helper()
	b, f, err := s.NextBatchFile(t.Context(), ahead)
	must(t, err)
	r, err := s.CreateRestoration(t.Context(), Restoration{
		ImageID: f.Image.ID, Model: b.Model, ModelHash: "m1", Condition: b.Condition, Mode: "auto", BatchFile: f.ID})
	must(t, err)
	return r
}

func TestBatch(t *testing.T) {
	ctx, s := t.Context(), mustOpen(t, t.TempDir())
	b := mustBatch(t, s, "ann", "one", "two", "three")
	must(t, s.AddBatchFile(ctx, b.ID, "ann", BatchFile{Name: "four", Error: "no picture"}))
	mustBe(t, s.AddBatchFile(ctx, b.ID, "bob", BatchFile{Name: "five", Error: "no picture"}), ErrNotFound)
	other := mustBatch(t, s, "ann")
	files, err := s.BatchFiles(ctx, b.ID)
	must(t, err)
	mustBe(t, s.AddBatchFile(ctx, other.ID, "ann", BatchFile{Name: "one", Image: files[0].Image}), ErrNotFound) // it is the first one's
	mustBe(t, s.AddBatchFile(ctx, other.ID, "ann", BatchFile{Name: "gone", Image: &Image{ID: "none"}}), ErrNotFound)
	_, err = s.DeleteBatch(ctx, other.ID, "ann")
	must(t, err)
	_, err = s.Batch(ctx, b.ID, "bob")
	mustBe(t, err, ErrNotFound)

	first := mustFeed(t, s, 2)
	mustFeed(t, s, 2)
	_, _, err = s.NextBatchFile(ctx, 2)
	mustBe(t, err, ErrNotFound) // two are open
	mustClaim(t, s)
	must(t, s.FinishRestoration(ctx, first.ID, Outcome{ResultHash: mustPut(t, s, "result")}))

	b, err = s.Batch(ctx, b.ID, "ann")
	must(t, err)
	if b.Files != 4 || b.Done != 1 || b.Failed != 1 || b.Open != 2 {
		t.Errorf("of 4 files 1 is done, 1 failed, 2 are open: %+v", b)
	}
	files, err = s.BatchFiles(ctx, b.ID)
	must(t, err)
	for n, name := range []string{"one", "two", "three", "four"} {
		f := files[n]
		if f.Name != name || (f.Image == nil) != (n == 3) || (f.Restoration == nil) != (n >= 2) {
			t.Errorf("file %d is %+v", n, f)
		}
	}
	if files[0].Restoration.State != Done || files[1].Restoration.State != Queued || files[3].Error != "no picture" {
		t.Errorf("they are %+v", files)
	}

	must(t, s.DeleteImage(ctx, files[0].Image.ID, "ann"))
	original, shared := mustImage(t, s, "ann", "original"), mustImage(t, s, "ann", "shared")
	must(t, s.AddReference(ctx, files[1].Image.ID, "ann", original.ID, nil))
	must(t, s.AddReference(ctx, files[2].Image.ID, "ann", shared.ID, nil))
	outside := mustImage(t, s, "ann", "outside")
	must(t, s.AddReference(ctx, outside.ID, "ann", shared.ID, nil))
	_, err = s.DeleteBatch(ctx, b.ID, "bob")
	mustBe(t, err, ErrNotFound)
	open, err := s.DeleteBatch(ctx, b.ID, "ann")
	if must(t, err); !slices.Equal(open, []string{files[1].Restoration.ID}) {
		t.Errorf("there was open %v", open)
	}
	if all, _, err := s.Batches(ctx, "ann", Page{Limit: 9}); err != nil || len(all) > 0 {
		t.Errorf("after its deletion there are %v, %v", all, err)
	}
	kept := []string{outside.ID, shared.ID}
	if left, _, err := s.Images(ctx, "ann", Page{Limit: 9}); err != nil || len(left) != 2 || !slices.Equal([]string{left[0].ID, left[1].ID}, kept) {
		t.Errorf("with its pictures and their references it leaves %v, %v", left, err)
	}
	if names := fileNames(t, s); len(names) != 2 {
		t.Errorf("files left: %v", names)
	}
}

// TestBatchTurns: who has the fewest jobs open is fed first, and the queue is never full of one batch.
func TestBatchTurns(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	mustBatch(t, s, "ann", "a1", "a2", "a3", "a4")
	mustBatch(t, s, "bob", "b1", "b2")
	var order []string
	for range 4 {
		order = append(order, mustFeed(t, s, 2).Owner)
	}
	if want := []string{"ann", "bob", "ann", "bob"}; !slices.Equal(order, want) {
		t.Errorf("the turns are %v, should be %v", order, want)
	}
	_, _, err := s.NextBatchFile(t.Context(), 2)
	mustBe(t, err, ErrNotFound)
}

// TestBatchStops: what was stopped or failed waits until it is told to go on.
func TestBatchStops(t *testing.T) {
	ctx, s := t.Context(), mustOpen(t, t.TempDir())
	b := mustBatch(t, s, "ann", "one", "two", "three")
	waiting, f, err := s.NextBatchFile(ctx, 2)
	must(t, err)
	must(t, s.StopBatch(ctx, b.ID, "ann"))
	_, err = s.CreateRestoration(ctx, Restoration{ImageID: f.Image.ID, Model: waiting.Model, Condition: waiting.Condition, Mode: "auto", BatchFile: f.ID})
	mustBe(t, err, ErrConflict) // it was stopped meanwhile, and no job is left of it
	if n, err := s.QueueLength(ctx); err != nil || n != 0 {
		t.Errorf("%d jobs wait, %v", n, err)
	}
	_, _, err = s.NextBatchFile(ctx, 2)
	mustBe(t, err, ErrNotFound)

	mustBe(t, s.ResumeBatch(ctx, b.ID, "bob"), ErrNotFound)
	must(t, s.ResumeBatch(ctx, b.ID, "ann"))
	must(t, s.CancelRestoration(ctx, mustFeed(t, s, 2).ID, "ann"))
	failed := mustFeed(t, s, 2)
	mustClaim(t, s)
	must(t, s.FailRestoration(ctx, failed.ID, "no"))
	_, third, err := s.NextBatchFile(ctx, 2)
	must(t, err)
	must(t, s.FailBatchFile(ctx, third, "no model"))
	if b, err = s.Batch(ctx, b.ID, "ann"); err != nil || b.Open != 0 || b.Failed != 2 {
		t.Errorf("%+v, %v", b, err)
	}
	must(t, s.ResumeBatch(ctx, b.ID, "ann"))
	if b, err = s.Batch(ctx, b.ID, "ann"); err != nil || b.Open != 3 || b.Failed != 0 {
		t.Errorf("told to go on: %+v, %v", b, err)
	}
}

func TestBatchExpires(t *testing.T) {
	ctx, s := t.Context(), mustOpen(t, t.TempDir())
	pass := setClock(s)
	_, err := s.CreateBatch(ctx, Batch{Owner: "ann", Model: "fast", Expires: s.Now().Add(time.Hour)})
	must(t, err)
	kept, err := s.CreateBatch(ctx, Batch{Owner: "ann", Model: "fast"})
	must(t, err)
	pass(2 * time.Hour)
	_, err = s.Expire(ctx, s.Now())
	must(t, err)
	all, _, err := s.Batches(ctx, "ann", Page{Limit: 9})
	if err != nil || len(all) != 1 || all[0].ID != kept.ID {
		t.Errorf("%v, %v are left", all, err)
	}
	_, err = s.DeleteOwner(ctx, "ann")
	must(t, err)
	if all, _, err = s.Batches(ctx, "ann", Page{Limit: 9}); err != nil || len(all) > 0 {
		t.Errorf("%v, %v are left of a deleted owner", all, err)
	}
}

// TestBatchShared: in a lab the pictures of one in the batch of another count as their owner's.
func TestBatchShared(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	s.Shared = true
	b := mustBatch(t, s, "ann")
	for _, content := range []string{"b1", "b2", "b3"} {
		i := mustImage(t, s, "bob", content)
		must(t, s.AddBatchFile(t.Context(), b.ID, "bob", BatchFile{Name: content, Image: &i}))
	}
	mustFeed(t, s, 2)
	mustFeed(t, s, 2)
	_, _, err := s.NextBatchFile(t.Context(), 2)
	mustBe(t, err, ErrNotFound)
}

// TestBatchFileStuck: a file at which the program ended twice is not tried a third time, and
// one that was not to blame is.
func TestBatchFileStuck(t *testing.T) {
	ctx, s := t.Context(), mustOpen(t, t.TempDir())
	b := mustBatch(t, s, "ann", "one")
	for range 3 {
		_, f, err := s.NextBatchFile(ctx, 2)
		must(t, err)
		must(t, s.ReturnBatchFile(ctx, f))
	}
	for n := range maxAttempts {
		failed, err := s.FailStuckBatchFiles(ctx)
		if must(t, err); failed > 0 {
			t.Fatalf("given up after %d attempts", n)
		}
		_, _, err = s.NextBatchFile(ctx, 2)
		must(t, err)
	}
	if failed, err := s.FailStuckBatchFiles(ctx); err != nil || failed != 1 {
		t.Errorf("%d are given up, %v", failed, err)
	}
	must(t, s.ResumeBatch(ctx, b.ID, "ann"))
	mustFeed(t, s, 2)
}

// TestBatchFileIDAgain: what becomes of a file that was deleted on its way into the queue doesn't touch the next one, which
// has its id.
func TestBatchFileIDAgain(t *testing.T) {
	ctx, s := t.Context(), mustOpen(t, t.TempDir())
	b := mustBatch(t, s, "ann", "hers")
	_, hers, err := s.NextBatchFile(ctx, 2)
	must(t, err)
	_, err = s.DeleteBatch(ctx, b.ID, "ann")
	must(t, err)
	b = mustBatch(t, s, "bob", "his")
	_, his, err := s.NextBatchFile(ctx, 2)
	if must(t, err); his.ID != hers.ID {
		t.Fatalf("the next file is %d after %d: this shows nothing", his.ID, hers.ID)
	}
	must(t, s.ReturnBatchFile(ctx, hers))
	mustBe(t, s.FailBatchFile(ctx, hers, "its picture is missing"), ErrConflict)
	_, err = s.CreateRestoration(ctx, Restoration{ImageID: mustImage(t, s, "ann", "another").ID, Mode: "auto", BatchFile: hers.ID})
	mustBe(t, err, ErrConflict)
	var attempts int
	must(t, s.reader.QueryRow(`SELECT attempts FROM batch_files`).Scan(&attempts))
	if b, err = s.Batch(ctx, b.ID, "bob"); err != nil || b.Failed != 0 || b.Open != 1 || attempts != 1 {
		t.Errorf("bob's: %+v, %d attempts, %v", b, attempts, err)
	}
	mustFeed(t, s, 2)
}

// TestBatchLosesRestoration: a restoration's deletion leaves the file its line, and it can be tried again.
func TestBatchLosesRestoration(t *testing.T) {
	ctx, s := t.Context(), mustOpen(t, t.TempDir())
	b := mustBatch(t, s, "ann", "one")
	job := mustFeed(t, s, 2)
	mustBe(t, s.DeleteRestoration(ctx, job.ID, "ann"), ErrConflict)
	must(t, s.CancelRestoration(ctx, job.ID, "ann"))
	must(t, s.DeleteRestoration(ctx, job.ID, "ann"))
	files, err := s.BatchFiles(ctx, b.ID)
	if must(t, err); len(files) != 1 || files[0].Error == "" || files[0].Restoration != nil {
		t.Fatalf("%+v", files)
	}
	must(t, s.ResumeBatch(ctx, b.ID, "ann"))
	mustFeed(t, s, 2)
}

// TestBatchFull: there is room for so many files and no more.
func TestBatchFull(t *testing.T) {
	ctx, s := t.Context(), mustOpen(t, t.TempDir())
	b := mustBatch(t, s, "ann")
	_, err := s.writer.ExecContext(ctx, `
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		INSERT INTO batch_files (batch_id, name, error) SELECT ?, 'a', 'no' FROM n`, BatchFiles, b.ID)
	must(t, err)
	mustBe(t, s.AddBatchFile(ctx, b.ID, "ann", BatchFile{Name: "b", Error: "no"}), ErrNotFound)
}
