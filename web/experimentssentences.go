package web

import (
	"fmt"
)

// ListKind names the list of restorations, sweeps or evaluations.
func ListKind(kind string) string {
	switch kind {
	case "sweep":
		return Words.ListSweeps
	case "evaluation":
		return Words.ListEvaluations
	}
	return Words.ListRestorations
}

// ListSummary says which rows of how many are shown.
func ListSummary(first, last, all int) string {
	if all == 0 {
		return ""
	}
	return fmt.Sprintf("%s–%s of %s", Count(first), Count(last), Count(all))
}

// TickRow names a row's box.
func TickRow(name, when string) string { return Words.ListTick + " " + name + ", " + when }

// TickTwo says that two rows are to be ticked, and how many are.
func TickTwo(n int) string {
	if n == 0 {
		return "Tick the two rows that are to be compared; none is ticked."
	}
	if n == 1 {
		return "Tick one more row: two are compared, and one is ticked."
	}
	return fmt.Sprintf("Tick two rows to compare; %d are ticked.", n)
}

// DiscardLead asks for the last word on so many restorations, sweeps or evaluations.
func DiscardLead(n int, kind string) string {
	if n == 1 {
		return "Delete this " + kind + "?"
	}
	return fmt.Sprintf("Delete these %d %ss?", n, kind)
}
