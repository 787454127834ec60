package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"sync"
	"time"

	"uncodec/assets"
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
	Threads     int           `help:"Networks that run at once; 0 for one per processor." default:"0"`
	MaxBytes    int64         `help:"Largest picture file, in bytes." default:"26214400"`
	MaxPixels   int64         `help:"Most pixels of a picture." default:"50000000"`
	DecodeTime  time.Duration `help:"Longest time that decoding may take." default:"10s"`
}

// Which model answers unless another is asked for: on the command line, where results
// stand beside the paper's, the one that names the paper's codecs; in the browser the
// one that names what people upload. Either gives way where it is not there.
const (
	paperModel  = "fast"
	studioModel = "studio"
)

// engine opens what there is: codecs, ONNX Runtime, models, the one named first as
// their default. What is missing is told by Engine.Why and does not stop the program.
// close frees it all.
func (o *toolOptions) engine(first string) (e *studio.Engine, close func()) {
	e, start, closeCodecs := o.codecsAlone()
	runtime, err := start()
	if err != nil {
		e.Why = err
		return e, closeCodecs
	}
	e.Models, e.Why = o.openModels(runtime)
	sort.SliceStable(e.Models, func(a, b int) bool { return e.Models[a].Name == first && e.Models[b].Name != first })
	return e, func() {
		for _, m := range e.Models {
			m.Close()
		}
		closeCodecs()
	}
}

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
		runtime, err = inference.Start(o.library(), o.Threads)
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

// openModels opens every model that is sound. The error tells of those that are not.
func (o *toolOptions) openModels(r *inference.Runtime) ([]*inference.Model, error) {
	fsys, dirs, err := o.modelFolders()
	if err != nil {
		return nil, err
	}
	var models []*inference.Model
	var trouble error
	for _, dir := range dirs {
		m, err := r.Open(fsys, dir)
		if err != nil {
			trouble = errors.Join(trouble, err)
			continue
		}
		models = append(models, m)
	}
	return models, trouble
}

func (o *toolOptions) modelFolders() (fs.FS, []string, error) {
	fsys, place := assets.Models(), "the program itself"
	if o.Models != "" {
		fsys, place = os.DirFS(o.Models), o.Models
		if _, err := fs.Stat(fsys, "pnet.onnx"); err == nil {
			return fsys, []string{"."}, nil
		}
	}
	dirs, err := fs.Glob(fsys, "*/pnet.onnx")
	if err == nil && len(dirs) == 0 {
		err = fmt.Errorf("there is no model in %s: a model is a folder with pnet.onnx, rnet_encoder.onnx and rnet_decoder.onnx", place)
	}
	for i, d := range dirs {
		dirs[i] = filepath.ToSlash(filepath.Dir(d))
	}
	return fsys, dirs, err
}

// library is where libonnxruntime should be.
func (o *toolOptions) library() string {
	if o.Onnxruntime != "" {
		return o.Onnxruntime
	}
	return beside("libonnxruntime.so")
}

// ffmpeg is the program for the video codecs, "" where there is none.
func (o *toolOptions) ffmpeg() string {
	if o.Ffmpeg != "" {
		return o.Ffmpeg
	}
	if pinned := beside("ffmpeg"); exists(pinned) {
		return pinned
	}
	found, _ := exec.LookPath("ffmpeg")
	return found
}

// beside is a path in the folder of the running program.
func beside(name string) string {
	exe, err := os.Executable()
	if err == nil {
		exe, err = filepath.EvalSymlinks(exe)
	}
	if err != nil {
		return name
	}
	return filepath.Join(filepath.Dir(exe), name)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// warn tells of a model that could not be opened while others could.
func warn(e *studio.Engine, to io.Writer) {
	if len(e.Models) > 0 && e.Why != nil {
		fmt.Fprintln(to, "uncodec: warning:", e.Why)
	}
}
