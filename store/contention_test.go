package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestContention: eight writers that read before they write and eight readers
// never see SQLITE_BUSY, and the log stays small.
func TestContention(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	image := mustImage(t, s, "ann", "hers")
	ctx, stop := context.WithTimeout(context.Background(), 1500*time.Millisecond)
	defer stop()
	var writes, reads atomic.Int64
	var all sync.WaitGroup
	until := func(count *atomic.Int64, act func() error) {
		for ctx.Err() == nil {
			switch err := act(); {
			case err == nil:
				count.Add(1)
			case !errors.Is(err, ErrConflict) && !errors.Is(err, ErrNotFound):
				t.Error(err)
				return
			}
		}
	}
	for range 8 {
		all.Go(func() { until(&writes, func() error { return useQueue(s, image.ID) }) })
		all.Go(func() { until(&reads, func() error { return readAll(s, image.ID) }) })
	}
	all.Wait()
	if writes.Load() == 0 || reads.Load() == 0 {
		t.Errorf("%d rounds of writing, %d of reading", writes.Load(), reads.Load())
	}
	if log, err := os.Stat(filepath.Join(dir, databaseName+"-wal")); err != nil || log.Size() > 64<<20 {
		t.Errorf("the write-ahead log: %v, %v", log, err)
	}
	checkIntegrity(t, s)
}

// useQueue queues a job, claims one and ends it.
func useQueue(s *Store, imageID string) error {
	ctx := context.Background()
	if _, err := s.CreateRestoration(ctx, Restoration{ImageID: imageID, Mode: "auto"}); err != nil {
		return err
	}
	job, err := s.ClaimRestoration(ctx)
	if err != nil {
		return err
	}
	return errors.Join(s.SetProgress(ctx, job.ID, 1, 2), s.FailRestoration(ctx, job.ID, "for the test"))
}

func readAll(s *Store, imageID string) error {
	ctx := context.Background()
	_, err := s.Image(ctx, imageID, "ann")
	if err == nil {
		_, err = s.QueueLength(ctx)
	}
	if err == nil {
		_, err = s.Restorations(ctx, imageID)
	}
	return err
}

// TestClaims: no two workers get the same job.
func TestClaims(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	image := mustImage(t, s, "ann", "hers")
	var claimed sync.Map
	var count atomic.Int64
	var all sync.WaitGroup
	for range 40 {
		mustQueue(t, s, image.ID)
	}
	for i := range 4 {
		all.Go(func() {
			for {
				job, err := s.ClaimRestoration(context.Background())
				if errors.Is(err, ErrNotFound) {
					return
				}
				if _, twice := claimed.LoadOrStore(job.ID, i); twice || err != nil {
					t.Error(fmt.Errorf("job %s, claimed before: %v: %w", job.ID, twice, err))
					return
				}
				count.Add(1)
			}
		})
	}
	all.Wait()
	if count.Load() != 40 {
		t.Errorf("%d of 40 jobs were claimed", count.Load())
	}
}

// TestBackupWhileWriting: each copy is whole and opens as a store.
func TestBackupWhileWriting(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	image := mustImage(t, s, "ann", "hers")
	stop := make(chan struct{})
	var writer sync.WaitGroup
	writer.Go(func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			default:
				mustImage(t, s, "bob", fmt.Sprint("his ", n))
				mustQueue(t, s, image.ID)
			}
		}
	})
	defer writer.Wait()
	defer close(stop)
	for n := range 5 {
		path := filepath.Join(t.TempDir(), fmt.Sprint(n))
		must(t, s.Backup(t.Context(), path))
		copied := mustOpen(t, path)
		checkIntegrity(t, copied)
		checkFiles(t, copied)
		must(t, copied.Close())
		if err := s.Backup(t.Context(), path); err == nil {
			t.Error("wrote over an earlier copy")
		}
	}
}
