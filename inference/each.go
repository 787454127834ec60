package inference

import (
	"context"
	"fmt"
	"runtime/debug"

	"golang.org/x/sync/errgroup"
)

// each runs work(0…n-1) on up to `parallel` goroutines and stops at the first error.
func each(ctx context.Context, n, parallel int, work func(context.Context, int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(parallel, 1))
	for i := range n {
		group.Go(func() error {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			return guarded(ctx, i, work)
		})
	}
	return group.Wait()
}

// guarded makes an error of a panic: on a goroutine of its own it would end the
// program, as with a model whose outputs are not of the shape that its metadata tells.
func guarded(ctx context.Context, i int, work func(context.Context, int) error) (err error) {
	defer Recovered(&err)
	return work(ctx, i)
}

// Recovered, deferred, makes an error of a panic.
func Recovered(err *error) {
	if caught := recover(); caught != nil {
		*err = fmt.Errorf("panic: %v\n%s", caught, debug.Stack())
	}
}
