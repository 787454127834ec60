package main

import (
	"context"
	"fmt"
	"image"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"

	"uncodec/assets"
	"uncodec/codec"
	"uncodec/inference"
)

// learned lists the learned codecs whose network files are here. A network is opened when
// it is first asked for, which start may have to start ONNX Runtime for; close frees them.
func (o *toolOptions) learned(start func() (*inference.Runtime, error)) (all []codec.Learned, close func()) {
	fsys := assets.Codecs()
	if o.Codecs != "" {
		fsys = os.DirFS(o.Codecs)
	}
	names, _ := fs.Glob(fsys, "*-*.onnx") // the pattern is sound
	var mu sync.Mutex
	var opened []*inference.Coder
	for _, name := range names {
		open := sync.OnceValues(func() (*inference.Coder, error) {
			c, err := openCoder(start, fsys, name)
			if err == nil {
				mu.Lock()
				opened = append(opened, c)
				mu.Unlock()
			}
			return c, err
		})
		codecName, level, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".onnx"), "-")
		all = append(all, codec.Learned{Codec: codecName, Level: level, Code: func(ctx context.Context, img *image.NRGBA) (*codec.Symbols, error) {
			c, err := open()
			if err != nil {
				return nil, err
			}
			coded, err := c.Code(ctx, img)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			return &codec.Symbols{
				Image: coded.Image, Y: coded.Y, Scales: coded.Scales, Z: coded.Z, Planes: coded.Planes,
				YTable: tables(c.Tables.Y), ZTable: tables(c.Tables.Z),
			}, nil
		}})
	}
	return all, func() {
		mu.Lock()
		defer mu.Unlock()
		for _, c := range opened {
			c.Close()
		}
	}
}

// openCoder opens a network file that is what its name says.
func openCoder(start func() (*inference.Runtime, error), fsys fs.FS, name string) (*inference.Coder, error) {
	runtime, err := start()
	if err != nil {
		return nil, err
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	c, err := runtime.OpenCoder(data)
	if err != nil {
		return nil, fmt.Errorf("the network file %s of a learned codec cannot be used: %w", name, err)
	}
	if want := c.Codec + "-" + c.Level + ".onnx"; want != path.Base(name) {
		c.Close()
		return nil, fmt.Errorf("the network file %s holds another codec: it should be named %s", name, want)
	}
	return c, nil
}

// tables are a network file's for the coder.
func tables(kept inference.CoderTables) *codec.Tables {
	return &codec.Tables{Offsets: kept.Offsets, Rows: kept.Rows()}
}
