package studio

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"uncodec/codec"
	"uncodec/store"
	"uncodec/turns"
)

// onDisk are the names of the pictures' files.
func onDisk(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, "pictures"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestRefusedAtOnce: of an upload that is refused no file stays, nor of one that was
// received whole before its request was cut.
func TestRefusedAtOnce(t *testing.T) {
	dir := t.TempDir()
	s := withoutNetworks(t, dir)
	var fault *codec.InputError
	if _, err := s.TakeIn(t.Context(), Upload{Owner: "ann", File: strings.NewReader("no picture")}); !errors.As(err, &fault) {
		t.Errorf("no picture: %v", err)
	}
	if _, err := s.TakeInPair(t.Context(), upload(t, "ann", 64, 64), upload(t, "ann", 64, 48)); !errors.As(err, &fault) {
		t.Errorf("a reference of another size: %v", err)
	}
	f, _, err := s.Receive(t.Context(), strings.NewReader("received"), 0)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(f); string(text) != "received" || err != nil {
		t.Errorf("received %q, %v", text, err)
	}
	f.Close()
	s.Store.Limits.OwnerBytes = 1
	file, err := io.ReadAll(upload(t, "ann", 64, 64).File)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.TakeIn(t.Context(), Upload{Owner: "ann", File: bytes.NewReader(file)}); !errors.Is(err, store.ErrOwnerFull) {
		t.Errorf("no room: %v", err)
	}
	_, kept := s.pixels.Find(fmt.Sprintf("%x", sha256.Sum256(file)))
	if left := onDisk(t, dir); len(left) > 0 || kept {
		t.Errorf("left on the disk: %v; in memory: %v", left, kept)
	}
}

// TestDecodingInTurn: an upload waits while others are decoded; who goes meanwhile leaves nothing behind.
func TestDecodingInTurn(t *testing.T) {
	dir := t.TempDir()
	s := withoutNetworks(t, dir)
	if !s.decoding.TryAcquire(decodeAtOnce) {
		t.Fatal("something is being decoded")
	}
	ctx, leave := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer leave()
	if _, err := s.TakeIn(ctx, upload(t, "ann", 64, 64)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("it did not wait: %v", err)
	}
	if left := onDisk(t, dir); len(left) > 0 {
		t.Errorf("left on the disk: %v", left)
	}
	var waited atomic.Int64
	s.Store.Now = func() time.Time { return time.Now().Add(time.Duration(waited.Load())) }
	time.AfterFunc(200*time.Millisecond, func() { // by then its file is there
		waited.Store(int64(10 * time.Minute))
		if removed, err := s.Store.Expire(t.Context(), s.Store.Now()); removed.Files > 0 || err != nil {
			t.Errorf("swept while it waits: %+v, %v", removed, err)
		}
		s.decoding.Release(1)
	})
	if _, err := s.TakeIn(t.Context(), upload(t, "ann", 64, 64)); err != nil {
		t.Errorf("when its turn came: %v", err)
	}
}

// TestDecodingByAddress: who brings many pictures at once keeps nobody else waiting.
func TestDecodingByAddress(t *testing.T) {
	s := withoutNetworks(t, t.TempDir())
	crowd := turns.From(t.Context(), "crowd")
	_, leave, err := s.turnToDecode(crowd, flat(t, 64, 64))
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	short, stop := context.WithTimeout(crowd, 100*time.Millisecond)
	defer stop()
	if _, err := s.TakeIn(short, upload(t, "ann", 64, 64)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("its second did not wait: %v", err)
	}
	i, err := s.TakeIn(turns.From(t.Context(), "other"), upload(t, "bob", 64, 64))
	if err != nil {
		t.Errorf("another's waits: %v", err)
	}
	if _, err := s.Pixels(crowd, i.Hash); err != nil {
		t.Errorf("what is decoded already waits: %v", err)
	}
}

// TestSharedTurns: who has a turn that all share does not wait in their address's line with it.
func TestSharedTurns(t *testing.T) {
	s := newStudio(t, t.TempDir())
	crowd := turns.From(t.Context(), "crowd")
	pristine, err := s.TakeIn(crowd, asPNG(t, "ann", 64, 64))
	if err != nil {
		t.Fatal(err)
	}
	made, err := s.Damage(crowd, pristine.ID, "ann", "jpeg:10")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Prediction(crowd, made.ID, "ann", ""); err != nil {
		t.Fatal(err)
	}
	_, leave, err := s.turnToDecode(crowd, flat(t, 64, 64))
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	for name, do := range map[string]func(context.Context) error{
		"measure": func(ctx context.Context) error { _, err := s.Against(ctx, made); return err },
		"map":     func(ctx context.Context) error { _, err := s.PredictionMap(ctx, made.ID, "ann", ""); return err },
		"preview": func(ctx context.Context) error {
			_, err := s.Preview(ctx, made.ID, "ann", "", image.Rect(0, 0, 64, 64), ConditionRequest{})
			return err
		},
		"compress": func(ctx context.Context) error {
			_, _, err := s.compress(ctx, pristine, "jpeg:20", "jpeg:20")
			return err
		},
		"exhibit": func(ctx context.Context) error { _, err := s.Exhibit(ctx, s.FirstDemo(s.Samples()[0])); return err },
	} {
		s.pixels.Clear()
		ctx, stop := context.WithTimeout(crowd, time.Minute)
		if err := do(ctx); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		stop()
	}
}

// TestDecodingAlone: what takes more than its share of the memory is decoded while nothing else is, and a phone's photograph isn't.
func TestDecodingAlone(t *testing.T) {
	s := withoutNetworks(t, t.TempDir())
	for _, c := range []struct {
		width, height int
		alone         bool
	}{{64, 64, false}, {6000, 4000, false}, {8000, 6000, true}} {
		_, leave, err := s.turnToDecode(t.Context(), flat(t, c.width, c.height))
		if err != nil {
			t.Fatal(err)
		}
		if beside := s.decoding.TryAcquire(1); beside == c.alone {
			t.Errorf("%d × %d: another beside it is %v", c.width, c.height, beside)
		} else if beside {
			s.decoding.Release(1)
		}
		leave()
		if !s.decoding.TryAcquire(decodeAtOnce) {
			t.Fatalf("%d × %d: its turn does not end", c.width, c.height)
		}
		s.decoding.Release(decodeAtOnce)
	}
	none := func() ([]byte, error) { return []byte("no picture"), nil }
	if _, _, err := s.turnToDecode(t.Context(), none); err == nil {
		t.Error("no picture has its turn")
	}
	if _, leave, err := s.turnToDecode(t.Context(), flat(t, 64, 64)); err != nil {
		t.Error("after it:", err)
	} else {
		leave()
	}
}

// flat is the file of a PNG without any detail.
func flat(t *testing.T, width, height int) func() ([]byte, error) {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.Black})); err != nil {
		t.Fatal(err)
	}
	return func() ([]byte, error) { return file.Bytes(), nil }
}

