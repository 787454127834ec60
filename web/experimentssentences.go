package web

import (
	"fmt"
	"strings"
)

// ListSummary says which rows of how many are shown.
func ListSummary(first, last, all int) string {
	if all == 0 {
		return ""
	}
	return fmt.Sprintf("%s–%s of %s", thousands(first), thousands(last), thousands(all))
}

// ListKind names the list of restorations, sweeps or evaluations.
func ListKind(kind string) string {
	switch kind {
	case "sweeps":
		return Words.ListSweeps
	case "evaluations":
		return Words.ListEvaluations
	}
	return Words.ListRestorations
}

// Count is a number of things.
func Count(n int) string { return thousands(n) }

// DiscardLead asks for the last word on so many restorations, sweeps or evaluations.
func DiscardLead(n int, kind string) string {
	if n == 1 {
		return "Delete this " + strings.TrimSuffix(kind, "s") + "?"
	}
	return fmt.Sprintf("Delete these %d %s?", n, kind)
}

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

// Changed is a figure before, after, and what was gained.
func Changed(before, after, gain string) string {
	return fmt.Sprintf("%s → %s (%s)", before, after, gain)
}

// BadField says what a field of an address takes.
func BadField(name string, values []string) string {
	return fmt.Sprintf("?%s is one of %s.", name, strings.Join(values, ", "))
}

// UnknownField says which fields an address may have.
func UnknownField(name string, known []string) string {
	return fmt.Sprintf("There is no ?%.40s here: there are %s.", name, strings.Join(known, ", "))
}

// LongField says that a field of an address is too long, or no text.
func LongField(name string, limit int) string {
	return fmt.Sprintf("The field %s is text of up to %d bytes.", name, limit)
}

// BadTime says how a time is written.
func BadTime(name string) string {
	return fmt.Sprintf("?%s is a day, as in 2026-07-31, or a moment, as in 2026-07-31T12:00:00Z.", name)
}

// BadLimit says how many rows an answer may have.
func BadLimit(most int) string { return fmt.Sprintf("?limit is a whole number from 1 to %d.", most) }

// LongNote says that a note is too long.
func LongNote(most int) string {
	return fmt.Sprintf("A note has at most %d characters. Shorten it and save it again.", most)
}

// StateName is where a job stands, as one chooses it.
func StateName(state string) string {
	switch state {
	case "queued":
		return Words.Queue
	case "running":
		return Words.Running
	case "failed":
		return Words.Failed
	case "cancelled":
		return Words.Stopped
	}
	return Words.ListDone
}

// Seconds is how long something took.
func Seconds(v float64) string { return fmt.Sprintf("%.1f", v) }

// TickRow names a row's box.
func TickRow(name, when string) string { return Words.ListTick + " " + name + ", " + when }
