package store

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// childVariable tells the test binary to be the program that is killed.
const childVariable = "UNCODECTEST_STORE_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childVariable); dir != "" {
		acceptWork(dir)
	}
	os.Exit(m.Run())
}

// TestKilled kills a program that takes in pictures and works on them, at
// random times, by a signal that it cannot see. What it said to have accepted
// must be there, whole. This does not test power loss.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	accepted := map[string]string{} // image's hash by job
	for range 10 {
		for job, hash := range runAndKill(t, dir, time.Duration(rand.IntN(250))*time.Millisecond) {
			accepted[job] = hash
		}
		s := mustOpen(t, dir)
		checkIntegrity(t, s)
		checkFiles(t, s)
		for job, hash := range accepted {
			r, err := s.Restoration(t.Context(), job, "ann")
			must(t, err)
			if image, err := s.Image(t.Context(), r.ImageID, "ann"); err != nil || image.Hash != hash {
				t.Errorf("image of %s: %+v, %v", job, image, err)
			}
		}
		checkSettled(t, s)
		must(t, s.Close())
	}
	if len(accepted) == 0 {
		t.Error("nothing was accepted in ten rounds")
	}
	t.Logf("%d jobs accepted", len(accepted))
}

// checkFiles: every file that a row names is there and has the bytes that its
// name promises.
func checkFiles(t *testing.T, s *Store) {
	t.Helper()
	named, err := namedFiles(t.Context(), s.reader)
	must(t, err)
	for hash := range named {
		content, err := s.ReadFile(hash)
		sum := sha256.Sum256(content)
		if err != nil || hex.EncodeToString(sum[:]) != hash {
			t.Fatalf("file %s: %d bytes, %v", hash, len(content), err)
		}
	}
}

// checkSettled: as after a start, no job runs and, two minutes on, there is no file
// that no row names.
func checkSettled(t *testing.T, s *Store) {
	t.Helper()
	_, _, err := s.RequeueRunning(t.Context())
	must(t, err)
	var running int
	must(t, s.reader.QueryRow(`SELECT count(*) FROM restorations WHERE state = 'running'`).Scan(&running))
	_, err = s.Expire(t.Context(), time.Now().Add(2*patience))
	must(t, err)
	named, err := namedFiles(t.Context(), s.reader)
	must(t, err)
	names := fileNames(t, s)
	if running > 0 || len(names) != len(named) {
		t.Errorf("%d running, %d files for %d names", running, len(names), len(named))
	}
}

// runAndKill runs the child until it accepted its first job and a while longer,
// then kills it. It returns what the child said that it accepted.
func runAndKill(t *testing.T, dir string, after time.Duration) map[string]string {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childVariable+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	accepted := map[string]string{}
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil { // a line without an end was not said to its end
			break
		}
		if len(accepted) == 0 {
			time.AfterFunc(after, func() { child.Process.Kill() })
		}
		job, hash, _ := strings.Cut(strings.TrimSpace(line), " ")
		accepted[job] = hash
	}
	child.Wait()
	return accepted
}

// acceptWork is the child: it takes in pictures until it is killed, says which,
// and works on them meanwhile.
func acceptWork(dir string) {
	ctx := context.Background()
	s, err := Open(ctx, dir)
	fatal(err)
	go work(ctx, s)
	for {
		hash, size, err := s.PutFile(ctx, randomBytes(), 1<<20)
		fatal(err)
		image, err := s.CreateImage(ctx, Image{Hash: hash, Format: "png", Width: 1, Height: 1, Bytes: size,
			Source: SourceUpload, Owner: "ann"})
		fatal(err)
		job, err := s.CreateRestoration(ctx, Restoration{ImageID: image.ID, Mode: "auto"})
		fatal(err)
		fmt.Println(job.ID, hash)
	}
}

func work(ctx context.Context, s *Store) {
	for {
		job, err := s.ClaimRestoration(ctx)
		if err != nil {
			time.Sleep(time.Millisecond)
			continue
		}
		fatal(s.SetProgress(ctx, job.ID, 1, 2))
		hash, _, err := s.PutFile(ctx, randomBytes(), 1<<20)
		fatal(err)
		fatal(s.FinishRestoration(ctx, job.ID, Outcome{ResultHash: hash}))
	}
}

// randomBytes is a file of up to 64 KiB that no other equals.
func randomBytes() io.Reader {
	content := make([]byte, 16+rand.IntN(1<<16))
	for i := range content {
		content[i] = byte(rand.Uint32())
	}
	return strings.NewReader(string(content))
}

func fatal(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
