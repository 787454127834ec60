package web

import "fmt"

// BrushFull says that a map takes no more conditions.
func BrushFull(most string) string {
	return fmt.Sprintf("A picture takes up to %s painted conditions: erase some, or paint with one that is there.", most)
}

// Between is the name of the divider between two pictures.
func Between(left, right string) string { return fmt.Sprintf("Divider between %s and %s", left, right) }
