package studio

import (
	"context"
	"time"
)

// expireEvery leaves a sweep time enough to be done within a minute of what expires.
const expireEvery = 30 * time.Second

// earlier is when the first of two things expires; zero is never.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// expire deletes what expired, now and every so often, however long a job takes.
func (s *Studio) expire(ctx context.Context) {
	tick := time.NewTicker(expireEvery)
	defer tick.Stop()
	for {
		removed, err := s.Store.Expire(ctx, time.Now())
		if err != nil && ctx.Err() == nil {
			s.Log.Error("expire", "error", err)
		}
		if removed.Images > 0 {
			s.forgetAll()
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
