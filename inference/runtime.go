package inference

import (
	"cmp"
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
// parallel scale fully, threads within a tile do not. P-Net has as many slots of its own: a crop takes it a hundredth of a
// tile's time, and a page waits for what it says.
type Runtime struct {
	slots, asked slots
	provider     string
}

// slots are how many networks run at once.
type slots chan struct{}

// telemetryOff keeps ONNX Runtime from telling its maker about this machine and its work, which its
// newer builds do by themselves: nothing leaves this machine.
const telemetryOff = "ORT_DISABLE_TELEMETRY"

// Start loads libonnxruntime from the path given. threads bounds how many
// networks run at once; 0 means one per processor, and two on any other provider.
// provider is what they compute on, "" for CPU. ErrNoRuntime tells what to do.
func Start(library string, threads int, provider string) (*Runtime, error) {
	provider = cmp.Or(provider, CPU)
	switch {
	case threads > 0:
	case provider == CPU:
		threads = runtime.NumCPU()
	default:
		threads = 2 // one computes while the other's pixels come and go
	}
	if _, err := os.Stat(library); err != nil {
		return nil, &PlaceError{ErrNoRuntime.Error() + ": run `make setup`, or point --onnxruntime at libonnxruntime.so",
			fmt.Errorf("%w at %q: run `make setup`, or point --onnxruntime at libonnxruntime.so", ErrNoRuntime, library)}
	}
	if err := os.Setenv(telemetryOff, "1"); err != nil { // the library reads it as it is loaded
		return nil, err
	}
	ort.SetSharedLibraryPath(library)
	if err := ort.InitializeEnvironment(ort.WithLogLevelError()); err != nil {
		return nil, &PlaceError{"restoring is off: the ONNX Runtime library that is here cannot be used, and `uncodec doctor` says why",
			fmt.Errorf("%w: %s cannot be used: %v", ErrNoRuntime, library, err)}
	}
	if err := checkProvider(library, provider); err != nil {
		return nil, errors.Join(err, ort.DestroyEnvironment())
	}
	return &Runtime{slots: make(slots, threads), asked: make(slots, threads), provider: provider}, nil
}

// Threads is how many networks run at once.
func (r *Runtime) Threads() int { return cap(r.slots) }

// Provider is what it computes on.
func (r *Runtime) Provider() string { return r.provider }

// Version is ONNX Runtime's own.
func (r *Runtime) Version() string { return ort.GetVersion() }

// Close ends the environment. Models have to be closed before.
func (r *Runtime) Close() error { return ort.DestroyEnvironment() }

// acquire waits for a slot to run a network in, or for the end of ctx.
func (s slots) acquire(ctx context.Context) (release func(), err error) {
	select {
	case s <- struct{}{}:
		return func() { <-s }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
