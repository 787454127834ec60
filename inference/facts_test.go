package inference

import (
	"strings"
	"testing"
)

// TestFacts: what a file says of its codecs is taken as it is meant, and refused where it contradicts itself.
func TestFacts(t *testing.T) {
	const ten, twenty = `{"level": "10", "strength": 1}`, `{"level": "20", "strength": 0.5}`
	of := func(codecs string) string { return `{"name": "m", "stride": 128, "codecs": [` + codecs + `]}` }
	for name, c := range map[string]struct{ text, want string }{
		"no codecs":       {of(""), "names no codecs"},
		"no levels":       {of(`{"name": "jpeg"}`), `codec "jpeg" no levels`},
		"gentle first":    {of(`{"name": "jpeg", "levels": [` + twenty + `,` + ten + `]}`), "not from strong"},
		"a codec twice":   {of(`{"name": "jpeg", "levels": [` + ten + `]},{"name": "jpeg", "levels": [` + twenty + `]}`), `codec "jpeg" twice`},
		"a level twice":   {of(`{"name": "jpeg", "levels": [` + ten + `,` + ten + `]}`), `its level "10" twice`},
		"no JSON":         {"codecs", "not the JSON"},
		"other JSON":      {of(`7`), "not the JSON"},
		"nothing wrong":   {of(`{"name": "jpeg", "levels": [` + ten + `,` + twenty + `]}`), ""},
		"nothing trained": {of(`{"name": "jpeg", "trained": false, "levels": [` + ten + `]}`), ""},
	} {
		f, err := parseFacts(c.text)
		if c.want != "" {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v; want %q", name, err, c.want)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if untrained := name == "nothing trained"; f.Codecs[0].Trained == untrained {
			t.Errorf("%s: trained is %v", name, f.Codecs[0].Trained)
		}
	}
}
