package handlers

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"uncodec/assets"
	"uncodec/codec"
	"uncodec/store"
	"uncodec/studio"
)

// FuzzUpload posts any bytes as a multipart body: the answer is a page or a problem,
// never a failure of ours.
func FuzzUpload(f *testing.F) {
	part := "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n"
	f.Add([]byte(part + "hello\r\n--x--\r\n"))
	f.Add([]byte(part + "\xff\xd8\xff\xe0\x00\x10JFIF\x00\r\n--x\r\nContent-Disposition: form-data; name=\"reference\"; filename=\"../b\"\r\n\r\n\r\n--x--"))
	f.Add([]byte(part))
	f.Add([]byte("--x--"))

	kept, err := store.Open(context.Background(), f.TempDir())
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { kept.Close() })
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	rooms, err := studio.New(&studio.Engine{Tools: codec.NewToolbox(""), Limits: codec.DefaultLimits()}, kept, assets.Samples(), log)
	if err != nil {
		f.Fatal(err)
	}
	handler, err := New(Config{Studio: rooms, Static: assets.Static(), Log: log})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		r := httptest.NewRequest("POST", "/api/v1/images", bytes.NewReader(body))
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code >= http.StatusInternalServerError {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	})
}

// FuzzSafeName: what is shown of a name is short, printable and no path.
func FuzzSafeName(f *testing.F) {
	for _, name := range []string{"a.jpg", "../../etc/passwd", `C:\x\y.png`, "a/./b//../c/d/e/f/g/h/i/j", "\x1b[31m", "\xff\xfe", "a\u202egpj.exe", ""} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := safeName(name)
		if got == "" || !utf8.ValidString(got) || utf8.RuneCountInString(got) > nameRunes || bytes.ContainsAny([]byte(got), "/\\\r\n\x1b") {
			t.Errorf("%q became %q", name, got)
		}
		folder := safeFolder(name)
		if folder != "" && !filepath.IsLocal(folder) || !utf8.ValidString(folder) || strings.Count(folder, "/") >= folderDepth || len(folder) > folderBytes || strings.ContainsAny(folder, "\\\r\n\x1b") {
			t.Errorf("the folder %q became %q", name, folder)
		}
	})
}
