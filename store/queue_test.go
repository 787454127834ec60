package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"uncodec/turns"
)

// TestLife follows one job from the queue to its result.
func TestLife(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	pass := setClock(s)
	image := mustImage(t, s, "ann", "hers")
	job := mustQueue(t, s, image.ID)
	if job.State != Queued || job.Owner != "ann" || !job.Created.Equal(s.Now()) {
		t.Errorf("queued: %+v", job)
	}
	if place, _ := s.QueuePosition(t.Context(), job.ID); place != 1 {
		t.Errorf("place %d", place)
	}
	pass(time.Second)
	claimed := mustClaim(t, s)
	if claimed.ID != job.ID || claimed.State != Running || claimed.Attempts != 1 || !claimed.Started.Equal(s.Now()) {
		t.Errorf("claimed: %+v", claimed)
	}
	_, err := s.ClaimRestoration(t.Context())
	mustBe(t, err, ErrNotFound)
	if place, _ := s.QueuePosition(t.Context(), job.ID); place != 0 {
		t.Errorf("place of a running job %d", place)
	}
	must(t, s.SetProgress(t.Context(), job.ID, 1, 4))
	if r, _ := s.Restoration(t.Context(), job.ID, "ann"); r.Progress != 0.25 || r.TilesDone != 1 || r.Tiles != 4 {
		t.Errorf("progress: %+v", r)
	}
	pass(time.Second)
	consistency := 0.98
	must(t, s.FinishRestoration(t.Context(), job.ID, Outcome{ResultHash: mustPut(t, s, "restored"),
		Measures: json.RawMessage(`{"input":{}}`), Consistency: &consistency, Timings: json.RawMessage(`{"decode":0.1}`), Held: 0.75, Steps: 4}))

	want := claimed
	want.State, want.Progress, want.TilesDone, want.Tiles = Done, 1, 4, 4
	want.Measures, want.Consistency, want.Timings = json.RawMessage(`{"input":{}}`), &consistency, json.RawMessage(`{"decode":0.1}`)
	want.ResultHash, want.Finished, want.Held = mustPut(t, s, "restored"), s.Now(), 0.75
	list, err := s.Restorations(t.Context(), image.ID)
	must(t, err)
	if d := cmp.Diff([]Restoration{want}, list); d != "" {
		t.Error(d)
	}
}

// TestEnded: an ended job stays as it is.
func TestEnded(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	image := mustImage(t, s, "ann", "hers")
	finish := func(id string) error { // a result that comes too late is dropped, so each brings its own
		return s.FinishRestoration(t.Context(), id, Outcome{ResultHash: mustPut(t, s, "restored")})
	}
	end := map[State]func(id string) error{
		Done:      finish,
		Failed:    func(id string) error { return s.FailRestoration(t.Context(), id, "no memory") },
		Cancelled: func(id string) error { return s.CancelRestoration(t.Context(), id, "ann") },
	}
	for state := range end {
		job := mustQueue(t, s, image.ID)
		mustClaim(t, s)
		must(t, end[state](job.ID))
		for _, again := range end {
			mustBe(t, again(job.ID), ErrConflict)
		}
		mustBe(t, s.SetProgress(t.Context(), job.ID, 1, 2), ErrConflict)
		mustBe(t, s.RequeueRestoration(t.Context(), job.ID), ErrConflict)
		if r, _ := s.Restoration(t.Context(), job.ID, "ann"); r.State != state || r.Finished.IsZero() {
			t.Errorf("%+v, should be %s", r, state)
		}
	}
	waiting := mustQueue(t, s, image.ID)
	mustBe(t, s.FailRestoration(t.Context(), waiting.ID, "not running"), ErrConflict)
	must(t, s.CancelRestoration(t.Context(), waiting.ID, "ann"))
	_, err := s.ClaimRestoration(t.Context())
	mustBe(t, err, ErrNotFound)
	_, err = s.CreateRestoration(t.Context(), Restoration{ImageID: "gone", Mode: "auto"})
	mustBe(t, err, ErrNotFound)
}

