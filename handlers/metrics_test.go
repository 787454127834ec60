package handlers

import (
	"net/http"
	"strings"
	"testing"
)

// TestMetrics: what happened is counted, by patterns of addresses and not by addresses.
func TestMetrics(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	id := v.picture()
	job := v.restored(id, `{}`)
	v.get("/images/" + id)
	v.get("/nothing/" + id)
	v.do("BREW", "/", "", nil)

	got := v.get("/metrics")
	text := string(got.body)
	if got.StatusCode != http.StatusOK || !strings.HasPrefix(got.Header.Get("Content-Type"), "text/plain") {
		t.Fatalf("%d %s", got.StatusCode, got.Header)
	}
	model := s.studio.Models[0]
	for _, line := range []string{
		`uncodec_http_request_seconds_count{method="GET",route="/images/{id}",status="200"} 1`,
		`uncodec_http_request_seconds_count{method="GET",route="none",status="404"} 1`,
		`uncodec_http_request_seconds_count{method="other",route="none",status="405"} 1`,
		`uncodec_restoration_seconds_count{model="` + model.Name + `",state="done"} 1`,
		`uncodec_model_info{hash="` + model.Hash + `",model="` + model.Name + `"} 1`,
		`uncodec_build_info{version="test"} 1`, "uncodec_queue_length 0", "# TYPE go_goroutines gauge",
	} {
		if !strings.Contains(text, "\n"+line+"\n") {
			t.Errorf("there is no %s", line)
		}
	}
	for _, secret := range []string{id, job, "flower"} {
		if strings.Contains(text, secret) {
			t.Errorf("the metrics name %s", secret)
		}
	}
	if t.Failed() {
		for line := range strings.Lines(text) {
			if strings.Contains(line, "_count") {
				t.Log(line)
			}
		}
	}
}
