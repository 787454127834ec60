package store

import (
	"database/sql"
	"strings"

	"github.com/mattn/go-sqlite3"
	"golang.org/x/text/unicode/norm"
)

// driver is SQLite with what a search for text takes: its own LIKE knows upper and lower case of ASCII alone.
const driver = "sqlite3 that searches"

func init() {
	sql.Register(driver, &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		return c.RegisterFunc("folded", folded, true)
	}})
}

// folded is a text in lower case, its accents within their letters, as two texts that read alike have it in common.
func folded(text string) string {
	return strings.ToLower(norm.NFC.String(text))
}
