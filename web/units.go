package web

import (
	"context"
	"fmt"
	"io"
	"regexp"

	"github.com/a-h/templ"
)

var unitNames = regexp.MustCompile(`\b(QF|QP|CRF)\b`)

// units is a text that says what the units of levels in it stand for.
func units(text string) templ.Component {
	means := map[string]string{"QF": Words.UnitQF, "QP": Words.UnitQP, "CRF": Words.UnitCRF}
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, unitNames.ReplaceAllStringFunc(templ.EscapeString(text), func(unit string) string {
			return fmt.Sprintf(`<abbr title="%s">%s</abbr>`, templ.EscapeString(means[unit]), unit)
		}))
		return err
	})
}
