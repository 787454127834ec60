package store

import (
	"io"
	"testing"
)

// TestSpool: what is spooled can be read until it is closed, under no name, and a full disk says so.
func TestSpool(t *testing.T) {
	s, _ := smallDisk(t)
	f, err := s.Spool([]byte("picture"))
	must(t, err)
	data, err := io.ReadAll(f)
	must(t, err)
	if names := fileNames(t, s); string(data) != "picture" || len(names) > 0 {
		t.Errorf("%q, and %v is there", data, names)
	}
	must(t, f.Close())
	_, err = s.Spool(make([]byte, 40<<20))
	mustBe(t, err, ErrNoSpace)
	if names := fileNames(t, s); len(names) > 0 {
		t.Errorf("left behind: %v", names)
	}
}
