package inference

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
)

// Codec is one codec that a model can name, with its levels from most to least compressed.
type Codec struct {
	Name    string  `json:"name"`
	Label   string  `json:"label"`
	Unit    string  `json:"unit"`    // what a level counts: QF, QP, quality
	Trained bool    `json:"trained"` // false: the model has a head for it but has seen no data; true where the metadata do not say
	Levels  []Level `json:"levels"`
	// Believable says that P-Net can name the codec; Trained, that R-Net was trained on it.
	Believable bool `json:"believable"`
}

// UnmarshalJSON takes a codec of which nothing says whether it was trained for one that was.
func (c *Codec) UnmarshalJSON(text []byte) error {
	type plain Codec // has no UnmarshalJSON
	p := plain{Trained: true}
	err := json.Unmarshal(text, &p)
	*c = Codec(p)
	return err
}

// Level is one level of a codec and its strength, from 0, no compression, to 1: the paper's list gives its harshest
// level 1 and its gentlest 0.
type Level struct {
	Level    string  `json:"level"`
	Strength float64 `json:"strength"`
}

// Facts are what a model says of itself in its files' metadata.
type Facts struct {
	Name      string          `json:"name"`
	Version   string          `json:"version"`
	Codecs    []Codec         `json:"codecs"`
	Stride    int             `json:"stride"`  // H and W of a tile are multiples of it, in pixels
	Tile      int             `json:"tile"`    // side of a tile in pixels
	Overlap   int             `json:"overlap"` // pixels that two neighbouring tiles share
	TrainedOn string          `json:"trained_on"`
	Commit    string          `json:"commit"`
	Date      string          `json:"date"`
	Figures   json.RawMessage `json:"figures,omitempty"`
}

func parseFacts(text string) (Facts, error) {
	var f Facts
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		return f, fmt.Errorf("the `uncodec` metadata is not the JSON that it should be: %w", err)
	}
	if len(f.Codecs) == 0 || f.Stride < 1 {
		return f, fmt.Errorf("the `uncodec` metadata names no codecs or no stride")
	}
	for i, c := range f.Codecs {
		if n, err := f.codec(c.Name); err != nil || n != i {
			return f, fmt.Errorf("the `uncodec` metadata lists codec %q twice", c.Name)
		}
		if len(c.Levels) == 0 {
			return f, fmt.Errorf("the `uncodec` metadata gives codec %q no levels", c.Name)
		}
		gentler := func(a, b Level) int { return cmp.Compare(b.Strength, a.Strength) }
		if !slices.IsSortedFunc(c.Levels, gentler) || c.Levels[0].Strength > 1 || c.Levels[len(c.Levels)-1].Strength < 0 {
			return f, fmt.Errorf("the `uncodec` metadata gives the levels of codec %q not from strong (1 at most) to gentle (0 at least)", c.Name)
		}
		for n, l := range c.Levels {
			if slices.IndexFunc(c.Levels, func(o Level) bool { return o.Level == l.Level }) != n {
				return f, fmt.Errorf("the `uncodec` metadata gives codec %q its level %q twice", c.Name, l.Level)
			}
		}
	}
	return f, nil
}

// codec finds a codec by name.
func (f Facts) codec(name string) (int, error) {
	known := make([]string, len(f.Codecs))
	for i, c := range f.Codecs {
		if c.Name == name {
			return i, nil
		}
		known[i] = c.Name
	}
	return 0, &ConditionError{fmt.Sprintf("the model %q knows no codec %q: it knows %s", f.Name, name, join(known))}
}
