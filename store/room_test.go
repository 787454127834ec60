package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestOwnerFull: an owner's room is bounded, and grows again by what is deleted.
func TestOwnerFull(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	s.Limits.OwnerBytes = 10
	put := func(owner, text string) (Image, error) {
		return s.CreateImage(t.Context(), Image{
			Hash: mustPut(t, s, text), Bytes: int64(len(text)), Format: "png", Width: 1, Height: 1, Source: SourceUpload, Owner: owner,
		})
	}
	first, err := put("ann", "123456")
	must(t, err)
	_, err = put("ann", "1234")
	must(t, err)
	for owner, c := range map[string]struct {
		file string
		want RoomError
	}{
		"ann": {"x", RoomError{Kept: 10, Added: 1, Limit: 10}},
		"bob": {"of eleven..", RoomError{Kept: 0, Added: 11, Limit: 10}},
	} {
		var full *RoomError
		if _, err := put(owner, c.file); !errors.Is(err, ErrOwnerFull) || !errors.As(err, &full) || *full != c.want {
			t.Errorf("%s brings %q: %v, want %v", owner, c.file, err, &c.want)
		}
	}
	again, err := put("ann", "123456") // the same file takes no more room
	must(t, err)
	_, err = put("bob", "x")
	must(t, err)
	must(t, s.DeleteImage(t.Context(), first.ID, "ann"))
	if _, err := put("ann", "x"); !errors.Is(err, ErrOwnerFull) {
		t.Errorf("another row still names the file: %v", err)
	}
	must(t, s.DeleteImage(t.Context(), again.ID, "ann"))
	_, err = put("ann", "x")
	must(t, err)
}

// TestProfilesTakeRoom: a profile is a row's own, however many rows name the file.
func TestProfilesTakeRoom(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	s.Limits.OwnerBytes = 100
	var first Image
	for n := range 3 {
		i, err := s.CreateImage(t.Context(), Image{
			Hash: mustPut(t, s, "0123456789"), Bytes: 10, Format: "jxl", Width: 1, Height: 1, Source: SourceUpload, Owner: "ann", Profile: make([]byte, 40),
		})
		if n < 2 {
			must(t, err)
			first = i
			continue
		}
		mustBe(t, err, ErrOwnerFull)
	}
	_, err := s.CopyImage(t.Context(), first.ID, "ann")
	mustBe(t, err, ErrOwnerFull)
}

// TestResultsTakeRoom: restored pictures take of their owner's room, those that wait or run as much as they may become; when it
// is full no more are begun, while those at work are finished.
func TestResultsTakeRoom(t *testing.T) {
	const waiting = 3 * 4 * 3 // of 4 × 3 pixels
	s := mustOpen(t, t.TempDir())
	s.Limits.OwnerBytes = 4 + 2*waiting
	picture := mustImage(t, s, "ann", "1234")
	first, second := mustQueue(t, s, picture.ID), mustQueue(t, s, picture.ID)
	finish := func(text string) {
		t.Helper()
		must(t, s.FinishRestoration(t.Context(), mustClaim(t, s).ID, Outcome{ResultHash: mustPut(t, s, text)}))
	}
	_, err := s.CreateRestoration(t.Context(), Restoration{ImageID: picture.ID, Mode: "auto"})
	mustBe(t, err, ErrOwnerFull)          // though nothing is restored yet
	stored := func(i Image, want int64) { // as the refusal of another one says
		t.Helper()
		room := s.Limits.OwnerBytes
		defer func() { s.Limits.OwnerBytes = room }()
		s.Limits.OwnerBytes = 1
		_, err := s.CreateRestoration(t.Context(), Restoration{ImageID: i.ID, Mode: "auto"})
		if !errors.Is(err, ErrOwnerFull) || !strings.Contains(err.Error(), fmt.Sprintf(" %d bytes", want+waiting)) {
			t.Errorf("%v: should be one more than %d", err, want)
		}
	}
	finish("result")
	stored(picture, 10+waiting)
	s.Limits.OwnerBytes = 10 + waiting
	_, err = s.CreateRestoration(t.Context(), Restoration{ImageID: picture.ID, Mode: "auto"})
	mustBe(t, err, ErrOwnerFull)
	_, err = s.CreateImage(t.Context(), Image{
		Hash: mustPut(t, s, "x"), Bytes: 1, Format: "png", Width: 1, Height: 1, Source: SourceUpload, Owner: "ann"})
	mustBe(t, err, ErrOwnerFull)
	mustImage(t, s, "ann", "result") // the same file takes no more room

	must(t, s.DeleteRestoration(t.Context(), first.ID, "ann"))
	stored(picture, 10+waiting) // the image of that file is still there
	finish("of eleven..")
	stored(picture, 21)
	must(t, s.DeleteRestoration(t.Context(), second.ID, "ann"))
	s.Limits.OwnerBytes--
	_, err = s.CreateRestoration(t.Context(), Restoration{ImageID: picture.ID, Mode: "auto"})
	mustBe(t, err, ErrOwnerFull)
	his := mustImage(t, s, "bob", "x")
	mustQueue(t, s, his.ID)
	s.Limits.OwnerBytes++
	mustQueue(t, s, picture.ID)

	s.Limits.OwnerBytes = 0
	painted := fmt.Appendf(nil, `{"asked":{"map":{"cells":%q}}}`, strings.Repeat("A", 2000))
	_, err = s.CreateRestoration(t.Context(), Restoration{ImageID: picture.ID, Condition: painted, Mode: "auto"})
	must(t, err)
	stored(picture, 10+2*waiting+int64(len(painted))) // and what was painted, though it waits
	all, err := s.Restorations(t.Context(), picture.ID)
	if must(t, err); strings.Contains(string(all[0].Condition), "AAA") {
		t.Error("a picture's list has all that was ever painted on it")
	}

	_, err = s.CreateImage(t.Context(), Image{ // a profile that the row keeps takes room, too
		Hash: mustPut(t, s, "y"), Bytes: 1, Profile: []byte("icc"), Format: "jxl", Width: 1, Height: 1, Source: SourceUpload, Owner: "bob"})
	must(t, err)
	stored(his, 5+waiting)
	checkIntegrity(t, s)
}

