package handlers

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"uncodec/assets"
	"uncodec/store"
	"uncodec/studio"
)

// TestExpiredIsForgotten: a picture that expired does not live on in memory, encoded as it was shown.
func TestExpiredIsForgotten(t *testing.T) {
	kept := must(store.Open(t.Context(), t.TempDir()))(t)
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	rooms := must(studio.New(&studio.Engine{Limits: engine().Limits, Tools: engine().Tools}, kept, assets.Samples(), log))(t)
	s := must(newSite(Config{Studio: rooms, Static: assets.Static(), Log: log, Expiry: time.Millisecond}))(t)
	server := httptest.NewServer(s.routes())
	defer server.Close()
	v := (&testSite{Server: server, t: t, site: s, studio: rooms}).visitor()
	got := v.get("/images/" + v.picture() + "/picture")
	if got.StatusCode != http.StatusOK {
		t.Fatalf("%d %s", got.StatusCode, got.body)
	}
	held := func() bool {
		_, ok := s.shown.Find(strings.Trim(got.Header.Get("ETag"), `"`)) // its version names it
		return ok
	}
	if !held() {
		t.Fatal("what is shown is not kept")
	}
	ctx, end := context.WithCancel(t.Context())
	worked := make(chan error, 1)
	go func() { worked <- rooms.Run(ctx) }() // it lets go of what expired
	for late := time.Now().Add(patience); held(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatal("an expired picture is kept")
		}
	}
	end()
	if err := <-worked; err != nil {
		t.Error(err)
	}
	if err := kept.Close(); err != nil {
		t.Error(err)
	}
}
