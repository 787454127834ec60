package web

// current is the value of aria-current.
func current(on bool) string {
	if on {
		return "true"
	}
	return "false"
}

// pressed is the value of aria-pressed.
func pressed(on bool) string {
	if on {
		return "true"
	}
	return "false"
}
