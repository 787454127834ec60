package studio

import (
	"context"
	"errors"
	"time"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/store"
)

// task is a job or an experiment under way.
type task struct {
	kind, id string // for the log
	do       func(context.Context) error
	// keep writes into its row that it is done, failed, or waits again. store.ErrConflict
	// says that it was cancelled or deleted meanwhile.
	keep func(context.Context, ending) error
}

// shortID is as much of an id as the log holds: enough to find the row, and no address.
func shortID(id string) string { return id[:min(len(id), 8)] }

// ending is how a task ended.
type ending struct {
	state  store.State // Queued where it is to begin anew
	reason string      // why it failed, to a person
	away   bool        // what it needs is, for now: it begins anew once that is back
}

// finish does a task and writes how it ended into its row. its is the task's context: it
// ends with ctx, the program's, and when the task is cancelled. An error, which is in the
// log then, says that the row could not be written.
func (s *Studio) finish(ctx, its context.Context, t task) (ending, error) {
	keep := func(end ending) error { return t.keep(context.WithoutCancel(ctx), end) }
	err := s.bounded(its, t.do)
	if err == nil {
		err = keep(ending{state: store.Done})
		for (errors.Is(err, store.ErrBusy) || errors.Is(err, store.ErrReadOnly)) && wait(its, pollEvery) { // the work is done, and not to be lost
			err = keep(ending{state: store.Done})
		}
	}
	end := endingOf(ctx, its, err)
	if end.state == store.Done || end.state == store.Cancelled { // the row says so
		return end, nil
	}
	kept := keep(end)
	if kept != nil && !errors.Is(kept, store.ErrConflict) {
		s.Log.Error("keep how work ended", "kind", t.kind, "id", shortID(t.id), "error", errors.Join(kept, err))
	}
	for unwritable(kept) && wait(ctx, pollEvery) { // nothing else would end the row
		kept = keep(end)
	}
	switch {
	case errors.Is(kept, store.ErrConflict):
		return ending{state: store.Cancelled}, nil
	case kept != nil:
		return end, kept
	case end.away:
		s.Log.Warn("work waits", "kind", t.kind, "id", shortID(t.id), "error", err)
	case end.state == store.Failed && !errors.As(err, new(*codec.InputError)):
		s.Log.Error("work failed", "kind", t.kind, "id", shortID(t.id), "error", err)
	}
	return end, nil
}

// unwritable tells whether a row waits for somebody to clear the disk, or to let it be written.
func unwritable(err error) bool {
	return errors.Is(err, store.ErrNoSpace) || errors.Is(err, store.ErrReadOnly) || errors.Is(err, store.ErrBusy)
}

// endingOf sorts how a task ended by its error and its context.
func endingOf(ctx, its context.Context, err error) ending {
	switch {
	case err == nil:
		return ending{state: store.Done}
	case errors.Is(err, store.ErrConflict): // the row runs no more
		return ending{state: store.Cancelled}
	case ctx.Err() != nil: // the program was asked to end: the next start takes it up
		return ending{state: store.Queued}
	case its.Err() != nil:
		return ending{state: store.Cancelled}
	case awayForNow(err): // the task is not to blame
		return ending{state: store.Queued, away: true}
	}
	return ending{state: store.Failed, reason: reason(err)}
}

// rest gives what is away some time, unless ctx ends.
func (e ending) rest(ctx context.Context) {
	if !e.away {
		return
	}
	wait(ctx, pollEvery)
}

// wait lets some time pass; false says that ctx ended meanwhile.
func wait(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// awayForNow tells whether work failed as the server that the networks run on is busy or away, or the database another program's.
func awayForNow(err error) bool {
	var away *inference.RemoteError
	return errors.Is(err, store.ErrBusy) || errors.As(err, &away) && away.Passing()
}

// reason is what a person is told of a failure.
func reason(err error) string {
	var (
		off    *UnavailableError
		fault  *codec.InputError
		late   tooLong
		broken *inference.AnswerError
	)
	switch {
	case errors.As(err, &off): // whatever its cause
		return off.Public()
	case errors.As(err, &fault):
		return fault.Message
	case errors.As(err, new(*inference.ConditionError)): // the models are others than when it was asked for
		return err.Error()
	case errors.Is(err, codec.ErrStarved):
		return codec.ErrStarved.Error()
	case errors.As(err, &late):
		return late.Error()
	case errors.As(err, new(*inference.RemoteError)):
		return serverAway + ": restore again once it does"
	case errors.As(err, &broken):
		return broken.Error()
	case errors.Is(err, store.ErrNotFound): // its file: with the row of a picture goes what was asked of it
		return "its picture is missing: bring it again"
	case errors.Is(err, store.ErrOwnerFull):
		return "your pictures, restorations and experiments take all the room there is for them: delete some, then restore again"
	case errors.Is(err, store.ErrReadOnly):
		return "the studio could not write to its folder: restore again once it can"
	case errors.Is(err, store.ErrNoSpace):
		return "the disk became full: free some space and restore again"
	}
	return "something went wrong inside the program; its log has the details"
}
