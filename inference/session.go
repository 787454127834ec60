package inference

import (
	"context"
	"errors"
	"sync"

	ort "github.com/yalue/onnxruntime_go"
)

// session is a network in this process's ONNX Runtime: each run brings its own tensors.
type session struct {
	slots slots
	mu    sync.RWMutex // close waits for runs
	held  *ort.DynamicAdvancedSession
	ins   []Port
	outs  []Port
}

// open makes a session out of a network file's bytes.
func (r *Runtime) open(_ context.Context, n source, threads int) (network, error) {
	return r.openOn(r.provider, n, threads)
}

func (r *Runtime) openOn(provider string, n source, threads int) (network, error) {
	s := &session{slots: r.slots}
	if n.file+".onnx" == files[0] {
		s.slots = r.asked
	}
	var err error
	if s.ins, s.outs, err = portsOf(n.data); err != nil {
		return nil, err
	}
	options, err := sessionOptions(threads)
	if err != nil {
		return nil, err
	}
	defer options.Destroy()
	if err := provide(options, provider); err != nil {
		return nil, err
	}
	s.held, err = ort.NewDynamicAdvancedSessionWithONNXData(n.data, names(s.ins), names(s.outs), options)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// joined is nothing here: features that stay in memory cost nothing.
func (r *Runtime) joined(context.Context, source, source) (network, error) { return nil, nil }

// live is a session of its own, in which one run has all threads of the processor. Another provider
// has no use for 8-bit integers and answers with the decoder itself.
func (r *Runtime) live(n source, decoder network) (network, error) {
	if r.provider != CPU {
		return decoder, nil
	}
	return r.openOn(r.provider, n, r.Threads())
}

func names(ports []Port) []string {
	out := make([]string, len(ports))
	for i, p := range ports {
		out[i] = p.Name
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

func (s *session) inputs() []Port  { return s.ins }
func (s *session) outputs() []Port { return s.outs }

// run waits for a slot and runs the network.
func (s *session) run(ctx context.Context, inputs []tensor) ([]tensor, error) {
	release, err := s.slots.acquire(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.held == nil {
		return nil, errors.New("it is closed")
	}
	values, err := wrapped(inputs)
	if err != nil {
		return nil, err
	}
	defer destroy(values)
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
	outputs := make([]ort.Value, len(s.outs))
	err = s.held.RunWithOptions(values, outputs, options)
	if !stop() {
		<-terminated // options must outlive Terminate
		destroy(outputs)
		return nil, ctx.Err()
	}
	if err != nil {
		destroy(outputs)
		return nil, err
	}
	out := make([]tensor, len(outputs))
	for i, v := range outputs {
		held := v.(*ort.Tensor[float32])
		out[i] = tensor{held.GetShape(), held.GetData()} // the library has copied the values into Go's memory
		held.Destroy()
	}
	return out, nil
}

func (s *session) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held != nil {
		s.held.Destroy()
		s.held = nil
	}
}

// wrapped makes a value of each tensor, or of none; the values' memory stays the tensors'.
func wrapped(tensors []tensor) (values []ort.Value, err error) {
	for _, t := range tensors {
		v, err := ort.NewTensor(ort.NewShape(t.shape...), t.data)
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
