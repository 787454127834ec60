package studio

import (
	"reflect"
	"testing"
)

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
			again, err := Steps(spelled(steps))
			if err != nil || !reflect.DeepEqual(again, steps) {
				t.Errorf("%q is %+v, spelled %q, which is %+v, %v", setting, steps, spelled(steps), again, err)
			}
		}
	})
}
