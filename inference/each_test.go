package inference

import (
	"context"
	"strings"
	"testing"
)

// TestPanicInEach: a panic on a goroutine of ours is an error, and the program lives on.
func TestPanicInEach(t *testing.T) {
	err := each(t.Context(), 5, 2, func(_ context.Context, i int) error {
		if i == 3 {
			panic("outputs of another shape")
		}
		return nil
	})
	if err == nil || !strings.Contains(err.Error(), "another shape") {
		t.Errorf("got %v", err)
	}
}
