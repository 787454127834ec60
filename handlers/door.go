package handlers

import (
	"net/http"
	"strconv"

	"uncodec/store"
	"uncodec/web"
)

// doorRows is how many of what a visitor brought or made before a page of a door's list shows.
const doorRows = 24

// doorPage is the page of a door's list that ?page asks for.
func doorPage(r *http.Request) (p store.Page, err error) {
	number, err := readPage(r.URL.Query())
	return store.Page{Limit: doorRows, Offset: (number - 1) * doorRows}, err
}

// doorPages lead to the pages around one, of a list whose heading has an id. next is where the next one begins.
func doorPages(path, heading string, p store.Page, next *store.Cursor) (around web.Pages) {
	at := func(offset int) string { return path + "?page=" + strconv.Itoa(offset/doorRows+1) + "#" + heading }
	if p.Offset > 0 {
		around.Newer = at(p.Offset - doorRows)
	}
	if next != nil {
		around.Older = at(p.Offset + doorRows)
	}
	return around
}
