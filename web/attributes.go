package web

import "strconv"

// state is the value of an ARIA state: aria-pressed, aria-current.
func state(on bool) string { return strconv.FormatBool(on) }
