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

// Remote is a server that speaks the Open Inference Protocol and has the networks under the
// names that ServedName gives.
//
// Where it has R-Net as one network, `rnet`, a tile costs its pixels to and fro. Where it has
// encoder and decoder alone, their features, 85 bytes a pixel, go back and forth between.
type Remote struct {
	// Patience is how long a request is tried again while the server has no room for it, or the
	// line breaks. One whose turn comes later, as the server says, waits for that.
	Patience time.Duration

	server string // its address
	client *http.Client
	slots  slots
	binary bool // it takes tensors in binary
}

// Connect asks a server such as http://gpu:8000 whether it is there. threads bounds how many
// requests are under way at once; 0 means one per processor here. A RemoteError tells what to do.
func Connect(ctx context.Context, server string, threads int) (*Remote, error) {
	if threads <= 0 {
		threads = runtime.NumCPU()
	}
	r := &Remote{Patience: patience, server: strings.TrimRight(server, "/"), slots: make(slots, threads)}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = threads
	transport.DisableCompression = true
	r.client = &http.Client{Transport: transport}
	u, err := url.Parse(r.server)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, r.failed(errors.New("it is no address: write it as in http://host:8000"))
	}
	var about protocol.Server
	if err := r.ask(ctx, "/v2", &about); err != nil {
		return nil, r.failed(fmt.Errorf("%w; start it, or leave --inference out to compute here", err))
	}
	r.binary = slices.Contains(about.Extensions, protocol.Binary)
	return r, nil
}

// Threads is how many requests are under way at once.
func (r *Remote) Threads() int { return cap(r.slots) }

// ServedName is what a network of a model is called on an inference server: fast-pnet,
// fast-rnet, fast-rnet_encoder, fast-rnet_decoder.
func ServedName(model, network string) string { return model + "-" + network }

// open finds a network on the server.
func (r *Remote) open(ctx context.Context, n source, _ int) (network, error) {
	ins, outs, err := portsOf(n.data)
	if err != nil {
		return nil, err
	}
	return r.find(ctx, n, n.file, ins, outs)
}

// joined is R-Net as one network, where the server has it.
func (r *Remote) joined(ctx context.Context, _, decoder source) (network, error) {
	ins, outs, err := portsOf(decoder.data)
	if err != nil {
		return nil, err
	}
	if len(ins) < 3 {
		return nil, errors.New("the decoder has no condition: export it with the project's training")
	}
	found, err := r.find(ctx, decoder, "rnet", withoutFeatures(ins), outs)
	var status *statusError
	if errors.As(err, &status) && !status.passing() {
		return nil, nil
	}
	return found, err
}

// live is the decoder itself: the server has no other.
func (r *Remote) live(_ source, decoder network) (network, error) { return decoder, nil }

// find asks for a network, and whether it takes and gives what the one in our files does. A
// server may list inputs and outputs in any order.
func (r *Remote) find(ctx context.Context, n source, network string, ins, outs []Port) (network, error) {
	name := ServedName(n.model, network)
	path := "/v2/models/" + url.PathEscape(name)
	var about protocol.Model
	if err := r.ask(ctx, path, &about); err != nil {
		var status *statusError
		if errors.As(err, &status) && !status.passing() {
			return nil, r.failed(fmt.Errorf("it has no network %s: %w", name, err))
		}
		return nil, r.failed(fmt.Errorf("asked for its network %s: %w", name, err))
	}
	if about.Platform == Platform {
		version := n.hash[:versionDigits]
		if !slices.Contains(about.Versions, version) {
			return nil, r.failed(fmt.Errorf("its %s is version %s and this program's is %s: give both the same model files",
				name, strings.Join(about.Versions, ", "), version))
		}
		path += "/versions/" + version // weights that are replaced while we run are refused
	}
	if !lists(about.Inputs, ins) || !lists(about.Outputs, outs) {
		return nil, r.failed(fmt.Errorf("its %s takes %v and gives %v, and this program's takes %v and gives %v: give both the same model files",
			name, about.Inputs, about.Outputs, ins, outs))
	}
	return &remoteNetwork{remote: r, name: name, path: path + "/infer", ins: ins, outs: outs}, nil
}

// lists tells whether what a server told has every port, of a shape that may be the same.
func lists(told []protocol.Port, ports []Port) bool {
	return len(told) == len(ports) && !slices.ContainsFunc(ports, func(p Port) bool {
		return !slices.ContainsFunc(told, func(t protocol.Port) bool {
			return t.Name == p.Name && t.Datatype == protocol.Float32 && slices.EqualFunc(t.Shape, p.Shape, func(a, b int64) bool {
				return a < 0 || b < 0 || a == b
			})
		})
	})
}
