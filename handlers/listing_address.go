package handlers

import (
	"net/url"
	"strconv"

	"uncodec/store"
	"uncodec/web"
)

// filtered tells whether something keeps rows out.
func (l listing) filtered() bool {
	f := l.filter
	f.Kind = ""
	return f != store.Filter{}
}

// address is the same list at a path, with fields changed, given by name and value. It
// begins at the first page unless that is said.
func (l listing) address(path string, change ...string) string {
	fields := url.Values{}
	for name, value := range l.fields {
		if name != "page" {
			fields[name] = value
		}
	}
	for n := 0; n < len(change); n += 2 {
		if fields.Del(change[n]); change[n+1] != "" {
			fields.Set(change[n], change[n+1])
		}
	}
	if len(fields) == 0 {
		return path
	}
	return path + "?" + fields.Encode()
}

// ofPage is the address of this page of the list.
func (l listing) ofPage() string { return l.address("/experiments", "page", l.fields.Get("page")) }

// pageNumber is a page in an address, "" for the first.
func pageNumber(n int) string {
	if n <= 1 {
		return ""
	}
	return strconv.Itoa(n)
}

// here is the query that brings this page of the list back.
func (l listing) here() string { return l.fields.Encode() }

// readBack reads the list that a form came from, as here said it; the whole list if that
// makes no sense any more.
func readBack(text string) listing {
	query, err := url.ParseQuery(text)
	if err == nil {
		var l listing
		if l, err = readListing(query); err == nil {
			return l
		}
	}
	l, _ := readListing(nil)
	return l
}

// filterOf is the filter for other kinds of rows, too: what they do not have is left out.
func (l listing) filterOf(kind string) store.Filter {
	f := l.filter
	if f.Kind = ""; kind != listRestorations {
		f.Kind, f.Codec, f.Mode = kind, "", ""
	}
	return f
}

// other is the address of the same list of another kind.
func (l listing) other(kind string) string {
	if kind == listRestorations {
		return l.address("/experiments", "kind", "", "sort", "", "order", "")
	}
	return l.address("/experiments", "kind", kind, "sort", "", "order", "", "codec", "", "mode", "")
}

// clamp keeps a page that lies behind the end on the last one: rows may have gone.
func (l *listing) clamp(all int) {
	if last := max(1, (all+pageRows-1)/pageRows); l.number > last {
		l.number, l.page.Offset = last, (last-1)*pageRows
	}
}

// beside are the addresses of the pages around, "" where there is none.
func (l listing) beside(all int) (p web.Pages) {
	if l.number > 1 {
		p.Newer = l.address("/experiments", "page", pageNumber(l.number-1))
	}
	if l.number*pageRows < all {
		p.Older = l.address("/experiments", "page", pageNumber(l.number+1))
	}
	return p
}
