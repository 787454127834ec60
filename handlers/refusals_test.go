package handlers

import (
	"net/http"
	"strings"
	"testing"
)

// TestRefusals: what cannot be understood is refused in the one form that errors have, and says
// what would be.
func TestRefusals(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	picture := v.picture()
	for name, c := range map[string]struct {
		method, path, body string
		header             [2]string
		status             int
		says               string
	}{
		"range beyond the end":      {http.MethodGet, "/images/" + picture + "/file", "", [2]string{"Range", "bytes=999999999-"}, 416, "no such range"},
		"method":                    {http.MethodPut, "/api/v1/images", "", [2]string{}, 405, ""},
		"a text for a number":       {http.MethodPost, "/restorations", `{"condition":{"mode":"manual","strength":"much"}}`, [2]string{}, 400, "condition.strength has to be a number, and a text came"},
		"a list for the request":    {http.MethodPost, "/restorations", `[]`, [2]string{}, 400, "has to be an object, and a list came"},
		"codecs without their mode": {http.MethodPost, "/restorations", `{"condition":{"codec":{"jpeg":1}}}`, [2]string{}, 422, "mode manual"},
		"a delta with auto":         {http.MethodPost, "/restorations", `{"condition":{"mode":"auto","delta":0.5}}`, [2]string{}, 422, "mode relative"},
	} {
		t.Run(name, func(t *testing.T) {
			if c.path == "/restorations" {
				c.path = "/api/v1/images/" + picture + "/restorations"
			}
			request := must(http.NewRequest(c.method, s.URL+c.path, strings.NewReader(c.body)))(t)
			request.Header.Set("Content-Type", "application/json")
			if c.header[0] != "" {
				request.Header.Set(c.header[0], c.header[1])
			}
			got := v.send(request)
			if got.StatusCode != c.status || got.Header.Get("Content-Type") != "application/problem+json" || !strings.Contains(string(got.body), c.says) {
				t.Errorf("%d %s %s", got.StatusCode, got.Header.Get("Content-Type"), got.body)
			}
			if allowed := got.Header.Values("Allow"); (c.status == http.StatusMethodNotAllowed) != (strings.Join(allowed, "; ") == "GET, HEAD, POST") {
				t.Errorf("it allows %v", allowed)
			}
		})
	}
}
