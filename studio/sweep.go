package studio

import (
	"context"
	"time"
)

const sweepEvery = time.Minute

// sweep deletes what expired, now and every minute, however long a job takes.
func (s *Studio) sweep(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		removed, err := s.Store.Sweep(ctx, time.Now())
		if err != nil && ctx.Err() == nil {
			s.Log.Error("sweep", "error", err)
		}
		if removed.Images > 0 { // nothing of them is to live on in memory
			s.pixels.clear()
			s.regions.clear()
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
