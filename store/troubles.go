package store

import "fmt"

// troubles are what went wrong with some of many files, none of which is in the way of the others: how many, and the first.
type troubles struct {
	first error
	n     int
}

func (t *troubles) add(err error) {
	if err == nil {
		return
	}
	if t.n++; t.n == 1 {
		t.first = err
	}
}

// err is nil where nothing went wrong.
func (t *troubles) err() error {
	if t.n < 2 {
		return t.first
	}
	return fmt.Errorf("%w, and %d more such", t.first, t.n-1)
}