// TestTurns: one owner's hundred jobs don't keep another owner's one waiting.
func TestTurns(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	pass := setClock(s)
	owners := map[string]string{} // of jobs
	images := map[string]Image{}
	for _, owner := range strings.Split("aaaabbac", "") {
		if _, ok := images[owner]; !ok {
			images[owner] = mustImage(t, s, owner, "of "+owner)
		}
		owners[mustQueue(t, s, images[owner].ID).ID] = owner
		pass(time.Second)
	}
	var order strings.Builder
	for len(owners) > 0 {
		job := mustClaim(t, s)
		order.WriteString(owners[job.ID])
		delete(owners, job.ID)
		checkPlaces(t, s, len(owners))
		pass(time.Second)
		must(t, s.FailRestoration(t.Context(), job.ID, "done with"))
	}
	if got := order.String(); got != "abcabaaa" {
		t.Errorf("served in the order %s", got)
	}
}

// TestExperimentTurns: one owner's evaluations, which may each take an hour, don't keep another owner's waiting.
func TestExperimentTurns(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	pass := setClock(s)
	for n, owner := range strings.Split("aaabbac", "") {
		e := Experiment{Kind: KindEvaluation, Owner: owner, State: Queued, Grid: json.RawMessage(fmt.Sprint(n))}
		first, err := s.CreateExperiment(t.Context(), e)
		must(t, err)
		if again, err := s.CreateExperiment(t.Context(), e); err != nil || again.ID != first.ID {
			t.Errorf("pressed twice it is begun twice: %v", err)
		}
		pass(time.Second)
	}
	var order strings.Builder
	for range 7 {
		e, err := s.ClaimExperiment(t.Context(), KindEvaluation)
		must(t, err)
		order.WriteString(e.Owner)
		pass(time.Second)
		must(t, s.EndExperiment(t.Context(), e.ID, Done, ""))
	}
	if got := order.String(); got != "abcabaa" {
		t.Errorf("served in the order %s", got)
	}
}

// checkPlaces: the places of n waiting jobs are 1…n.
func checkPlaces(t *testing.T, s *Store, n int) {
	t.Helper()
	var lowest, highest, different int
	must(t, s.reader.QueryRow(`SELECT coalesce(min(place), 1), coalesce(max(place), 0), count(DISTINCT place) FROM queue`).
		Scan(&lowest, &highest, &different))
	if lowest != 1 || highest != n || different != n {
		t.Errorf("places %d…%d, %d different, of %d", lowest, highest, different, n)
	}
	if length, err := s.QueueLength(t.Context()); length != n || err != nil {
		t.Errorf("queue length %d of %d, %v", length, n, err)
	}
}

// TestFewestRunning: with two workers, the second goes to the other owner even
// if that one came later and was served just before.
func TestFewestRunning(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	pass := setClock(s)
	ann, bob := mustImage(t, s, "ann", "hers"), mustImage(t, s, "bob", "his")
	mustQueue(t, s, bob.ID)
	must(t, s.FailRestoration(t.Context(), mustClaim(t, s).ID, "bob was served last"))
	for range 3 {
		mustQueue(t, s, ann.ID)
	}
	pass(time.Second)
	mustQueue(t, s, bob.ID)
	if first, second := mustClaim(t, s), mustClaim(t, s); first.Owner != "ann" || second.Owner != "bob" {
		t.Errorf("%s, then %s", first.Owner, second.Owner)
	}
}

