package store

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestDelete: a file stays while any row names it, and no longer.
func TestDelete(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	one, two := mustImage(t, s, "ann", "same"), mustImage(t, s, "bob", "same")
	result := mustRestore(t, s, one.ID, "restored")
	must(t, s.DeleteImage(t.Context(), one.ID, "ann"))
	if names := fileNames(t, s); !slices.Equal(names, []string{two.Hash}) {
		t.Errorf("left: %v; result %s", names, result)
	}
	mustBe(t, s.DeleteImage(t.Context(), one.ID, "ann"), ErrNotFound)
	must(t, s.DeleteImage(t.Context(), two.ID, "bob"))
	if names := fileNames(t, s); len(names) > 0 {
		t.Errorf("left: %v", names)
	}
	checkIntegrity(t, s)
}

// mustRestore runs a job of an image to its end and returns the result's hash.
func mustRestore(t testing.TB, s *Store, imageID, content string) string {
	t.Helper()
	mustQueue(t, s, imageID)
	hash := mustPut(t, s, content)
	must(t, s.FinishRestoration(t.Context(), mustClaim(t, s).ID, Outcome{ResultHash: hash}))
	return hash
}

// TestDeleteWhileTakenIn: the last row goes while the next one with the same
// file is on its way; the file must be there for it.
func TestDeleteWhileTakenIn(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	old := mustImage(t, s, "ann", "same")
	mustPut(t, s, "same")
	mustPut(t, s, "same")
	must(t, s.DeleteImage(t.Context(), old.ID, "ann"))
	created, err := s.CreateImage(t.Context(), Image{Hash: old.Hash, Format: "png", Width: 1, Height: 1, Source: SourceUpload, Owner: "bob"})
	must(t, err)
	if _, err := s.ReadFile(created.Hash); err != nil {
		t.Error(err)
	}
	must(t, s.DeleteImage(t.Context(), created.ID, "bob")) // the other put still awaits its row
	if _, err := s.ReadFile(old.Hash); err != nil {
		t.Error(err)
	}
	s.Now = func() time.Time { return time.Now().Add(abandoned) } // in vain
	if removed, err := s.Expire(t.Context(), s.Now()); removed != (Removed{Files: 1}) || err != nil {
		t.Errorf("%+v, %v", removed, err)
	}
}

func TestDeleteOwner(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	mustImage(t, s, "ann", "one")
	mustRestore(t, s, mustImage(t, s, "ann", "two").ID, "restored")
	third := mustImage(t, s, "ann", "three")
	waiting := mustQueue(t, s, third.ID)
	kept := mustImage(t, s, "bob", "his")
	his := mustQueue(t, s, kept.ID)
	s.Shared = true // makes no difference
	_, err := s.CreateExperiment(t.Context(), Experiment{Kind: KindEvaluation, Owner: "ann"})
	must(t, err)
	sweep, err := s.CreateExperiment(t.Context(), Experiment{Kind: KindSweep, ImageID: third.ID, Owner: "bob", State: Queued})
	must(t, err)
	if owned, err := s.Owned(t.Context(), "ann"); owned != (Owned{Images: 3, Restorations: 2, Experiments: 1}) || err != nil {
		t.Errorf("%+v, %v", owned, err)
	}
	open, err := s.DeleteOwner(t.Context(), "ann")
	must(t, err)
	if slices.Sort(open); !slices.Equal(open, slices.Sorted(slices.Values([]string{waiting.ID, sweep.ID}))) {
		t.Errorf("%v were open; bob's %s was not ann's", open, his.ID)
	}
	if owned, err := s.Owned(t.Context(), "ann"); owned != (Owned{}) || err != nil {
		t.Errorf("%+v is left, %v", owned, err)
	}
	if names := fileNames(t, s); !slices.Equal(names, []string{kept.Hash}) {
		t.Errorf("left: %v", names)
	}
}

// TestEvaluatedPicture: of a picture that is deleted no evaluation keeps the name, and each its figures.
func TestEvaluatedPicture(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	gone, kept := mustImage(t, s, "ann", "gone"), mustImage(t, s, "ann", "kept")
	evaluation := func(images ...Image) string {
		var pictures []string
		for _, i := range images {
			pictures = append(pictures, `{"image":"`+i.ID+`","name":"`+i.Hash+`"}`)
		}
		e, err := s.CreateExperiment(t.Context(), Experiment{Kind: KindEvaluation, Owner: "ann", Grid: json.RawMessage(`{"pictures":[` + strings.Join(pictures, ",") + `]}`)})
		must(t, err)
		return e.ID
	}
	both, other := evaluation(gone, kept, gone), evaluation(kept)
	must(t, s.DeleteImage(t.Context(), gone.ID, "ann"))
	for _, id := range []string{both, other} {
		e, err := s.Experiment(t.Context(), id, "ann")
		if must(t, err); strings.Contains(string(e.Grid), gone.Hash) || strings.Count(string(e.Grid), kept.Hash) != 1 {
			t.Errorf("%s", e.Grid)
		}
	}
	must(t, s.DeleteExperiment(t.Context(), both, "ann"))
	must(t, s.DeleteImage(t.Context(), kept.ID, "ann"))
	var left int
	must(t, s.reader.QueryRow(`SELECT count(*) FROM evaluated`).Scan(&left))
	if left > 0 {
		t.Errorf("%d rows say of pictures that are gone where they were", left)
	}
}

