package inference

import (
	"context"
	"fmt"
	"sync"

	ort "github.com/yalue/onnxruntime_go"
)

// tensor is one input of a network: float32 values in row-major order.
type tensor struct {
	shape []int64
	data  []float32
}

// network is one ONNX session. It serves many goroutines at once: each run
// brings its own tensors.
type network struct {
	runtime *Runtime
	mu      sync.RWMutex // close waits for runs
	session *ort.DynamicAdvancedSession
	inputs  []string
	outputs []string
}

// openNetwork makes a session out of a file's bytes, so many threads within a run,
// and returns what its metadata holds under "uncodec".
func openNetwork(r *Runtime, data []byte, threads int) (*network, string, error) {
	ins, outs, err := ort.GetInputOutputInfoWithONNXData(data)
	if err != nil {
		return nil, "", err
	}
	n := &network{runtime: r, inputs: names(ins), outputs: names(outs)}
	options, err := sessionOptions(threads)
	if err != nil {
		return nil, "", err
	}
	defer options.Destroy()
	n.session, err = ort.NewDynamicAdvancedSessionWithONNXData(data, n.inputs, n.outputs, options)
	if err != nil {
		return nil, "", err
	}
	metadata, err := n.session.GetModelMetadata()
	if err != nil {
		n.close()
		return nil, "", err
	}
	defer metadata.Destroy()
	facts, found, err := metadata.LookupCustomMetadataMap("uncodec")
	if err != nil || !found {
		n.close()
		return nil, "", fmt.Errorf("the file carries no `uncodec` metadata: export it with the project's training")
	}
	return n, facts, nil
}

func names(infos []ort.InputOutputInfo) []string {
	out := make([]string, len(infos))
	for i, info := range infos {
		out[i] = info.Name
	}
	return out
}

// sessionOptions keeps memory flat: sizes vary from picture to picture, and an
// arena or a memory pattern would hold the largest ever seen. What runs on several
// threads is the live decoder, whose sizes are few and small: there an arena saves a
// tenth of the time, and holds no more than malloc does.
func sessionOptions(threads int) (*ort.SessionOptions, error) {
	o, err := ort.NewSessionOptions()
	if err != nil {
		return nil, err
	}
	for _, set := range []func() error{
		func() error { return o.SetIntraOpNumThreads(threads) },
		func() error { return o.SetInterOpNumThreads(1) },
		func() error { return o.SetCpuMemArena(threads > 1) },
		func() error { return o.SetMemPattern(false) },
		func() error { return o.AddSessionConfigEntry("session.intra_op.allow_spinning", "0") },
	} {
		if err := set(); err != nil {
			o.Destroy()
			return nil, err
		}
	}
	return o, nil
}

// run waits for a slot and runs the network on values made by newValue or by an
// earlier run. The outputs are the caller's to destroy. When ctx ends, so does the run.
func (n *network) run(ctx context.Context, inputs []ort.Value) ([]ort.Value, error) {
	release, err := n.runtime.acquire(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	n.mu.RLock()
	defer n.mu.RUnlock()
	if n.session == nil {
		return nil, ErrClosed
	}
	options, err := ort.NewRunOptions()
	if err != nil {
		return nil, err
	}
	defer options.Destroy()
	terminated := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		options.Terminate()
		close(terminated)
	})
	outputs := make([]ort.Value, len(n.outputs))
	err = n.session.RunWithOptions(inputs, outputs, options)
	if !stop() {
		<-terminated // options must outlive Terminate
		destroy(outputs)
		return nil, ctx.Err()
	}
	if err != nil {
		destroy(outputs)
		return nil, err
	}
	return outputs, nil
}

func (n *network) close() {
	if n == nil {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.session != nil {
		n.session.Destroy()
		n.session = nil
	}
}

func newValue(t tensor) (ort.Value, error) {
	return ort.NewTensor(ort.NewShape(t.shape...), t.data)
}

// newValues makes a value of each tensor, or of none.
func newValues(tensors ...tensor) (values []ort.Value, err error) {
	for _, t := range tensors {
		v, err := newValue(t)
		if err != nil {
			destroy(values)
			return nil, err
		}
		values = append(values, v)
	}
	return values, nil
}

func destroy(values []ort.Value) {
	for _, v := range values {
		if v != nil {
			v.Destroy()
		}
	}
}

// floats is a view of a value's numbers, good until the value is destroyed.
func floats(v ort.Value) []float32 {
	return v.(*ort.Tensor[float32]).GetData()
}
