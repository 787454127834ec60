package handlers

import (
	"fmt"
	"net/http"
	"time"
)

// span is a part of the work on an answer, by name.
type span struct {
	name string
	took time.Duration
}

// tellTimes says in Server-Timing where an answer's time went, without the parts that were not needed.
func tellTimes(w http.ResponseWriter, spans ...span) {
	for _, s := range spans {
		if s.took > 0 {
			w.Header().Add("Server-Timing", fmt.Sprintf("%s;dur=%.3f", s.name, s.took.Seconds()*1000))
		}
	}
}
