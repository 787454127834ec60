package inference

import (
	"fmt"
	"math"
	"strings"
)

// Condition is what R-Net is told: a distribution over codecs, in the order of
// the model's Facts, and a strength of 0…1; and, where parts of the picture are told
// something else, a map of them.
type Condition struct {
	Codec    []float64
	Strength float64
	Map      *Map // nil: the same everywhere; else as Facts.CheckMap lets pass
}

// ConditionError is a condition that the model cannot take, in words for the person who gave it.
type ConditionError struct{ Message string }

func (e *ConditionError) Error() string { return e.Message }

// Believed is the posterior itself as the condition.
func (f Facts) Believed(p Posterior) Condition {
	return Condition{Codec: append([]float64(nil), p.Codec...), Strength: p.Strength(f.Codecs)}
}

// Shifted is the posterior's condition made stronger or gentler by delta, in -1…1.
func (f Facts) Shifted(p Posterior, delta float64) (Condition, error) {
	if math.IsNaN(delta) || delta < -1 || delta > 1 {
		return Condition{}, &ConditionError{fmt.Sprintf("a shift of %g is out of range: give -1…1", delta)}
	}
	c := f.Believed(p)
	c.Strength = min(max(c.Strength+delta, 0), 1)
	return c, nil
}

// BelievedAt is the posterior's codecs at a strength of one's own, 0…1.
func (f Facts) BelievedAt(p Posterior, strength float64) (Condition, error) {
	c := f.Believed(p)
	c.Strength = strength
	return c, checkStrength(strength)
}

func checkStrength(strength float64) error {
	if math.IsNaN(strength) || strength < 0 || strength > 1 {
		return &ConditionError{fmt.Sprintf("a strength of %g is out of range: give 0 (gentle) … 1 (strong)", strength)}
	}
	return nil
}

// At is one codec at one of its levels.
func (f Facts) At(codec, level string) (Condition, error) {
	t, err := f.codec(codec)
	if err != nil {
		return Condition{}, err
	}
	known := make([]string, len(f.Codecs[t].Levels))
	for i, l := range f.Codecs[t].Levels {
		if l.Level == level {
			return f.Mix(map[string]float64{codec: 1}, l.Strength)
		}
		known[i] = l.Level
	}
	return Condition{}, &ConditionError{fmt.Sprintf("%s has no level %q: it has %s; or give a strength of 0…1", codec, level, join(known))}
}

// mostWeight bounds a weight of a mix, so that they can be summed.
const mostWeight = 1e9

// Mix is any mix of codecs, by name, at any strength of 0…1. Weights are made to sum to 1.
func (f Facts) Mix(weights map[string]float64, strength float64) (Condition, error) {
	c := Condition{Codec: make([]float64, len(f.Codecs)), Strength: strength}
	if err := checkStrength(strength); err != nil {
		return Condition{}, err
	}
	for name, w := range weights {
		t, err := f.codec(name)
		if err != nil {
			return Condition{}, err
		}
		if !(w >= 0 && w <= mostWeight) { // NaN too
			return Condition{}, &ConditionError{fmt.Sprintf("the weight %g of %s is out of range: give 0 to %g", w, name, mostWeight)}
		}
		if w > 0 && !f.Codecs[t].Trained {
			return Condition{}, &ConditionError{fmt.Sprintf("the model %q was not trained on %s yet", f.Name, f.Codecs[t].Label)}
		}
		c.Codec[t] = w
	}
	var sum float64
	for _, w := range c.Codec { // in one order, for equal sums
		sum += w
	}
	if sum <= 0 {
		return Condition{}, &ConditionError{"name at least one codec with a weight above 0"}
	}
	for t := range c.Codec {
		c.Codec[t] /= sum
	}
	return c, nil
}

// Named is the condition's distribution by codec name, codecs of weight 0 left out.
func (f Facts) Named(c Condition) map[string]float64 {
	out := map[string]float64{}
	for t, w := range c.Codec {
		if w > 0 {
			out[f.Codecs[t].Name] = w
		}
	}
	return out
}

func join(words []string) string { return strings.Join(words, ", ") }
