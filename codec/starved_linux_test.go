package codec

import (
	"errors"
	"syscall"
	"testing"
)

// TestStarvedDecoderIsNoFilesFault: a decoder that cannot be started, since no descriptor is left, is no word against the file.
func TestStarvedDecoderIsNoFilesFault(t *testing.T) {
	ffmpegPath(t) // or none is there to be started
	for _, name := range []string{"plain.heic", "plain.jxl"} {
		data := readFile(t, "testdata/foreign/"+name)
		var was syscall.Rlimit
		if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &was); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{Cur: 3, Max: was.Max}); err != nil {
			t.Fatal(err)
		}
		_, err := box.Decode(t.Context(), data, Limits{})
		if e := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &was); e != nil {
			t.Fatal(e)
		}
		if !errors.Is(err, ErrStarved) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
