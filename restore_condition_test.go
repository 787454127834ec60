package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"

	"uncodec/studio"
)

// restoreLine parses a command line of `uncodec restore`.
func restoreLine(t *testing.T, args ...string) *restoreCommand {
	t.Helper()
	var c commands
	parser, err := kong.New(&c, kong.Vars{"version": "", "data": ""})
	if err == nil {
		_, err = parser.Parse(append([]string{"restore"}, args...))
	}
	if err != nil {
		t.Fatalf("%q: %v", args, err)
	}
	return &c.Restore
}

// TestCommandLines: the lines that the studio gives with restorations ask for just these.
func TestCommandLines(t *testing.T) {
	text, err := os.ReadFile("handlers/testdata/commands.json")
	must(t, err)
	var cases []struct {
		Name, Picture, Line string
		Condition           studio.ConditionRequest
	}
	must(t, json.Unmarshal(text, &cases))
	for _, c := range cases {
		words, err := exec.Command("sh", "-c", "printf '%s\\n' "+strings.TrimPrefix(c.Line, "uncodec restore ")).Output()
		must(t, err)
		line := restoreLine(t, strings.Split(strings.TrimSuffix(string(words), "\n"), "\n")...)
		got, err := line.condition()
		must(t, err)
		if d := cmp.Diff(c.Condition, got); d != "" || line.Model != "studio" || line.Views != 4 || strings.TrimPrefix(line.Files[0], "./") != c.Picture {
			t.Errorf("%s: %+v %s", c.Name, line, d)
		}
	}
}

// TestCondition: what overrules the belief, and what makes no sense together.
func TestCondition(t *testing.T) {
	half := 0.5
	for args, want := range map[string]studio.ConditionRequest{
		"":                                   {Mode: studio.Auto},
		"--delta=0.25":                       {Mode: studio.Relative, Delta: 0.25},
		"--codec jpeg":                       {Mode: studio.Manual, Codec: map[string]float64{"jpeg": 1}},
		"--strength 0.5":                     {Mode: studio.Manual, Strength: &half},
		"--codec jpeg,hevc=3 --strength 0.5": {Mode: studio.Manual, Codec: map[string]float64{"jpeg": 1, "hevc": 3}, Strength: &half},
		"--codec webp --level 40":            {Mode: studio.Manual, Codec: map[string]float64{"webp": 1}, Level: "40"},
	} {
		got, err := restoreLine(t, append([]string{"a.jpg", "-o", "b.png"}, strings.Fields(args)...)...).condition()
		if d := cmp.Diff(want, got); err != nil || d != "" {
			t.Errorf("%s: %v %s", args, err, d)
		}
	}
	for args, says := range map[string]string{
		"--level 40": "needs --codec", "--delta=0.1 --codec jpeg": "without --codec", "--codec jpeg,jpeg=2": "named twice",
		"--codec jpeg=much": "no number", "--codec jpeg=NaN": "no number", "--codec ,": "names no codec",
	} {
		_, err := restoreLine(t, append([]string{"a.jpg", "-o", "b.png"}, strings.Fields(args)...)...).condition()
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", args, err)
		}
	}
}
