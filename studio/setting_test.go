package studio

import (
	"reflect"
	"strings"
	"testing"
)

func TestParseSettings(t *testing.T) {
	got, err := ParseSettings("jpeg:10,20  hevc:42 jpeg:10>vvc:42")
	if err != nil || strings.Join(got, " ") != "jpeg:10 jpeg:20 hevc:42 jpeg:10>vvc:42" {
		t.Errorf("%v, %v", got, err)
	}
	for bad, says := range map[string]string{
		"": "No settings", "jpeg": "as in jpeg:10,20", ":10": "as in jpeg:10,20", "jpeg:": "as in jpeg:10,20",
		strings.Repeat("a", 100_000) + ":" + strings.Repeat(",", 100_000): "as in jpeg:10,20", // ten gigabytes, written out
		"jpeg:10,hevc:37": "separated by a space", "jpeg:10>hevc:37,jpeg:20": "separated by a space",
	} {
		if _, err := ParseSettings(bad); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.40q: %v, should say %q", bad, err, says)
		}
	}
}

// FuzzSettings: the settings that are understood are spelled in one way, which is understood as the same.
func FuzzSettings(f *testing.F) {
	for _, text := range []string{"jpeg:10", "jpeg:10,20 hevc:37", "jpeg:030+3>jpeg:85", "jpeg:10>vvc:42", "jpeg:", ":", "a:b:c>d", "x: 7 +2>y:1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all, err := ParseSettings(text)
		if err != nil {
			return
		}
		for _, setting := range all {
			steps, err := Steps(setting)
			if err != nil {
				t.Fatalf("%q of %q was taken and is not understood: %v", setting, text, err)
			}
			again, err := Steps(Spelled(steps))
			if err != nil || !reflect.DeepEqual(again, steps) {
				t.Errorf("%q is %+v, spelled %q, which is %+v, %v", setting, steps, Spelled(steps), again, err)
			}
		}
	})
}
