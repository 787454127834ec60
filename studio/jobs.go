package studio

import (
	"context"
	"sync"

	"uncodec/store"
)

// Event is news of a job.
type Event struct {
	ID          string      `json:"id"`
	State       store.State `json:"state"`
	Phase       string      `json:"phase,omitempty"` // predict, restore, measure
	Done        int         `json:"done"`            // steps: views of tiles
	Total       int         `json:"total"`
	SecondsLeft float64     `json:"seconds_left,omitempty"`
	Position    int         `json:"position,omitempty"` // in the queue, 1 being next
	Error       string      `json:"error,omitempty"`
}

// Ended says that no news will follow.
func (e Event) Ended() bool { return e.State != store.Queued && e.State != store.Running }

// jobs tells watchers how jobs go, and lets running ones be stopped.
type jobs struct {
	wake chan struct{} // a job may be waiting

	mu       sync.Mutex
	stop     map[string]context.CancelFunc // of running jobs
	watchers map[string]map[chan Event]struct{}
	latest   map[string]Event // of running jobs
}

func newJobs() *jobs {
	return &jobs{
		wake:     make(chan struct{}, 1),
		stop:     map[string]context.CancelFunc{},
		watchers: map[string]map[chan Event]struct{}{},
		latest:   map[string]Event{},
	}
}

// publish hands an event to whoever watches. A slow watcher misses all but the latest.
// Progress of a job that has ended comes too late and is dropped.
func (j *jobs) publish(e Event) {
	j.mu.Lock()
	defer j.mu.Unlock()
	switch _, runs := j.stop[e.ID]; {
	case e.State != store.Running:
		delete(j.latest, e.ID)
		delete(j.stop, e.ID)
	case !runs:
		return
	default:
		j.latest[e.ID] = e
	}
	for ch := range j.watchers[e.ID] {
		select {
		case <-ch: // drop the older news
		default:
		}
		ch <- e
	}
}

// nudge wakes who waits for work, unless that was done already.
func nudge(wake chan<- struct{}) {
	select {
	case wake <- struct{}{}:
	default:
	}
}

// Job tells how an owner's job stands.
func (s *Studio) Job(ctx context.Context, id, owner string) (Event, error) {
	r, err := s.Store.Restoration(ctx, id, owner)
	if err != nil {
		return Event{}, err
	}
	e := s.News(r)
	if r.State == store.Queued {
		e.Position, err = s.Store.QueuePosition(ctx, id)
	}
	return e, err
}

// News is how a job stands by its row, and by what is known of it while it runs. It does
// not tell the place in the queue.
func (s *Studio) News(r store.Restoration) Event {
	s.jobs.mu.Lock()
	live, running := s.jobs.latest[r.ID]
	s.jobs.mu.Unlock()
	if running && r.State == store.Running {
		return live
	}
	return Event{ID: r.ID, State: r.State, Done: r.TilesDone, Total: r.Tiles, Error: r.Error}
}

// Watch gives news of an owner's job, the present state first, until it ended or stop is called.
func (s *Studio) Watch(ctx context.Context, id, owner string) (news <-chan Event, stop func(), err error) {
	ch := make(chan Event, 1)
	s.jobs.mu.Lock()
	if s.jobs.watchers[id] == nil {
		s.jobs.watchers[id] = map[chan Event]struct{}{}
	}
	s.jobs.watchers[id][ch] = struct{}{}
	s.jobs.mu.Unlock()
	stop = func() {
		s.jobs.mu.Lock()
		defer s.jobs.mu.Unlock()
		delete(s.jobs.watchers[id], ch)
		if len(s.jobs.watchers[id]) == 0 {
			delete(s.jobs.watchers, id)
		}
	}
	now, err := s.Job(ctx, id, owner)
	if err != nil {
		stop()
		return nil, nil, err
	}
	s.jobs.mu.Lock() // as publish sends: else it could find its room taken and wait for ever
	defer s.jobs.mu.Unlock()
	select {
	case ch <- now:
	default: // there is newer news already
	}
	return ch, stop, nil
}

// Cancel stops an owner's job: at once if it waits, within a tile's work if it runs.
// store.ErrConflict says that it had ended.
func (s *Studio) Cancel(ctx context.Context, id, owner string) error {
	if err := s.Store.CancelRestoration(ctx, id, owner); err != nil {
		return err
	}
	s.stopJob(id)
	return nil
}

// stopJob ends the work on a job whose row says that it is over, and tells who watches.
func (s *Studio) stopJob(id string) {
	s.jobs.mu.Lock()
	if stop := s.jobs.stop[id]; stop != nil {
		stop()
	}
	s.jobs.mu.Unlock()
	s.jobs.publish(Event{ID: id, State: store.Cancelled})
}