// TestExperimentsTakeRoom: what they go over and what they measured takes of their owner's room.
func TestExperimentsTakeRoom(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	const grid, rows = `{"model":"fast"}`, `[{"condition":"input"}]`
	s.Limits.OwnerBytes = int64(1 + len(grid) + len(rows))
	image := mustImage(t, s, "ann", "x")
	begin := func() (Experiment, error) {
		return s.CreateExperiment(t.Context(), Experiment{Kind: KindSweep, ImageID: image.ID, Owner: "ann", Grid: json.RawMessage(grid), State: Queued})
	}
	sweep, err := begin()
	must(t, err)
	_, err = s.ClaimExperiment(t.Context(), KindSweep)
	must(t, err)
	must(t, s.GrowExperiment(t.Context(), sweep.ID, json.RawMessage(rows)))
	must(t, s.EndExperiment(t.Context(), sweep.ID, Done, ""))
	var full *RoomError
	if _, err := begin(); !errors.As(err, &full) || full.Kept != s.Limits.OwnerBytes || full.Added != int64(len(grid)) {
		t.Errorf("another one: %v", err)
	}
	must(t, s.DeleteExperiment(t.Context(), sweep.ID, "ann"))
	_, err = begin()
	must(t, err)
}

// TestBatchesTakeRoom: what a batch calls its files, and says of those that were refused, takes of its owner's room.
func TestBatchesTakeRoom(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	b, err := s.CreateBatch(t.Context(), Batch{Owner: "ann", Model: "fast"})
	must(t, err)
	refused := BatchFile{Name: strings.Repeat("é", 20), Error: "no picture"}
	const line = 50
	s.Limits.OwnerBytes = 2*line + 1
	for range 2 {
		must(t, s.AddBatchFile(t.Context(), b.ID, "ann", refused))
	}
	var full *RoomError
	if err := s.AddBatchFile(t.Context(), b.ID, "ann", refused); !errors.As(err, &full) || full.Kept != 2*line || full.Added != line {
		t.Errorf("a third one: %v", err)
	}
	mustBe(t, s.AddBatchFile(t.Context(), "none", "ann", refused), ErrNotFound)
	mustBe(t, s.AddBatchFile(t.Context(), b.ID, "bob", refused), ErrNotFound)
	image := mustImage(t, s, "ann", "x")
	must(t, s.AddBatchFile(t.Context(), b.ID, "ann", BatchFile{Name: "x", Image: &image})) // it is in, and so is its name
	_, err = s.CreateImage(t.Context(), Image{Hash: mustPut(t, s, "y"), Bytes: 1, Format: "png", Width: 1, Height: 1, Source: SourceUpload, Owner: "ann"})
	mustBe(t, err, ErrOwnerFull)
	_, err = s.DeleteBatch(t.Context(), b.ID, "ann")
	must(t, err)
	mustImage(t, s, "ann", "y")
}
