package main

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/studio"
)

// toolOptions say where the program finds what it does not carry, and its limits.
type toolOptions struct {
	Models      string        `help:"Folder of a model, or of several; the embedded ones by default." placeholder:"DIR"`
	Onnxruntime string        `help:"The ONNX Runtime library; beside the program by default." placeholder:"FILE"`
	Codecs      string        `help:"Folder of the learned codecs' networks; the embedded ones by default." placeholder:"DIR"`
	Ffmpeg      string        `help:"The ffmpeg program; beside this one, or on the PATH, by default." placeholder:"FILE"`
	Provider    string        `help:"What ONNX Runtime computes on: cpu, or cuda, tensorrt, coreml, openvino where its library has them." default:"cpu"`
	Inference   string        `help:"Compute on this server, which speaks the Open Inference Protocol, in place of here: http://host:8000." placeholder:"URL"`
	Threads     int           `help:"Networks that run at once; 0 for one per processor, and two on another provider." default:"0"`
	MaxBytes    int64         `help:"Largest picture file, in bytes." default:"26214400"`
	MaxPixels   int64         `help:"Most pixels of a picture; 0 for no bound but that of its sides, 20000 pixels." default:"50000000"`
	DecodeTime  time.Duration `help:"Longest time that decoding may take; 0 for no bound." default:"10s"`
}

// engine opens what there is: codecs, ONNX Runtime or the server in its place, every model, the one named first as
// their default. What is missing is told by Engine.Why and does not stop the program.
// close frees it all.
func (o *toolOptions) engine(ctx context.Context, first string) (e *studio.Engine, close func()) {
	return o.engineWith(ctx, func(b inference.Backend) ([]*inference.Model, error) { return o.openModels(ctx, b, first) })
}

// engineFor is engine for a command that asks one model, by its name or paperModel.
func (o *toolOptions) engineFor(ctx context.Context, model string) (e *studio.Engine, close func()) {
	model = cmp.Or(model, paperModel)
	return o.engineWith(ctx, func(b inference.Backend) ([]*inference.Model, error) { return o.openModel(ctx, b, model) })
}

func (o *toolOptions) engineWith(ctx context.Context, models func(inference.Backend) ([]*inference.Model, error)) (e *studio.Engine, close func()) {
	e, start, closeCodecs := o.codecsAlone()
	backend, err := o.backend(ctx, start)
	if err != nil {
		e.Why = err
		return e, closeCodecs
	}
	e.Models, e.Why = models(backend)
	return e, func() {
		for _, m := range e.Models {
			m.Close()
		}
		closeCodecs()
	}
}

// backend is where the models' networks run: on the server named, or in this process.
func (o *toolOptions) backend(ctx context.Context, start func() (*inference.Runtime, error)) (inference.Backend, error) {
	if o.Inference != "" {
		return inference.Connect(ctx, o.Inference, o.Threads)
	}
	return start()
}

// serverAway tells whether the networks are missing as their server was not there.
func (o *toolOptions) serverAway(why error) bool {
	var away *inference.RemoteError
	return o.Inference != "" && errors.As(why, &away) && away.Passing()
}

// awaitServer returns errAnew once the networks' server is there with every model, another error if ctx ends before.
func (o *toolOptions) awaitServer(ctx context.Context) error {
	for pause := askServerEvery; ; {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		if _, err := inference.Connect(ctx, o.Inference, 1); err != nil {
			continue
		}
		e, end := o.engine(ctx, studioModel)
		end()
		if !o.serverAway(e.Why) {
			return errAnew
		}
		pause = min(2*pause, mostPause) // it is there, and its models are not: to look for them takes longer
	}
}

// askServerEvery is how often a server that was not there at the start is asked again.
const askServerEvery = 3 * time.Second

// engineWithoutNetworks is for what needs pictures and codecs only. ONNX Runtime is
// started if a learned codec is asked for.
func (o *toolOptions) engineWithoutNetworks() (e *studio.Engine, close func()) {
	e, _, close = o.codecsAlone()
	return e, close
}

// codecsAlone makes an engine without models, and what starts ONNX Runtime for it, once.
// close ends what was started.
func (o *toolOptions) codecsAlone() (e *studio.Engine, start func() (*inference.Runtime, error), close func()) {
	var runtime *inference.Runtime
	start = sync.OnceValues(func() (r *inference.Runtime, err error) {
		runtime, err = inference.Start(o.library(), o.Threads, o.Provider)
		return runtime, err
	})
	learned, closeLearned := o.learned(start)
	e = &studio.Engine{Tools: codec.NewToolbox(o.ffmpeg(), learned...), Limits: codec.DefaultLimits()}
	e.Limits.Bytes, e.Limits.Pixels, e.Limits.DecodeTime = o.MaxBytes, o.MaxPixels, o.DecodeTime
	return e, start, func() {
		closeLearned()
		if runtime != nil {
			runtime.Close()
		}
	}
}
