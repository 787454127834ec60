package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestConfiguration: the command line goes before the environment, and that before the file.
func TestConfiguration(t *testing.T) {
	picture := drawn(t)
	for name, c := range map[string]struct {
		file, environment string
		args              []string
		code              int
		want              string
	}{
		"file":         {`{"quality": 101}`, "", nil, 2, "101"},
		"environment":  {`{"quality": 101}`, "102", nil, 2, "102"},
		"command line": {`{"quality": 101}`, "102", []string{"--quality", "103"}, 2, "103"},
		"of another":   {`{"addr": "127.0.0.1:1", "proxy": ["10.0.0.5/32"], "quality": 104}`, "", nil, 2, "104"},
		"unknown":      {`{"qualty": 90}`, "", nil, 2, "there is no option --qualty"},
		"wrong kind":   {`{"quality": "best"}`, "", nil, 2, "quality"},
		"without unit": {`{"decode-time": 3600}`, "", nil, 2, `write it as "1h"`},
		"no time":      {`{"decode-time": 0, "quality": 105}`, "", nil, 2, "105"},
		"with unit":    {`{"decode-time": "1h", "quality": 106}`, "", nil, 2, "106"},
		"not JSON":     {`quality: 90`, "", nil, 2, "not one JSON object"},
		"absent":       {"", "", nil, 2, "no such file"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "uncodec.json")
			if c.file != "" {
				if err := os.WriteFile(path, []byte(c.file), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			env := map[string]string{"UNCODEC_CONFIG": path, "UNCODEC_QUALITY": c.environment}
			here := toolsHere(t)
			getenv := func(name string) string {
				if v, ok := env[name]; ok {
					return v
				}
				return here(name)
			}
			var told bytes.Buffer
			args := append([]string{"restore", picture, "-o", filepath.Join(t.TempDir(), "out.jpg")}, c.args...)
			if code := run(t.Context(), args, getenv, &told, &told); code != c.code || !strings.Contains(told.String(), c.want) {
				t.Errorf("ended with %d: %s", code, told.String())
			}
		})
	}
}
