package studio

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/store"
)

// TestEndings: however work ends, its row says so, and the log where the program is to blame.
func TestEndings(t *testing.T) {
	s := withoutNetworks(t, t.TempDir())
	for name, c := range map[string]struct {
		do     func(ctx context.Context, end, cancel func()) error
		state  store.State
		reason string
		logged string
	}{
		"done":   {func(context.Context, func(), func()) error { return nil }, store.Done, "", ""},
		"failed": {func(context.Context, func(), func()) error { return io.ErrUnexpectedEOF }, store.Failed, "its log has the details", "unexpected EOF"},
		"panic":  {func(context.Context, func(), func()) error { panic("a bug") }, store.Failed, "its log has the details", "panic: a bug"},
		"the picture's fault": {func(context.Context, func(), func()) error {
			return &codec.InputError{Message: "too odd"}
		}, store.Failed, "too odd", ""},
		"a damaged model": {func(context.Context, func(), func()) error {
			return &inference.AnswerError{Model: "fast", Cause: errors.New("it gave no numbers")}
		}, store.Failed, "the model fast cannot be used, as it gave no numbers", "no numbers"},
		"too long": {func(ctx context.Context, _, _ func()) error {
			<-ctx.Done()
			return ctx.Err()
		}, store.Failed, "longer than the 1s", "longer than"},
		"server away": {func(ctx context.Context, _, _ func()) error {
			_, err := inference.Connect(ctx, "http://127.0.0.1:1", 1)
			return err
		}, store.Queued, "", "work waits"},
		"program ends": {func(ctx context.Context, end, _ func()) error {
			end()
			return ctx.Err()
		}, store.Queued, "", ""},
		"cancelled": {func(ctx context.Context, _, cancel func()) error {
			cancel()
			return ctx.Err()
		}, store.Cancelled, "", ""},
		"cancelled too late": {func(_ context.Context, _, cancel func()) error {
			cancel()
			return nil
		}, store.Cancelled, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			s.Log, s.WorkTime = slog.New(slog.NewTextHandler(&log, nil)), time.Second
			ctx, end := context.WithCancel(t.Context())
			defer end()
			its, stop := context.WithCancel(ctx)
			defer stop()
			waiting, err := s.startExperiment(ctx, store.Experiment{Kind: store.KindEvaluation, Owner: "ann"}, EvaluationGrid{})
			if err != nil {
				t.Fatal(err)
			}
			e, err := s.Store.ClaimExperiment(ctx, store.KindEvaluation)
			if err != nil || e.ID != waiting.ID {
				t.Fatal(e.ID, err)
			}
			cancel := func() {
				stop()
				if err := s.Store.CancelExperiment(t.Context(), e.ID, "ann"); err != nil {
					t.Error(err)
				}
			}
			got, err := s.finish(ctx, its, task{
				kind: e.Kind, id: e.ID, do: func(ctx context.Context) error { return c.do(ctx, end, cancel) },
				keep: func(ctx context.Context, end ending) error {
					return s.Store.EndExperiment(ctx, e.ID, end.state, end.reason)
				},
			})
			if err != nil || got.state != c.state || !strings.Contains(got.reason, c.reason) || got.away != (name == "server away") {
				t.Errorf("it ended as %+v, %v", got, err)
			}
			kept, err := s.Store.Experiment(t.Context(), e.ID, "ann")
			if err != nil || kept.State != c.state || kept.Error != got.reason {
				t.Errorf("its row says %s %q, %v", kept.State, kept.Error, err)
			}
			if !strings.Contains(log.String(), c.logged) || (c.logged == "") != (log.Len() == 0) {
				t.Errorf("the log says %q", log.String())
			}
			if err := s.Store.DeleteExperiment(t.Context(), e.ID, "ann"); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestMissingFile: a job whose picture's file is gone says so.
func TestMissingFile(t *testing.T) {
	dir := t.TempDir()
	s := newStudio(t, dir)
	i, err := s.TakeIn(t.Context(), upload(t, "ann", 64, 64))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "pictures", i.Hash)); err != nil {
		t.Fatal(err)
	}
	s.pixels.Clear()
	r, err := s.Store.CreateRestoration(t.Context(), store.Restoration{ImageID: i.ID, Model: "fast"})
	if err != nil {
		t.Fatal(err)
	}
	start(t, s)
	if e := end(t, s, r.ID, "ann"); e.State != store.Failed || !strings.Contains(e.Error, "its picture is missing") {
		t.Errorf("the job ended as %+v", e)
	}
}

// TestEndingIsKept: an end that cannot be written is written once it can be: while the disk is full, that it failed; of work
// that is done while another program holds the database, that it is done.
func TestEndingIsKept(t *testing.T) {
	s := withoutNetworks(t, t.TempDir())
	for trouble, want := range map[error]store.State{store.ErrNoSpace: store.Failed, store.ErrBusy: store.Done} {
		tries := 0
		end, err := s.finish(t.Context(), t.Context(), task{
			kind: "restoration", id: "an id of some length",
			do: func(context.Context) error { return nil },
			keep: func(context.Context, ending) error {
				if tries++; tries < 3 {
					return trouble
				}
				return nil
			},
		})
		if err != nil || end.state != want || tries != 3 {
			t.Errorf("%v: %+v after %d tries, %v", trouble, end, tries, err)
		}
	}
}

// TestBusyIsNotDone: work that another program's hold on the database kept from being done waits, and is not done.
func TestBusyIsNotDone(t *testing.T) {
	s := withoutNetworks(t, t.TempDir())
	var kept []store.State
	end, err := s.finish(t.Context(), t.Context(), task{
		kind: "restoration", id: "an id of some length",
		do:   func(context.Context) error { return store.ErrBusy },
		keep: func(_ context.Context, end ending) error { kept = append(kept, end.state); return nil },
	})
	if err != nil || end.state != store.Queued || !end.away || len(kept) != 1 || kept[0] != store.Queued {
		t.Errorf("%+v, kept as %v, %v", end, kept, err)
	}
}