func TestRequeue(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	image := mustImage(t, s, "ann", "hers")
	job := mustQueue(t, s, image.ID)
	mustClaim(t, s)
	must(t, s.RequeueRestoration(t.Context(), job.ID)) // asked to end: doesn't count

	for _, want := range []struct{ requeued, failed int }{{1, 0}, {0, 1}, {0, 0}} {
		if want.requeued+want.failed > 0 {
			mustClaim(t, s)
		}
		requeued, failed, err := s.RequeueRunning(t.Context())
		if requeued != want.requeued || failed != want.failed || err != nil {
			t.Errorf("%d requeued, %d failed, %v; should be %+v", requeued, failed, err, want)
		}
	}
	r, err := s.Restoration(t.Context(), job.ID, "ann")
	if err != nil || r.State != Failed || r.Error != stoppedReason || r.Attempts != 2 {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestRequeueExperiment: an experiment gets a second chance too, and no third one.
func TestRequeueExperiment(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	e, err := s.CreateExperiment(t.Context(), Experiment{Kind: KindEvaluation, Owner: "ann", State: Queued})
	must(t, err)
	claim := func() {
		t.Helper()
		if got, err := s.ClaimExperiment(t.Context(), KindEvaluation); got.ID != e.ID || err != nil {
			t.Fatalf("claimed %+v, %v", got, err)
		}
	}
	claim()
	must(t, s.EndExperiment(t.Context(), e.ID, Queued, "")) // asked to end: doesn't count
	for _, want := range []State{Queued, Failed} {
		claim()
		requeued, failed, err := s.RequeueRunning(t.Context())
		got, _ := s.Experiment(t.Context(), e.ID, "ann")
		if requeued+failed != 1 || (failed == 1) != (want == Failed) || got.State != want || err != nil {
			t.Errorf("%d requeued, %d failed, it is %s, %v; should be %s", requeued, failed, got.State, err, want)
		}
	}
	if got, err := s.Experiment(t.Context(), e.ID, "ann"); got.Error != stoppedReason || err != nil {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestLimits(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	s.Limits = Limits{Queue: 3, PerOwner: 2}
	ann, bob := mustImage(t, s, "ann", "hers"), mustImage(t, s, "bob", "his")
	add := func(imageID string) error {
		_, err := s.CreateRestoration(t.Context(), Restoration{ImageID: imageID, Mode: "auto"})
		return err
	}
	must(t, add(ann.ID))
	must(t, add(ann.ID))
	mustBe(t, add(ann.ID), ErrQueueFull) // hers
	must(t, add(bob.ID))
	mustBe(t, add(bob.ID), ErrQueueFull) // all
	mustClaim(t, s)
	must(t, add(bob.ID))
	mustBe(t, add(ann.ID), ErrQueueFull) // running counts for the owner

	// Whoever has nothing there finds a place in a full queue, as long as that is no crowd.
	for n := 3; n < 3*crowd; n++ {
		must(t, add(mustImage(t, s, fmt.Sprint("visitor ", n), "theirs").ID))
	}
	mustBe(t, add(mustImage(t, s, "one more", "his").ID), ErrQueueFull)
}

// TestAddressLimit: who comes as many owners from one address leaves room for others; what the program itself asks for is
// not counted, nor what has ended.
func TestAddressLimit(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	s.Limits = Limits{Queue: 4, PerOwner: 2}
	owners := 0
	add := func(address string, file int64) error {
		owners++
		_, err := s.CreateRestoration(turns.From(t.Context(), address), Restoration{
			ImageID: mustImage(t, s, fmt.Sprint("visitor ", owners), "theirs").ID, Mode: "auto", BatchFile: file,
		})
		return err
	}
	for range 4 {
		must(t, add("crowd", 0))
	}
	err := add("crowd", 0)
	var full *QueueError
	if !errors.As(err, &full) || !full.Address || full.Limit != 4 {
		t.Errorf("one too many: %v", err)
	}
	must(t, add("other", 0))
	mustClaim(t, s)
	must(t, add("crowd", 0))
	for range 3 {
		must(t, add("", 0))
	}
	if !errors.As(add("", 1), &full) || full.Limit != 8 { // a batch's file waits
		t.Errorf("a batch takes the last places: %v", full)
	}
	must(t, add("other", 0))
	try := func(address string, kind string) error {
		owners++
		_, err := s.CreateExperiment(turns.From(t.Context(), address), Experiment{Kind: kind, Owner: fmt.Sprint("visitor ", owners), State: Queued})
		return err
	}
	must(t, try("crowd", KindSweep))
	must(t, try("crowd", KindEvaluation))
	mustBe(t, try("crowd", KindSweep), ErrQueueFull)
	must(t, try("other", KindSweep))
}

// TestOnce: what is there is given again, but not what ended without measures that it could have now.
func TestOnce(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	image := mustImage(t, s, "ann", "hers")
	ask := func() Restoration {
		r, err := s.CreateRestoration(t.Context(), Restoration{ImageID: image.ID, Model: "fast", ModelHash: "h", Mode: "auto", Once: true})
		must(t, err)
		return r
	}
	first := ask()
	mustClaim(t, s)
	if again := ask(); again.ID != first.ID {
		t.Error("what runs is made twice")
	}
	original := mustImage(t, s, "ann", "original")
	must(t, s.AddReference(t.Context(), image.ID, "ann", original.ID, nil)) // while it runs
	must(t, s.FinishRestoration(t.Context(), first.ID, Outcome{ResultHash: mustPut(t, s, "result")}))
	second := ask()
	if second.ID == first.ID {
		t.Error("it is never measured")
	}
	mustClaim(t, s)
	must(t, s.FinishRestoration(t.Context(), second.ID, Outcome{ResultHash: mustPut(t, s, "result"), Measures: json.RawMessage(`{}`)}))
	if again := ask(); again.ID != second.ID {
		t.Error("what is measured is made again")
	}
}
