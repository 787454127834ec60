package inference

import "context"

// Backend is where networks run: a Runtime, in this process, or a Remote, on a server that
// speaks the Open Inference Protocol.
type Backend interface {
	// Threads is how many networks run at once.
	Threads() int
	// open makes a network of a model ready, so many threads within a run.
	open(ctx context.Context, n source, threads int) (network, error)
	// joined is R-Net's encoder and decoder as one network, which takes the image and the
	// condition; nil where the backend runs the two by themselves.
	joined(ctx context.Context, encoder, decoder source) (network, error)
	// live is the decoder that answers while a hand moves, beside the one that is open.
	live(n source, decoder network) (network, error)
}

// source is one network of a model.
type source struct {
	model, hash string // the model's name and hash
	file        string // pnet, rnet_encoder…
	data        []byte // the network file
}

// network is a network that is ready. It serves many goroutines at once.
type network interface {
	inputs() []Port
	outputs() []Port
	// run gives the outputs in their order; they are the caller's to close. When ctx ends, so does the run.
	run(ctx context.Context, inputs []tensor) ([]tensor, error)
	close()
}

// Port is an input or an output of a network: float32 values.
type Port struct {
	Name  string
	Shape []int64 // -1 where a side may be any
}