func TestSweepSpares(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	kept := mustImage(t, s, "ann", "kept")
	mustPut(t, s, "orphan")
	fresh := mustPut(t, s, "fresh")
	must(t, os.WriteFile(filepath.Join(dir, picturesName, temporary+"young"), nil, 0o600))
	must(t, os.WriteFile(filepath.Join(dir, picturesName, temporary+"old"), nil, 0o600))
	must(t, os.WriteFile(filepath.Join(dir, picturesName, "README"), nil, 0o600))
	age := func(name string, by time.Duration) {
		then := time.Now().Add(-by)
		must(t, os.Chtimes(filepath.Join(dir, picturesName, name), then, then))
	}
	s.leases = leases{} // as after a start
	age(kept.Hash, 48*time.Hour)
	age(fresh, 0)
	age(temporary+"young", 2*time.Minute)
	age(temporary+"old", 2*time.Hour)
	age("README", 48*time.Hour)
	if removed, err := s.Expire(t.Context(), time.Now()); removed != (Removed{Files: 2}) || err != nil {
		t.Errorf("%+v, %v", removed, err)
	}
	want := []string{kept.Hash, fresh, temporary + "young", "README"}
	slices.Sort(want)
	if names := fileNames(t, s); !slices.Equal(names, want) {
		t.Errorf("left: %v", names)
	}
}

// TestSweepGoesOn: what cannot be removed is told, and is in the way of nothing else, nor of a start.
func TestSweepGoesOn(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	const marker = "a-name-that-tells-on-somebody"
	image, err := s.CreateImage(t.Context(), Image{Hash: mustPut(t, s, marker), Name: marker, Format: "png", Width: 1, Height: 1,
		Source: SourceUpload, Owner: "ann", Expires: s.Now().Add(time.Minute)})
	must(t, err)
	stuck := mustImage(t, s, "ann", "whose file becomes a folder")
	orphan := mustPut(t, s, "orphan")
	s.leases = leases{} // as after a start
	folders := []string{strings.Repeat("0", 64), stuck.Hash, temporary + "folder"}
	must(t, os.Remove(filepath.Join(dir, picturesName, stuck.Hash)))
	for _, name := range folders {
		path := filepath.Join(dir, picturesName, name)
		must(t, os.MkdirAll(filepath.Join(path, "within"), 0o700))
	}
	if err := s.DeleteImage(t.Context(), stuck.ID, "ann"); err == nil {
		t.Error("deleted, though its file is there")
	}
	removed, err := s.Expire(t.Context(), s.Now().Add(2*abandoned))
	if removed != (Removed{1, 2}) || err == nil || !strings.Contains(err.Error(), temporary+"folder") || !strings.Contains(err.Error(), "2 more") {
		t.Errorf("%+v, %v", removed, err)
	}
	if found := filesWith(t, dir, marker); found != 0 {
		t.Errorf("%d files still hold it", found)
	}
	must(t, s.Close())
	slices.Sort(folders)
	if left := fileNames(t, mustOpen(t, dir)); !slices.Equal(left, folders) {
		t.Errorf("left: %v, of %s and %s", left, image.Hash, orphan)
	}
}

// TestExpiry: after expiry nothing is found again, neither by its owner nor by
// searching the bytes of the data folder.
func TestExpiry(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	pass := setClock(s)
	const marker = "a-name-that-tells-on-somebody"
	hash := mustPut(t, s, marker)
	image, err := s.CreateImage(t.Context(), Image{Hash: hash, Name: marker, Format: "png", Width: 1, Height: 1,
		Source: SourceUpload, Owner: "ann", Expires: s.Now().Add(time.Hour)})
	must(t, err)
	stays := mustImage(t, s, "ann", "for ever")
	job := mustQueue(t, s, image.ID)
	mustClaim(t, s) // it expires while it is worked on
	if found := filesWith(t, dir, marker); found == 0 {
		t.Fatal("the search doesn't find it before")
	}

	pass(time.Hour - time.Millisecond)
	if removed, err := s.Expire(t.Context(), s.Now()); removed.Images != 0 || err != nil {
		t.Errorf("too early: %+v, %v", removed, err)
	}
	pass(time.Millisecond)
	if removed, err := s.Expire(t.Context(), s.Now()); removed != (Removed{1, 1}) || err != nil {
		t.Errorf("%+v, %v", removed, err)
	}
	_, err = s.Image(t.Context(), image.ID, "ann")
	mustBe(t, err, ErrNotFound)
	mustBe(t, s.FinishRestoration(t.Context(), job.ID, Outcome{ResultHash: mustPut(t, s, "late "+marker)}), ErrConflict)
	if found := filesWith(t, dir, marker); found != 0 {
		t.Errorf("%d files still hold it", found)
	}
	_, err = s.Image(t.Context(), stays.ID, "ann")
	must(t, err)
}

// filesWith counts the files under dir that hold some text.
func filesWith(t *testing.T, dir, text string) (n int) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if bytes.Contains(content, []byte(text)) || strings.Contains(path, text) {
			n++
		}
		return err
	}))
	return n
}
