package handlers

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"uncodec/assets"
	"uncodec/store"
	"uncodec/studio"
)

// TestHeadOfNews: the head of a job's news is answered while the job waits, and the connection's next request, too.
func TestHeadOfNews(t *testing.T) {
	startSite(t, t.TempDir()).stop() // or the networks are not here
	kept := must(store.Open(t.Context(), t.TempDir()))(t)
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	rooms := must(studio.New(engine(), kept, assets.Samples(), log))(t) // nobody works there
	s := must(newSite(Config{Studio: rooms, Static: assets.Static(), Log: log}))(t)
	server := httptest.NewServer(s.routes())
	v := (&testSite{Server: server, t: t, site: s, studio: rooms}).visitor()
	job := v.post("/api/v1/images/"+v.picture()+"/restorations", `{}`).Header.Get("Location")
	address := must(url.Parse(server.URL))(t)

	conn := must(net.Dial("tcp", address.Host))(t)
	_ = conn.SetDeadline(time.Now().Add(patience))
	cookie := v.Jar.Cookies(address)[0]
	fmt.Fprintf(conn, "HEAD %s/events HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\n\r\n", job, address.Host, cookie)
	fmt.Fprintf(conn, "GET /healthz HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", address.Host)
	answers, err := io.ReadAll(conn)
	if text := string(answers); err != nil || !strings.HasPrefix(text, "HTTP/1.1 200") || !strings.Contains(text, "text/event-stream") || strings.Count(text, "HTTP/1.1 200") != 2 {
		t.Errorf("%v %s", err, text)
	}
	conn.Close()
	server.Close()
	if err := kept.Close(); err != nil {
		t.Error(err)
	}
}
