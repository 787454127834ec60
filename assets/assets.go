// Package assets holds what the binary carries with it: styles and scripts, sample
// pictures, and the networks.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed static
var static embed.FS

//go:embed samples/samples.json samples/*.jpg
var samples embed.FS

//go:embed models/*/*.onnx models/*/SHA256SUMS
var models embed.FS

//go:embed codecs
var codecs embed.FS

//go:embed published.json
var published []byte

// Static is what browsers fetch: styles, scripts, icons.
func Static() fs.FS { return sub(static, "static") }

// Samples is samples.json and the pristine pictures that it names.
func Samples() fs.FS { return sub(samples, "samples") }

// Models has one folder a model.
func Models() fs.FS { return sub(models, "models") }

// Codecs has the network files of the learned codecs, as many as there are.
func Codecs() fs.FS { return sub(codecs, "codecs") }

// Published is the figures of others that ours stand beside, as JSON.
func Published() []byte { return published }

func sub(f embed.FS, dir string) fs.FS {
	s, err := fs.Sub(f, dir)
	if err != nil {
		panic(err) // dir is embedded above
	}
	return s
}
