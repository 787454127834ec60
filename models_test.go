package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"uncodec/inference"
)

// modelsAs is a folder of models that ship, in folders of other names than theirs.
func modelsAs(t *testing.T, names map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for folder, name := range names {
		at, err := filepath.Abs("assets/models/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(at, filepath.Join(dir, folder)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestModelsNames: a model is called what its metadata say, whatever its folder; of two with one name the first
// answers, and the other is told of.
func TestModelsNames(t *testing.T) {
	needTools(t)
	clean, data := drawn(t), t.TempDir()
	const twice = "the models in the folders a and b are both called fast"
	for name, c := range map[string]struct {
		folders map[string]string
		args    []string
		code    int
		says    string
	}{
		"its own name":         {map[string]string{"quick": "fast", "other": "studio"}, []string{"predict", clean, "--json", "--model", "fast"}, 0, `"model":"fast"`},
		"the folder's name":    {map[string]string{"quick": "fast", "other": "studio"}, []string{"predict", clean, "--model", "quick"}, 1, `no model "quick": there are studio, fast, by the names in their metadata`},
		"another model's name": {map[string]string{"studio": "fast", "fast": "studio"}, []string{"predict", clean, "--json", "--model", "studio"}, 0, `"model":"studio"`},
		"twice":                {map[string]string{"a": "fast", "b": "fast"}, []string{"predict", clean, "--json"}, 0, "warning: " + twice},
		"twice, to the doctor": {map[string]string{"a": "fast", "b": "fast"}, []string{"doctor", "--data", data}, 1, "MISSING  model        " + twice},
	} {
		code, stdout, stderr := uncodec(t, append(c.args, "--models", modelsAs(t, c.folders))...)
		if code != c.code || !strings.Contains(stdout+stderr, c.says) {
			t.Errorf("%s: exit %d, %q %q; want %d and %q", name, code, stdout, stderr, c.code, c.says)
		}
	}
}

// TestTold: what a model does not tell of itself leaves no hole in the sentence.
func TestTold(t *testing.T) {
	for want, facts := range map[string]inference.Facts{
		"m, version 2 of 2026-11-28, trained on DIV2K, 0123456789ab": {Name: "m", Version: "2", Date: "2026-11-28", TrainedOn: "DIV2K"},
		"m, version 2, trained on DIV2K, 0123456789ab":               {Name: "m", Version: "2", TrainedOn: "DIV2K"},
		"m of 2026-11-28, 0123456789ab":                              {Name: "m", Date: "2026-11-28"},
		"m, 0123456789ab":                                            {Name: "m"},
	} {
		if got := told(&inference.Model{Facts: facts, Hash: "0123456789abcdef"}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
