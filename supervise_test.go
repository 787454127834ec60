package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"uncodec/store"
)

// TestFalls: a fault in C ends the process that works, and neither the site nor the queue with it. A job that was
// there at two falls is given up, the next one is done; the parent takes its child along, however it ends.
func TestFalls(t *testing.T) {
	needTools(t)
	data := t.TempDir()
	s := startStudio(t, "127.0.0.1:0", data)
	v := newVisitor(t, s.site)
	image := v.upload("assets/samples/gb82_0007.jpg")
	job := v.restore(image, 8)
	falls := 0 // in one of them the job may not have been taken up again yet
	for v.await(job, "running", "failed", "done") == "running" && falls < 4 {
		falls++
		child := s.child()
		if err := syscall.Kill(child, syscall.SIGSEGV); err != nil {
			t.Fatal(err)
		}
		for s.child() == child { // it may still answer while it falls
			time.Sleep(10 * time.Millisecond)
		}
	}
	if state := v.await(job, "done", "failed"); state != "failed" || falls < 2 {
		t.Errorf("a job that was there at %d falls is %s", falls, state)
	}
	v.await(v.restore(image, 1), "done")

	if err := s.parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = s.parent.Wait()
	next := startStudio(t, strings.TrimPrefix(s.site, "http://"), data) // which no child holds any more
	if err := next.parent.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := next.parent.Wait(); err != nil {
		t.Errorf("asked to end it ended with %v", err)
	}
}