// TestPromised: room is set aside before bytes come, as many as may, so that the disk keeps its room to spare; what has come
// takes it itself.
func TestPromised(t *testing.T) {
	s := withoutNetworks(t, t.TempDir())
	free, err := s.Store.FreeBytes()
	if err != nil {
		t.Fatal(err)
	}
	s.Limits.Bytes = free * 2 / (2*spareUploads + 3) // there is room to spare for one and a half
	slow, sender := io.Pipe()
	come := make(chan error, 1)
	go func() {
		f, _, err := s.Receive(t.Context(), slow, -1)
		come <- errors.Join(err, f.Close())
	}()
	if _, err := sender.Write([]byte("begun")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Receive(t.Context(), strings.NewReader("another"), 0); !errors.Is(err, store.ErrNoSpace) {
		t.Errorf("another as large as may be: %v", err)
	}
	small := func() {
		t.Helper()
		f, size, err := s.Receive(t.Context(), strings.NewReader("another"), 7)
		if err != nil || size != 7 {
			t.Fatalf("a small one: %d, %v", size, err)
		}
		f.Close()
	}
	small()
	sender.Close()
	if err := <-come; err != nil || s.promised.bytes != 0 {
		t.Errorf("%v; %d bytes stay promised", err, s.promised.bytes)
	}
	small()
	s.Limits.Bytes = free
	if _, _, err := s.Receive(t.Context(), strings.NewReader("another"), 7); !errors.Is(err, store.ErrNoSpace) || s.promised.bytes != 0 {
		t.Errorf("without room to spare: %v; %d bytes stay promised", err, s.promised.bytes)
	}
}

// TestQueueNoSpace: nothing is begun while the disk has no room to spare; what was begun before is kept.
func TestQueueNoSpace(t *testing.T) {
	dir := t.TempDir()
	s := withoutNetworks(t, dir)
	s.Limits.Bytes = math.MaxInt64 / spareUploads
	if _, err := s.queue(t.Context(), store.Restoration{}); !errors.Is(err, store.ErrNoSpace) || !strings.Contains(reason(err), "free some space") {
		t.Errorf("%v", err)
	}
	if _, err := s.keep(t.Context(), &Restoration{Image: drawn(64, 64)}); err != nil || len(onDisk(t, dir)) != 1 {
		t.Errorf("%v, on the disk: %v", err, onDisk(t, dir))
	}
}

// TestRefusedBesideTaken: a file that is let go stays for the others who bring the same bytes.
func TestRefusedBesideTaken(t *testing.T) {
	dir := t.TempDir()
	s := withoutNetworks(t, dir)
	file, err := io.ReadAll(upload(t, "", 64, 64).File)
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 10 {
				i, err := s.TakeIn(ctx, Upload{Owner: "ann", File: strings.NewReader(string(file))})
				if err == nil {
					_, err = s.Store.ReadFile(i.Hash)
				}
				if err == nil {
					err = s.Delete(ctx, i.ID, "ann")
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
		all.Go(func() {
			for range 30 {
				f, _, err := s.Receive(ctx, strings.NewReader(string(file)), 0)
				if err != nil {
					t.Error(err)
					continue
				}
				f.Close()
			}
		})
	}
	all.Wait()
	if left := onDisk(t, dir); len(left) > 0 {
		t.Errorf("left on the disk: %v", left)
	}
}
