package main

import (
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// mayKnow is the house's plan: which of our packages each may import.
var mayKnow = map[string][]string{
	"uncodec":                    {"uncodec/assets", "uncodec/codec", "uncodec/codec/jpeg", "uncodec/handlers", "uncodec/inference", "uncodec/quality", "uncodec/store", "uncodec/studio"},
	"uncodec/handlers":           {"uncodec/cache", "uncodec/codec", "uncodec/inference", "uncodec/inference/protocol", "uncodec/quality", "uncodec/store", "uncodec/studio", "uncodec/turns", "uncodec/web"},
	"uncodec/studio":             {"uncodec/cache", "uncodec/codec", "uncodec/codec/jpeg", "uncodec/codec/metadata", "uncodec/fine", "uncodec/inference", "uncodec/quality", "uncodec/store", "uncodec/turns"},
	"uncodec/store":              {"uncodec/migrations", "uncodec/turns"},
	"uncodec/web":                {},
	"uncodec/inference":          {"uncodec/fine", "uncodec/inference/protocol"},
	"uncodec/inference/protocol": {},
	"uncodec/codec":              {"uncodec/codec/av1", "uncodec/codec/avc", "uncodec/codec/heif", "uncodec/codec/hevc", "uncodec/codec/hold", "uncodec/codec/jpeg", "uncodec/codec/metadata", "uncodec/codec/vp8", "uncodec/fine"},
	"uncodec/codec/codectest":    {"uncodec/codec/hold", "uncodec/fine", "uncodec/quality"},
	"uncodec/codec/av1":          {"uncodec/codec/hold"},
	"uncodec/codec/avc":          {"uncodec/codec/cabac", "uncodec/codec/hold"},
	"uncodec/codec/cabac":        {},
	"uncodec/codec/heif":         {},
	"uncodec/codec/hevc":         {"uncodec/codec/cabac", "uncodec/codec/hold"},
	"uncodec/codec/hold":         {"uncodec/fine"},
	"uncodec/codec/jpeg":         {"uncodec/codec/hold", "uncodec/fine"},
	"uncodec/codec/metadata":     {"uncodec/codec/jpeg"},
	"uncodec/codec/vp8":          {"uncodec/codec/hold", "uncodec/fine"},
	"uncodec/fine":               {},
	"uncodec/quality":            {},
	"uncodec/cache":              {"uncodec/turns"},
	"uncodec/turns":              {},
	"uncodec/migrations":         {},
	"uncodec/assets":             {},

	"uncodec/training/estimator/squares": {"uncodec/codec/av1", "uncodec/codec/avc", "uncodec/codec/hevc", "uncodec/codec/hold", "uncodec/codec/metadata", "uncodec/codec/vp8", "uncodec/fine"},
}

// alone is who alone may import a technology, each of its packages; all that is not Go's own stands here.
var alone = map[string]string{
	"database/sql":                        "uncodec/store",
	"github.com/mattn/go-sqlite3":         "uncodec/store",
	"github.com/yalue/onnxruntime_go":     "uncodec/inference",
	"google.golang.org/protobuf":          "uncodec/inference",
	"github.com/go-chi/chi/v5":            "uncodec/handlers",
	"github.com/go-chi/httprate":          "uncodec uncodec/handlers",
	"github.com/prometheus/client_golang": "uncodec/handlers",
	"github.com/a-h/templ":                "uncodec/handlers uncodec/web",
	"github.com/gen2brain/webp":           "uncodec/codec",
	"github.com/andybalholm/brotli":       "uncodec/codec",
	"github.com/disintegration/imaging":   "uncodec/codec uncodec/codec/codectest uncodec/handlers uncodec/studio",
	"github.com/agnivade/levenshtein":     "uncodec",
	"github.com/alecthomas/kong":          "uncodec",
	"golang.org/x/image":                  "uncodec/codec",
	"golang.org/x/net":                    "uncodec",
	"golang.org/x/sync":                   "uncodec/codec uncodec/handlers uncodec/inference uncodec/studio uncodec/turns",
	"golang.org/x/sys":                    "uncodec/codec",
	"golang.org/x/text":                   "uncodec/store",
}

// ownersOf are who may import a package; "" where nothing is said of it.
func ownersOf(what string) string {
	for name := what; name != "."; name = path.Dir(name) {
		if owners, ok := alone[name]; ok {
			return owners
		}
	}
	return ""
}

// TestBorders holds the packages to the plan.
func TestBorders(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		who := words[0]
		allowed, planned := mayKnow[who]
		if !planned {
			t.Errorf("%s is in nobody's plan: give it a place in borders_test.go", who)
		}
		seen++
		for _, what := range words[1:] {
			if strings.HasPrefix(what, "uncodec/") && !slices.Contains(allowed, what) {
				t.Errorf("%s imports %s, which it should not know", who, what)
			}
			first, _, _ := strings.Cut(what, "/")
			owners := ownersOf(what)
			if (owners != "" || strings.Contains(first, ".")) && !slices.Contains(strings.Fields(owners), who) {
				t.Errorf("%s imports %s, which belongs to %q: see borders_test.go", who, what, owners)
			}
		}
	}
	if seen != len(mayKnow) {
		t.Errorf("%d packages, %d in the plan", seen, len(mayKnow))
	}
}
