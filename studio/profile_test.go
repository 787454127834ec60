package studio

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"uncodec/codec"
	"uncodec/codec/metadata"
	"uncodec/store"
)

// TestProfileWithoutDecoder: what was restored of a JPEG XL is shown and saved in its
// colours after a start without ffmpeg; one whose profile is not known is not, rather than
// in others.
func TestProfileWithoutDecoder(t *testing.T) {
	dir := t.TempDir()
	s := newStudio(t, dir)
	file, err := os.Open("testdata/wide.jxl") // by ffmpeg's libjxl, of a PNG with the primaries of Adobe RGB
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	i, err := s.TakeIn(t.Context(), Upload{Owner: "ann", Name: "wide.jxl", File: file})
	if err != nil {
		t.Fatal(err)
	}
	icc := i.Profile
	if Header(i).Profile != "Wide" || len(icc) != 448 {
		t.Fatalf("a profile of %d bytes: %s", len(icc), i.Header)
	}
	var result bytes.Buffer
	if err := codec.EncodePNG(&result, drawn(64, 48)); err != nil {
		t.Fatal(err)
	}
	png := bytes.Clone(result.Bytes())
	hash, _, err := s.Store.PutFile(t.Context(), &result, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	s.Store.Close()

	s = withoutNetworks(t, dir)
	i, err = s.Store.Image(t.Context(), i.ID, "ann")
	if err != nil {
		t.Fatal(err)
	}
	show := func(of store.Image) error {
		shown, err := s.Profiled(t.Context(), png, of)
		if err == nil && !bytes.Equal(metadata.Read(shown).ICC, icc) {
			t.Error("it is shown in other colours")
		}
		return err
	}
	if err := show(i); err != nil {
		t.Error(err)
	}
	key := profileKey{i.ID, i.Hash}
	if _, kept := s.profiles.Find(key); !kept {
		t.Error("the profile is read anew for the next preview")
	}
	s.forget(i.Hash)
	if _, kept := s.profiles.Find(key); kept {
		t.Error("of a file that is gone the profile stays in memory")
	}
	for _, format := range []string{"png", "jpeg", "webp"} {
		saved, err := s.Save(t.Context(), store.Restoration{ResultHash: hash}, i, Saving{Format: format})
		if err != nil || !bytes.Equal(metadata.Read(saved).ICC, icc) {
			t.Errorf("%s: a profile of %d bytes, %v", format, len(metadata.Read(saved).ICC), err)
		}
	}
	i.Profile = nil
	older, err := s.Store.CreateImage(t.Context(), i)
	if err != nil {
		t.Fatal(err)
	}
	var fault *codec.InputError
	if err := show(older); !errors.As(err, &fault) || !strings.Contains(fault.Message, "ffmpeg is missing") {
		t.Errorf("one of no known profile: %v", err)
	}
}
