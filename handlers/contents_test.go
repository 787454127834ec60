package handlers

import (
	"regexp"
	"strings"
	"testing"
)

// TestContents follows the jump lists of the long pages.
func TestContents(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	for _, path := range []string{"/api", "/model?name=studio", "/model?name=fast"} {
		page := string(v.get(path).body)
		_, list, _ := strings.Cut(page, `data-testid="contents"`)
		list, _, _ = strings.Cut(list, "</nav>")
		jumps := regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(list, -1)
		if headings := strings.Count(page, "<h2 "); len(jumps) != headings {
			t.Errorf("%s: %d jumps to %d headings", path, len(jumps), headings)
		}
		for _, jump := range jumps {
			if !strings.Contains(page, `<h2 id="`+jump[1]+`"`) {
				t.Errorf("%s: nothing has the anchor %s", path, jump[1])
			}
		}
	}
}
