package web

import "fmt"

// Belongings says what a visitor keeps, a line a kind.
func Belongings(pictures, restorations, batches, experiments int) (lines []string) {
	for _, kind := range []struct {
		n         int
		one, many string
	}{
		{pictures, "picture", "pictures"}, {restorations, "restoration", "restorations"},
		{batches, "batch", "batches"}, {experiments, "sweep or evaluation", "sweeps and evaluations"},
	} {
		switch kind.n {
		case 0:
		case 1:
			lines = append(lines, "1 "+kind.one)
		default:
			lines = append(lines, fmt.Sprintf("%s %s", Count(kind.n), kind.many))
		}
	}
	return lines
}