// TestComesBack: what has served is tried again, though it cannot begin for a while.
func TestComesBack(t *testing.T) {
	needTools(t)
	folder := t.TempDir()
	data, there, nowhere := filepath.Join(folder, "data"), filepath.Join(folder, "disk"), filepath.Join(folder, "no folder")
	if err := errors.Join(os.Mkdir(there, 0o700), os.WriteFile(nowhere, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	lead := func(to string) { // in one step, so that no child finds half of it
		next := filepath.Join(folder, "next")
		if err := errors.Join(os.Symlink(to, next), os.Rename(next, data)); err != nil {
			t.Fatal(err)
		}
	}
	lead(there)
	log, told, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	command := exec.Command(os.Args[0], "serve", "--addr", "127.0.0.1:0", "--data", data)
	command.Stderr = told
	s := startProgram(t, command)
	told.Close() // the studio's alone now, so that its end is seen
	lead(nowhere)
	if err := syscall.Kill(s.child(), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(log)
	for falls := 0; falls < 2; { // of the one that served, and of the next one
		if !lines.Scan() {
			t.Fatal("the studio is gone, and not begun again")
		}
		if strings.Contains(lines.Text(), "fell and is started again") {
			falls++
		}
	}
	go func() { _, _ = io.Copy(io.Discard, log) }()
	lead(there)
	if status, _ := newVisitor(t, s.site).send("GET", "/healthz", "", nil); status != http.StatusOK {
		t.Errorf("%d", status)
	}
}

// TestChildIsAsked: who asks the child to end, and not its parent, gets another one, and the parent does not end with it.
func TestChildIsAsked(t *testing.T) {
	needTools(t)
	s := startStudio(t, "127.0.0.1:0", t.TempDir())
	child := s.child()
	if err := syscall.Kill(child, syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for syscall.Kill(child, 0) == nil {
		time.Sleep(10 * time.Millisecond)
	}
	if status, _ := newVisitor(t, s.site).send("GET", "/healthz", "", nil); status != http.StatusOK {
		t.Errorf("%d", status)
	}
}

// TestAskedAtOnce: who asks the studio to end while it begins is told of no failure.
func TestAskedAtOnce(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	end()
	taken, err := listen(t.Context(), "127.0.0.1:0")
	must(t, err)
	defer taken.Close()
	var told strings.Builder
	for name, address := range map[string]string{"before it has an address": taken.Addr().String(), "then": "127.0.0.1:0"} {
		if code := run(ctx, []string{"serve", "--alone", "--addr", address, "--data", t.TempDir()}, toolsHere(t), &told, &told); code != 0 {
			t.Errorf("%s: %d %s", name, code, told.String())
		}
	}
	c := serveCommand{Data: dataFolder{t.TempDir()}}
	if err := c.serve(ctx, nil, taken, &toolOptions{}, out{&printer{to: &told}, &told}, slog.New(slog.DiscardHandler)); err != nil {
		t.Errorf("while its tables are made: %v", err)
	}
}

// TestFallsAtOnce: what cannot serve ends, with what it said.
func TestFallsAtOnce(t *testing.T) {
	var told strings.Builder
	program := exec.Command(os.Args[0], "serve", "--addr", "127.0.0.1:0", "--data", "main.go")
	program.Env = append(os.Environ(), programVariable+"=1")
	program.Stderr = &told
	if err := program.Run(); err == nil || program.ProcessState.ExitCode() != 1 || !strings.Contains(told.String(), "main.go") || strings.Count(told.String(), "\n") > 1 {
		t.Errorf("%v: %s", err, told.String())
	}
}

// TestNobodysChild: who sets the variable that is the program's own is told to leave it out.
func TestNobodysChild(t *testing.T) {
	program := exec.Command(os.Args[0], "serve", "--addr", "127.0.0.1:0", "--data", t.TempDir())
	program.Env = append(os.Environ(), programVariable+"=1", childVariable+"=1")
	told, err := program.CombinedOutput()
	if err == nil || program.ProcessState.ExitCode() != 1 || !strings.Contains(string(told), "take it out of the environment") || strings.Count(string(told), "\n") > 1 {
		t.Errorf("%v: %s", err, told)
	}
}

// TestLeavesAddress: who comes while a studio that was told to end still finishes what is under way is refused, and does
// not wait for what nobody will answer; a second signal ends it at once.
func TestLeavesAddress(t *testing.T) {
	needTools(t)
	s := startStudio(t, "127.0.0.1:0", t.TempDir())
	address := strings.TrimPrefix(s.site, "http://")
	half, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer half.Close()
	fmt.Fprint(half, "POST /api/v1/sweeps HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
	newVisitor(t, s.site).send("GET", "/readyz", "", nil) // after which the half is surely under way
	if err := s.parent.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	time.Sleep(lastCall)
	begun := time.Now()
	for refused := false; !refused; time.Sleep(20 * time.Millisecond) {
		newcomer, err := net.Dial("tcp", address)
		if refused = err != nil; !refused {
			newcomer.Close()
		}
		if time.Since(begun) > shutdownTime/2 {
			t.Fatal("whoever comes waits in a queue")
		}
	}
	if err := s.parent.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if _ = s.parent.Wait(); time.Since(begun) > shutdownTime-time.Second {
		t.Error("a second signal does not end it")
	}
}

// TestFolderIsLeft: a studio that is begun while the one before it still puts its data away waits for that.
func TestFolderIsLeft(t *testing.T) {
	needTools(t)
	data := t.TempDir()
	before, err := store.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(patience/2, func() { before.Close() })
	startStudio(t, "127.0.0.1:0", data)
}

// TestServerComesLater: a studio whose networks are on a server that is not there yet serves what it can, and has them
// once the server is.
func TestServerComesLater(t *testing.T) {
	needTools(t)
	free, err := listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()
	s := startStudio(t, "127.0.0.1:0", t.TempDir(), "--inference", "http://"+address, "--model", "fast")
	v := newVisitor(t, s.site)
	status := func() int {
		status, _ := v.send("GET", "/api/v1/models", "", nil)
		return status
	}
	if got := status(); got != http.StatusServiceUnavailable {
		t.Fatalf("without a server its models are %d", got)
	}
	startStudio(t, address, t.TempDir())
	for began := time.Now(); status() != http.StatusOK; time.Sleep(100 * time.Millisecond) {
		if time.Since(began) > 3*time.Minute {
			t.Fatal("the server is there, and nobody asked it")
		}
	}
}
