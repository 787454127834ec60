package web

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// TestWords: every word of the catalogue is said somewhere, and none is empty.
func TestWords(t *testing.T) {
	said := map[string]bool{}
	for _, pattern := range []string{"*.templ", "*.go", "../handlers/*.go", "../*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no files %s: %v", pattern, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") || strings.HasSuffix(file, "_templ.go") { // a test says nothing to anybody
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, use := range regexp.MustCompile(`\bWords\.(\w+)`).FindAllSubmatch(text, -1) {
				said[string(use[1])] = true
			}
		}
	}
	all := reflect.ValueOf(Words)
	for _, field := range reflect.VisibleFields(all.Type()) {
		if field.Anonymous { // a part: its words come by themselves
			continue
		}
		if !said[field.Name] {
			t.Errorf("%s is said nowhere", field.Name)
		}
		if all.FieldByIndex(field.Index).IsZero() {
			t.Errorf("%s is empty", field.Name)
		}
	}
}
