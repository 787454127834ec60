package studio

import (
	"context"
	"fmt"
	"time"

	"uncodec/inference"
)

// tooLong says that a job or an experiment ran for longer than Studio.WorkTime.
type tooLong time.Duration

func (t tooLong) Error() string {
	return fmt.Sprintf("it took longer than the %v that this studio gives one piece of work: try a smaller picture, or less care", time.Duration(t))
}

// bounded does one piece of work within WorkTime: one that is stuck must not hold up all that waits.
// A panic becomes an error.
func (s *Studio) bounded(ctx context.Context, work func(context.Context) error) (err error) {
	defer inference.Recovered(&err)
	if s.WorkTime <= 0 {
		return work(ctx)
	}
	late := tooLong(s.WorkTime)
	ctx, stop := context.WithTimeoutCause(ctx, s.WorkTime, late)
	defer stop()
	if err = work(ctx); err != nil && context.Cause(ctx) == late {
		return late // whatever it broke
	}
	return err
}
