package inference

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"

	ort "github.com/yalue/onnxruntime_go"
)

// ErrNoRuntime says that libonnxruntime is absent or cannot be loaded.
var ErrNoRuntime = errors.New("restoring is off: ONNX Runtime is missing")

// Runtime is the process's ONNX Runtime environment. There is one at a time.
//
// Each network runs on one thread and Threads of them run at once: tiles in
// parallel scale fully, threads within a tile do not.
type Runtime struct {
	slots chan struct{}
}

// Start loads libonnxruntime from the path given. threads bounds how many
// networks run at once; 0 means one per processor. ErrNoRuntime tells what to do.
func Start(library string, threads int) (*Runtime, error) {
	if threads <= 0 {
		threads = runtime.NumCPU()
	}
	if _, err := os.Stat(library); err != nil {
		return nil, fmt.Errorf("%w at %q: run `make setup`, or point --onnxruntime at libonnxruntime.so", ErrNoRuntime, library)
	}
	ort.SetSharedLibraryPath(library)
	if err := ort.InitializeEnvironment(ort.WithLogLevelError()); err != nil {
		return nil, fmt.Errorf("%w: %s cannot be used: %v", ErrNoRuntime, library, err)
	}
	return &Runtime{slots: make(chan struct{}, threads)}, nil
}

// Threads is how many networks run at once.
func (r *Runtime) Threads() int { return cap(r.slots) }

// Version is ONNX Runtime's own.
func (r *Runtime) Version() string { return ort.GetVersion() }

// Close ends the environment. Models have to be closed before.
func (r *Runtime) Close() error { return ort.DestroyEnvironment() }

// acquire waits for a slot to run a network in, or for the end of ctx.
func (r *Runtime) acquire(ctx context.Context) (release func(), err error) {
	select {
	case r.slots <- struct{}{}:
		return func() { <-r.slots }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
