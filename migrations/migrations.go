// Package migrations holds the steps that make the store's tables, numbered and
// append-only: a file that was ever released is not edited again, a change is
// the next number.
package migrations

import "embed"

// FS holds the steps, NNNN_name.sql, to be applied in the order of their names.
//
//go:embed *.sql
var FS embed.FS
