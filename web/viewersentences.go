package web

import "fmt"

// Between is the name of the divider between two pictures.
func Between(left, right string) string { return fmt.Sprintf("Divider between %s and %s", left, right) }
