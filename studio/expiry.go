package studio

import (
	"context"
	"time"
)

const expireEvery = time.Minute

// expire deletes what expired, now and every minute, however long a job takes.
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
