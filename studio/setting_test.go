package studio

import (
	"reflect"
	"strings"
	"testing"

	"uncodec/codec"
	"uncodec/inference"
)

func TestParseSettings(t *testing.T) {
	got, err := ParseSettings("jpeg:10,20  hevc:42 jpeg:10>vvc:42")
	if err != nil || strings.Join(got, " ") != "jpeg:10 jpeg:20 hevc:42 jpeg:10>vvc:42" {
		t.Errorf("%v, %v", got, err)
	}
	got, err = ParseSettings("jpeg:090/444,95/420 jpeg:30/422+3>jpeg:85")
	if err != nil || strings.Join(got, " ") != "jpeg:90/444 jpeg:95 jpeg:30/422+3>jpeg:85" {
		t.Errorf("%v, %v", got, err)
	}
	for bad, says := range map[string]string{
		"": "No settings", "jpeg": "as in jpeg:10,20", ":10": "as in jpeg:10,20", "jpeg:": "as in jpeg:10,20",
		strings.Repeat("a", 100_000) + ":" + strings.Repeat(",", 100_000): "as in jpeg:10,20", // ten gigabytes, written out
		"jpeg:95/": "follows a slash", "jpeg:95,95/420": "asked for twice",
		"jpeg:10,hevc:37": "separated by a space", "jpeg:10>hevc:37,jpeg:20": "separated by a space",
	} {
		if _, err := ParseSettings(bad); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.40q: %v, should say %q", bad, err, says)
		}
	}
}

// TestBelievedStep: a belief is compressed again with the chroma of the file, if that is a JPEG as believed.
func TestBelievedStep(t *testing.T) {
	for want, of := range map[string]struct{ name, format, chroma string }{
		"jpeg:90": {"jpeg", "jpeg", "4:2:0"}, "jpeg:90/422": {"jpeg", "jpeg", "4:2:2"}, "jpeg:90/444": {"jpeg", "jpeg", "4:4:4"},
		"hevc:90": {"hevc", "jpeg", "4:4:4"},
	} {
		if got := believedStep(of.name, "90", codec.Header{Format: of.format, Subsampling: of.chroma}); got != want {
			t.Errorf("%+v: %s, want %s", of, got, want)
		}
	}
	for chroma, h := range map[string]codec.Header{"a PNG": {Format: "png"}, "heic": {Format: "heic", Subsampling: "4:4:4"}, "4:1:1": {Format: "jpeg", Subsampling: "4:1:1"}} {
		if got := believedStep("jpeg", "90", h); got != "jpeg:90" {
			t.Errorf("%s: %s", chroma, got)
		}
	}
}

// TestNameOf: a finer chroma has its quality's name; codecs in a row have none.
func TestNameOf(t *testing.T) {
	codecs := []inference.Codec{{Name: "hevc", Believable: true}, {Name: "jpeg", Believable: true, Levels: []inference.Level{{Level: "90"}, {Level: "95"}}}}
	for setting, want := range map[string][2]int{"jpeg:95/444": {1, 1}, "jpeg:90": {1, 0}, "jpeg:91": {1, -1}, "jpeg:30>jpeg:90": {-1, -1}, "avc:27": {-1, -1}} {
		if codec, level := NameOf(codecs, setting); codec != want[0] || level != want[1] {
			t.Errorf("%s: %d, %d", setting, codec, level)
		}
	}
}

// FuzzSettings: the settings that are understood are spelled in one way, which is understood as the same.
func FuzzSettings(f *testing.F) {
	for _, text := range []string{"jpeg:10", "jpeg:10,20 hevc:37", "jpeg:030+3>jpeg:85", "jpeg:95/444", "jpeg:95/420", "jpeg:10>vvc:42", "jpeg:", ":", "a:b:c>d", "x: 7 +2>y:1"} {
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
