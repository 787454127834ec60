package studio

import (
	"time"

	"uncodec/store"
)

// stopwatch times the cells of an experiment that runs. It starts with the attempt: what was
// interrupted begins anew, so neither its rows of before nor the time that it lay there count.
// Cells come in rounds, whose first one is dearer: a picture is read, compressed or encoded there.
type stopwatch struct {
	round         int // cells each
	last          time.Time
	firsts, later []time.Duration
}

// roundsOf is how many rounds of how many cells each an experiment has. Pictures that were
// missing have none.
func roundsOf(e store.Experiment) (rounds, each int) {
	if e.Kind == store.KindSweep {
		g, _ := SweepOf(e)
		return 1, len(g.Cells)
	}
	g, _ := EvaluationOf(e)
	for _, p := range g.Pictures {
		if !p.Missing {
			rounds++
		}
	}
	return rounds, len(g.Settings)
}

func newStopwatch(e store.Experiment) *stopwatch {
	_, each := roundsOf(e)
	return &stopwatch{round: max(each, 1), last: time.Now()}
}

// lap notes that a cell of a running experiment is done.
func (x *experiments) lap(id string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if w := x.watch[id]; w != nil {
		w.lap(time.Now())
	}
}

// lap notes that a cell is done.
func (w *stopwatch) lap(now time.Time) {
	took := now.Sub(w.last)
	if (len(w.firsts)+len(w.later))%w.round == 0 {
		w.firsts = append(w.firsts, took)
	} else {
		w.later = append(w.later, took)
	}
	w.last = now
}

// left is what so many rounds in all will still take, and 0 as long as too little was timed to
// say: fewer than two cells, or none of a kind that is to come.
func (w *stopwatch) left(rounds int, now time.Time) time.Duration {
	done := len(w.firsts) + len(w.later)
	firsts, later := rounds-len(w.firsts), rounds*(w.round-1)-len(w.later)
	if done < 2 || firsts < 0 || later < 0 || firsts > 0 && len(w.firsts) == 0 || later > 0 && len(w.later) == 0 {
		return 0
	}
	next := w.later
	if done%w.round == 0 {
		next = w.firsts
	}
	all := time.Duration(firsts)*meanTime(w.firsts) + time.Duration(later)*meanTime(w.later)
	return max(all-min(now.Sub(w.last), meanTime(next)), 0) // the cell under way is not longer away than it takes
}

func meanTime(all []time.Duration) (sum time.Duration) {
	for _, d := range all {
		sum += d
	}
	return sum / time.Duration(max(len(all), 1))
}

// ExperimentNews is how far an experiment is, as a job's news are: its steps are restorations.
func (s *Studio) ExperimentNews(e store.Experiment) Event {
	news := Event{ID: e.ID, State: e.State, SecondsLeft: s.ExperimentSecondsLeft(e), Error: e.Error}
	if e.Kind == store.KindSweep {
		g, rows := SweepOf(e)
		news.Done, news.Total = len(rows), len(g.Cells)
	} else {
		g, rows := EvaluationOf(e)
		news.Done, news.Total = g.Restorations(rows)
	}
	return news
}

// ExperimentSecondsLeft is what an experiment that runs will probably still take, and 0 where
// it doesn't run or it is too soon to say.
func (s *Studio) ExperimentSecondsLeft(e store.Experiment) float64 {
	if e.State != store.Running {
		return 0
	}
	s.experiments.mu.Lock()
	defer s.experiments.mu.Unlock()
	w := s.experiments.watch[e.ID]
	if w == nil {
		return 0
	}
	rounds, _ := roundsOf(e)
	return w.left(rounds, time.Now()).Seconds()
}
