package handlers

import (
	"context"
	"net/http"
	"strconv"

	"uncodec/store"
	"uncodec/web"
)

// doorRows is how many of what a visitor brought or made before a page of a door's list shows.
const doorRows = 24

// doorList gives the page of a door's list that ?page asks for, and the ways to those around it, at the list's heading. Of
// a page that is gone it leads to the door, and says so by away.
func doorList[T any](w http.ResponseWriter, r *http.Request, door, heading string,
	list func(context.Context, string, store.Page) ([]T, *store.Cursor, error)) (rows []T, around web.Pages, away bool, err error) {
	number, err := readPage(r.URL.Query())
	if err != nil {
		return nil, around, false, err
	}
	rows, next, err := list(r.Context(), owner(r), store.Page{Limit: doorRows, Offset: (number - 1) * doorRows})
	if err != nil {
		return nil, around, false, err
	}
	if len(rows) == 0 && number > 1 {
		http.Redirect(w, r, door, http.StatusSeeOther)
		return nil, around, true, nil
	}
	at := func(number int) string { return door + "?page=" + strconv.Itoa(number) + "#" + heading }
	if number > 1 {
		around.Newer = at(number - 1)
	}
	if next != nil {
		around.Older = at(number + 1)
	}
	return rows, around, false, nil
}
