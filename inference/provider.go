package inference

import (
	"fmt"
	"slices"
	"strings"

	ort "github.com/yalue/onnxruntime_go"
)

// CPU is the provider that every ONNX Runtime library has.
const CPU = "cpu"

// providers are what ONNX Runtime may compute on, each with how a session is told so. What a
// provider cannot do of a network the processor does.
var providers = []struct {
	name   string
	append func(*ort.SessionOptions) error
}{
	{CPU, func(*ort.SessionOptions) error { return nil }},
	{"cuda", func(o *ort.SessionOptions) error {
		cuda, err := ort.NewCUDAProviderOptions()
		if err != nil {
			return err
		}
		defer cuda.Destroy()
		return o.AppendExecutionProviderCUDA(cuda)
	}},
	{"tensorrt", func(o *ort.SessionOptions) error {
		rt, err := ort.NewTensorRTProviderOptions()
		if err != nil {
			return err
		}
		defer rt.Destroy()
		return o.AppendExecutionProviderTensorRT(rt)
	}},
	{"coreml", func(o *ort.SessionOptions) error { return o.AppendExecutionProviderCoreMLV2(nil) }},
	{"openvino", func(o *ort.SessionOptions) error { return o.AppendExecutionProviderOpenVINO(nil) }},
}

// checkProvider tells of a name that is none, and of one that the library cannot do.
func checkProvider(library, name string) error {
	var names []string
	for _, p := range providers {
		names = append(names, p.name)
	}
	if !slices.Contains(names, name) {
		return fmt.Errorf("there is no provider %.40q: there are %s", name, strings.Join(names, ", "))
	}
	options, err := ort.NewSessionOptions()
	if err != nil {
		return err
	}
	defer options.Destroy()
	if err := provide(options, name); err != nil {
		return &PlaceError{fmt.Sprintf("%v for %s, and `uncodec doctor` says why", ErrNoRuntime, name),
			fmt.Errorf("%w for %s: %s was not built for that, or lacks a file beside it; point --onnxruntime at a library that was, or leave --provider out: %v",
				ErrNoRuntime, name, library, err)}
	}
	return nil
}

// provide has a session compute on a provider.
func provide(o *ort.SessionOptions, name string) error {
	for _, p := range providers {
		if p.name == name {
			return p.append(o)
		}
	}
	return nil
}
