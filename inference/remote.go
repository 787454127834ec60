package inference

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"time"

	"uncodec/inference/protocol"
)

// Platform is what this program calls itself to those that ask for a model's metadata; its
// versions are then the first digits of models' hashes.
const Platform = "uncodec"

// versionDigits is how much of a model's hash makes its version.
const versionDigits = 12

// RemoteError says that the inference server did not answer, or not as it should.
type RemoteError struct {
	Server string // its address
	Cause  error
}

func (e *RemoteError) Error() string {
	return fmt.Sprintf("the inference server at %s cannot be used: %v", e.Server, e.Cause)
}

func (e *RemoteError) Unwrap() error { return e.Cause }

// Remote is a server that speaks the Open Inference Protocol and has the networks under the
// names that ServedName gives.
//
// Where it has R-Net as one network, `rnet`, a tile costs its pixels to and fro. Where it has
// encoder and decoder alone, their features, 190 bytes a pixel, go back and forth between.
type Remote struct {
	server string
	client *http.Client
	slots  chan struct{}
	binary bool // it takes tensors in binary
}

// Connect asks a server such as http://gpu:8000 whether it is there. threads bounds how many
// requests are under way at once; 0 means one per processor here. A RemoteError tells what to do.
func Connect(ctx context.Context, server string, threads int) (*Remote, error) {
	if threads <= 0 {
		threads = runtime.NumCPU()
	}
	r := &Remote{server: strings.TrimRight(server, "/"), slots: make(chan struct{}, threads)}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = threads
	transport.DisableCompression = true
	transport.ResponseHeaderTimeout = answerTime
	r.client = &http.Client{Transport: transport}
	u, err := url.Parse(r.server)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, r.failed(errors.New("it is no address: write it as in http://host:8000"))
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	var about protocol.Server
	if err := r.ask(ctx, "/v2", &about); err != nil {
		return nil, r.failed(fmt.Errorf("%w; start it, or leave --inference out to compute here", err))
	}
	r.binary = slices.Contains(about.Extensions, protocol.Binary)
	return r, nil
}

// Threads is how many requests are under way at once.
func (r *Remote) Threads() int { return cap(r.slots) }

func (r *Remote) failed(err error) error { return &RemoteError{r.server, err} }

// ServedName is what a network of a model is called on an inference server: fast-pnet,
// fast-rnet, fast-rnet_encoder, fast-rnet_decoder.
func ServedName(model, network string) string { return model + "-" + network }

// open finds a network on the server. The live decoder is the decoder there.
func (r *Remote) open(n source, _ int) (network, error) {
	name := ServedName(n.model, n.file)
	var about protocol.Model
	err := r.ask(context.Background(), "/v2/models/"+url.PathEscape(name), &about)
	if err != nil {
		return nil, r.failed(fmt.Errorf("it has no network %s: %w", name, err))
	}
	if about.Platform == Platform && !slices.Contains(about.Versions, n.hash[:versionDigits]) {
		return nil, r.failed(fmt.Errorf("its %s is version %s and this program's is %s: give both the same model files",
			name, strings.Join(about.Versions, ", "), n.hash[:versionDigits]))
	}
	return &remoteNetwork{remote: r, name: name, ins: portsOf(about.Inputs), outs: portsOf(about.Outputs)}, nil
}

// joined is R-Net as one network, where the server has it.
func (r *Remote) joined(n source) (network, error) {
	found, err := r.open(n, 1)
	var status *statusError
	if errors.As(err, &status) && status.code < 500 {
		return nil, nil
	}
	return found, err
}

func portsOf(told []protocol.Port) []Port {
	out := make([]Port, len(told))
	for i, p := range told {
		out[i] = Port{p.Name, p.Shape}
	}
	return out
}

// remoteNetwork is a network on a server.
type remoteNetwork struct {
	remote *Remote
	name   string
	ins    []Port
	outs   []Port
}

func (n *remoteNetwork) inputs() []Port  { return n.ins }
func (n *remoteNetwork) outputs() []Port { return n.outs }
func (n *remoteNetwork) close()          {}

// run sends the inputs, waits, and sends them again where the server had no room or the
// line broke.
func (n *remoteNetwork) run(ctx context.Context, inputs []tensor) ([]tensor, error) {
	select {
	case n.remote.slots <- struct{}{}:
		defer func() { <-n.remote.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if len(inputs) != len(n.ins) {
		return nil, n.remote.failed(fmt.Errorf("its %s takes %d inputs, not %d", n.name, len(n.ins), len(inputs)))
	}
	request := &protocol.Request{Binary: n.remote.binary}
	for i, t := range inputs {
		request.Inputs = append(request.Inputs, protocol.Tensor{Name: n.ins[i].Name, Shape: t.shape, Data: t.data})
	}
	for _, p := range n.outs {
		request.Wanted = append(request.Wanted, p.Name)
	}
	answer, err := n.remote.infer(ctx, n.name, request)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, n.remote.failed(err)
	}
	outputs := make([]tensor, len(n.outs))
	for i, p := range n.outs {
		at := slices.IndexFunc(answer.Outputs, func(t protocol.Tensor) bool { return t.Name == p.Name })
		if at < 0 || !fits(answer.Outputs[at].Shape, p.Shape) {
			return nil, n.remote.failed(fmt.Errorf("its %s gave no %s of the shape that it told", n.name, p.Name))
		}
		outputs[i] = tensor{shape: answer.Outputs[at].Shape, data: answer.Outputs[at].Data}
	}
	return outputs, nil
}

// fits tells whether a shape is one of those that a port takes.
func fits(shape, port []int64) bool {
	return slices.EqualFunc(shape, port, func(side, wanted int64) bool { return wanted < 0 || side == wanted })
}
