package handlers

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"uncodec/store"
)

// TestCommandText: the line says what was asked for, whatever the picture is called; of what was painted there is none.
// That the program reads the lines so is a test of the command line's.
func TestCommandText(t *testing.T) {
	var cases []struct {
		Name, Picture, Line string
		Condition           json.RawMessage
	}
	if err := json.Unmarshal(must(os.ReadFile("testdata/commands.json"))(t), &cases); err != nil {
		t.Fatal(err)
	}
	text := func(condition, picture string) string {
		return commandText(store.Restoration{Condition: json.RawMessage(condition), Model: "studio", Views: 4}, store.Image{Name: picture})
	}
	for _, c := range cases {
		if got := text(`{"asked":`+string(c.Condition)+`}`, c.Picture); got != c.Line {
			t.Errorf("%s: %s", c.Name, got)
		}
	}
	if got := text(`{"asked":{"mode":"auto"},"taken":{"parts":[{"codec":{"hevc":1},"share":0.5}]}}`, "a.jpg"); got != "" {
		t.Errorf("painted: %s", got)
	}
}

// TestQuoted lets a shell read words back.
func TestQuoted(t *testing.T) {
	dir := t.TempDir()
	for _, word := range []string{"plain.jpg", "two words", "it's", `$HOME "x" \ ` + "`ls`", "*", "é;|&", "", "=ls", "-n", "two\nlines"} {
		script := filepath.Join(dir, "script")
		if err := os.WriteFile(script, []byte("printf '%s' "+quoted(word)), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := must(exec.Command("sh", script).Output())(t); string(got) != word {
			t.Errorf("%q came back as %q from %s", word, got, quoted(word))
		}
	}
}
