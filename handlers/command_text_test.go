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
func TestCommandText(t *testing.T) {
	for name, c := range map[string]struct{ picture, condition, want string }{
		"auto":     {"a.jpg", `{"asked":{"mode":"auto"}}`, "uncodec restore a.jpg -o restored.png --model studio --views 4"},
		"relative": {"it's.jpg", `{"asked":{"mode":"relative","delta":-0.2}}`, `uncodec restore 'it'\''s.jpg' -o restored.png --model studio --delta=-0.2 --views 4`},
		"level":    {"-o.jpg", `{"asked":{"mode":"manual","codec":{"jpeg":1},"level":"10"}}`, "uncodec restore ./-o.jpg -o restored.png --model studio --codec jpeg --level 10 --views 4"},
		"mix":      {"a b.jpg", `{"asked":{"mode":"manual","codec":{"jpeg":0.7,"hevc":0.3},"strength":0,"unheld":true}}`, "uncodec restore 'a b.jpg' -o restored.png --model studio --codec jpeg=0.7,hevc=0.3 --strength 0 --views 4 --unheld"},
		"painted":  {"a.jpg", `{"asked":{"mode":"auto"},"taken":{"parts":[{"codec":{"hevc":1},"share":0.5}]}}`, ""},
	} {
		got := commandText(store.Restoration{Condition: json.RawMessage(c.condition), Model: "studio", Views: 4}, store.Image{Name: c.picture})
		if got != c.want {
			t.Errorf("%s: %s", name, got)
		}
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
