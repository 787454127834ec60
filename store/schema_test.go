package store

import "testing"

// TestChecksOfNull: json_valid(NULL) is 0 in SQLite before 3.41, whose integrity check would call each
// row without such a value a fault.
func TestChecksOfNull(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	rows, err := s.reader.Query(`
		SELECT t.name || '.' || c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
		WHERE t.type = 'table' AND NOT c."notnull" AND t.sql LIKE '%CHECK (json_valid(' || c.name || '))%'`)
	names, err := collect("look for checks", rows, err, scanText)
	must(t, err)
	if len(names) > 0 {
		t.Errorf("not checked for NULL: %v", names)
	}
}
