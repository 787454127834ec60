package codec

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

// output is where run reads from. It is not standard output, because libvvenc
// prints its warnings there, amid the bitstream.
const output = "pipe:3"

// unlimited is the maxOutput of run for streams that we wrote ourselves.
const unlimited = 0

// run pipes input through ffmpeg and returns what it writes to output. The
// child is killed once ctx is done, and the error is then ctx.Err(); once whoever would kill it is gone, it ends by its time. With
// maxOutput above 0 it gets memory for a picture of so many bytes, and what it writes beyond is an error.
func (t *Toolbox) run(ctx context.Context, input []byte, args []string, maxOutput int) ([]byte, error) {
	quiet := []string{"-hide_banner", "-nostdin", "-loglevel", "error", "-threads", "1", "-filter_threads", "1"}
	cmd := exec.CommandContext(ctx, t.ffmpeg, slices.Concat(quiet, args, []string{output})...)
	var stderr headBuffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), &stderr
	cmd.WaitDelay = time.Second
	cpu := cpuTime(len(input), maxOutput)
	out, err := extraOutput(cmd, cpu, maxOutput)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil && starved(string(stderr), err, cpu, maxOutput):
		return nil, fmt.Errorf("%w (%s)", ErrStarved, firstLine(string(stderr), err))
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission): // the program's, which was here
		t.known.forget()
		return nil, err
	case err != nil:
		return nil, errors.New(firstLine(string(stderr), err))
	case len(out) == 0:
		return nil, errors.New("ffmpeg wrote nothing")
	}
	return out, nil
}

// ErrStarved says that the machine is at its limits: no picture is to blame.
var ErrStarved = errors.New("this machine has no room for another program just now: let it do less, then try again")

// starved tells whether a child could not be started, or not go on, for want of processes, memory or descriptors, or was
// killed, as a system does that is out of memory. One that was bounded may have come to its own bounds, and says the same then.
func starved(said string, err error, cpu time.Duration, maxOutput int) bool {
	for _, want := range []syscall.Errno{syscall.EAGAIN, syscall.ENOMEM, syscall.EMFILE, syscall.ENFILE} {
		if errors.Is(err, want) || maxOutput == unlimited && strings.Contains(strings.ToLower(said), want.Error()) {
			return true
		}
	}
	var ended *exec.ExitError
	if !errors.As(err, &ended) {
		return false
	}
	status, ok := ended.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL && ended.UserTime()+ended.SystemTime() < cpu-time.Second
}

// Time of a child, which ends one that outlives whoever would have stopped it. A codec may have 30 s a megapixel besides: VVC takes 14 s
// for noise at its gentlest.
const (
	maxCPUTime  = 2 * time.Minute
	timePerByte = 10 * time.Microsecond // of pixels that are coded
)

// cpuTime is how much time a child has for its input.
func cpuTime(input, maxOutput int) time.Duration {
	if maxOutput == unlimited {
		return maxCPUTime + time.Duration(input)*timePerByte
	}
	return maxCPUTime
}

// Memory of a bounded child: the program itself, and some pictures of what it decodes.
const (
	baseMemory    = 1 << 30
	memoryPerByte = 10
)

// extraOutput runs a command and returns what it writes to descriptor 3.
func extraOutput(cmd *exec.Cmd, cpu time.Duration, maxOutput int) ([]byte, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	cmd.ExtraFiles = []*os.File{w}
	err = cmd.Start()
	w.Close() // the child has its own
	if err != nil {
		return nil, err
	}
	err = limitTime(cmd.Process.Pid, cpu)
	if err == nil && maxOutput != unlimited {
		err = limitMemory(cmd.Process.Pid, baseMemory+memoryPerByte*uint64(maxOutput))
	}
	if err != nil {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		return nil, fmt.Errorf("it could not be bounded: %v", err)
	}
	if maxOutput == unlimited {
		out, readErr := io.ReadAll(r)
		return out, errors.Join(cmd.Wait(), readErr)
	}
	out := make([]byte, maxOutput+1) // at once: a slice that grows would take twice as much meanwhile
	n, readErr := io.ReadFull(r, out)
	r.Close() // a child that writes more ends by that
	switch readErr {
	case nil:
		readErr = errors.New("it wrote more than it may")
	case io.EOF, io.ErrUnexpectedEOF:
		readErr = nil
	}
	return out[:n], errors.Join(cmd.Wait(), readErr)
}

// headBuffer keeps the first of what is written to it, and lets the rest go.
type headBuffer []byte

func (b *headBuffer) Write(p []byte) (int, error) {
	const size = 4 << 10
	*b = append(*b, p[:min(len(p), size-len(*b))]...)
	return len(p), nil
}

// firstLine is the first thing ffmpeg said, or else how it ended.
func firstLine(said string, err error) string {
	line, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	if line = printable(line); line == "" {
		return "ffmpeg: " + err.Error()
	}
	return "ffmpeg: " + line
}

// listEncoders asks ffmpeg which encoders it has; none if it can't be run.
func listEncoders(ffmpeg string) map[string]bool {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	has := map[string]bool{}
	if ffmpeg == "" {
		return has
	}
	list, _ := exec.CommandContext(ctx, ffmpeg, "-hide_banner", "-encoders").Output()
	for line := range strings.Lines(string(list)) {
		if f := strings.Fields(line); len(f) > 1 && strings.HasPrefix(f[0], "V") {
			has[f[1]] = true
		}
	}
	return has
}
