package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// TestMisnamed: a variable that is no option is told with what may have been meant; others' are not, nor an empty one, nor those of tests, which are
// named otherwise.
func TestMisnamed(t *testing.T) {
	parser, err := kong.New(&commands{}, kong.Vars{"version": "", "data": ""})
	if err != nil {
		t.Fatal(err)
	}
	told := misnamed([]string{
		"UNCODEC_QUOTTA=5", "UNCODEC_MAXPIXELS=1", "UNCODEC_ADDRESS=:80", "UNCODEC_SERVICE_HOST=10.0.0.1", "UNCODEC_VERSION=1.2",
		"UNCODEC_QUOTA=5", "UNCODEC_QUALITY=90", "UNCODEC_CONFIG=/etc/uncodec.json", "UNCODEC_CHILD=1", "UNCODEC_STORE_CHILD=1", "UNCODEC_EMPTY=", "HOME=/root",
		programVariable + "=1",
	}, parser.Model)
	const none = " is set, and there is no option that it gives"
	want := []string{
		"UNCODEC_ADDRESS" + none + ": did you mean UNCODEC_ADDR?", "UNCODEC_MAXPIXELS" + none + ": did you mean UNCODEC_MAX_PIXELS?",
		"UNCODEC_QUOTTA" + none + ": did you mean UNCODEC_QUOTA?", "UNCODEC_SERVICE_HOST" + none, "UNCODEC_STORE_CHILD" + none, "UNCODEC_VERSION" + none,
	}
	if !slices.Equal(told, want) {
		t.Errorf("told %q", told)
	}
}

// TestMisnamedIsTold: doctor tells of it, and goes on; an order that only the command line gives is none from the environment.
func TestMisnamedIsTold(t *testing.T) {
	needTools(t)
	t.Setenv("UNCODEC_QUOTTA", "5")
	getenv := toolsHere(t)
	var told strings.Builder
	code := run(t.Context(), []string{"doctor", "--data", t.TempDir()}, func(name string) string {
		if name == "UNCODEC_VERSION" {
			return "1.2"
		}
		return getenv(name)
	}, &told, &told)
	if code != 0 || !strings.Contains(told.String(), "unknown  variable     UNCODEC_QUOTTA is set") {
		t.Errorf("ended with %d: %s", code, told.String())
	}
}
