package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"uncodec/assets"
	"uncodec/inference"
	"uncodec/studio"
)

// Which model answers unless another is asked for: on the command line, where results
// stand beside the paper's, the one that names the paper's codecs; in the browser the
// one that names what people upload. Either gives way where it is not there.
const (
	paperModel  = "fast"
	studioModel = "studio"
)

// openModels opens every model that is sound, the one named first before the others.
// The error tells of those that are not.
func (o *toolOptions) openModels(ctx context.Context, b inference.Backend, first string) ([]*inference.Model, error) {
	fsys, dirs, err := o.modelFolders()
	if err != nil {
		return nil, err
	}
	models, err := openEach(ctx, b, fsys, dirs)
	if n := slices.IndexFunc(models, func(m *inference.Model) bool { return m.Name == first }); n > 0 {
		m := models[n]
		models = slices.Insert(slices.Delete(models, n, n+1), 0, m)
	}
	return models, err
}

// openModel opens the model whose folder has this name and no other, which takes half
// the time and memory; or all where no folder has it, or one of a model of another name, for a
// model is called what its metadata say.
func (o *toolOptions) openModel(ctx context.Context, b inference.Backend, name string) ([]*inference.Model, error) {
	fsys, dirs, err := o.modelFolders()
	if err != nil {
		return nil, err
	}
	if slices.Contains(dirs, name) {
		models, err := openEach(ctx, b, fsys, []string{name})
		if err != nil || models[0].Name == name {
			return models, err
		}
		models[0].Close()
	}
	return openEach(ctx, b, fsys, dirs)
}

// openEach opens the models in folders. The error tells of those that are not sound, and of those whose
// name another has already.
func openEach(ctx context.Context, b inference.Backend, fsys fs.FS, dirs []string) (models []*inference.Model, trouble error) {
	from := map[string]string{} // folders by their models' names
	for _, dir := range dirs {
		m, err := inference.Open(ctx, b, fsys, dir)
		if err != nil {
			trouble = errors.Join(trouble, err)
			continue
		}
		if first, taken := from[m.Name]; taken {
			m.Close()
			trouble = errors.Join(trouble, fmt.Errorf("the models in the folders %s and %s are both called %s, as their metadata say, and the first answers: take one of the two away", first, dir, m.Name))
			continue
		}
		from[m.Name] = dir
		models = append(models, m)
	}
	return models, trouble
}

// modelFolders finds the folders of models, each by its name within fsys.
func (o *toolOptions) modelFolders() (fs.FS, []string, error) {
	fsys, place := assets.Models(), "the program itself"
	if o.Models != "" {
		fsys, place = os.DirFS(o.Models), o.Models
		if _, err := fs.Stat(fsys, "pnet.onnx"); err == nil { // a model's own folder, which is to be told by its name
			whole, err := filepath.Abs(o.Models)
			return os.DirFS(filepath.Dir(whole)), []string{filepath.Base(whole)}, err
		}
	}
	dirs, err := fs.Glob(fsys, "*/pnet.onnx")
	if err == nil && len(dirs) == 0 {
		err = &inference.PlaceError{Public: "there is no model in the folder of models: `uncodec doctor` says which that is", Err: fmt.Errorf(
			"there is no model in %s: a model is a folder with pnet.onnx, rnet_encoder.onnx and rnet_decoder.onnx", place)}
	}
	for i, d := range dirs {
		dirs[i] = path.Dir(d)
	}
	return fsys, dirs, err
}

// warn tells of a model that could not be opened while others could.
func warn(e *studio.Engine, to io.Writer) {
	if len(e.Models) > 0 && e.Why != nil {
		fmt.Fprintln(to, "uncodec: warning:", e.Why)
	}
}
