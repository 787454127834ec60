package studio

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"uncodec/inference"
)

// The modes in which a condition comes about.
const (
	Auto     = "auto"     // the posterior itself
	Relative = "relative" // the posterior, shifted by Delta
	Manual   = "manual"   // Codec and Strength, or Codec and Level, by hand
)

// Request is how a person asks for a restoration.
type Request struct {
	Model     string           `json:"model"` // "" for the default
	Condition ConditionRequest `json:"condition"`
	Views     int              `json:"views,omitempty"` // of how many it is the mean, of inference.Views; 0 for 1
}

// ConditionRequest is how a person asks for a condition. The zero value is Auto.
type ConditionRequest struct {
	Mode     string             `json:"mode"`
	Codec    map[string]float64 `json:"codec,omitempty"`    // Manual: weights by codec name
	Level    string             `json:"level,omitempty"`    // Manual with one codec: a level in place of a strength
	Strength *float64           `json:"strength,omitempty"` // Manual: 0 gentle … 1 strong
	Delta    float64            `json:"delta,omitempty"`    // Relative: -1…1, added to the believed strength
	Map      *ConditionMap      `json:"map,omitempty"`      // parts of the picture under conditions of their own
	Unheld   bool               `json:"unheld,omitempty"`   // R-Net's answer, not held to what the file says (Restoration.Held)
}

// check refuses what the mode would pass over: it was meant otherwise.
func (r ConditionRequest) check() error {
	if r.Mode != Manual && (len(r.Codec) > 0 || r.Level != "" || r.Strength != nil) {
		return &inference.ConditionError{Message: "codecs, a level and a strength belong to the mode manual: ask for it with them"}
	}
	if r.Level != "" && r.Strength != nil {
		return &inference.ConditionError{Message: "a level has a strength of its own: ask for one of the two"}
	}
	if r.Mode != Relative && r.Delta != 0 {
		return &inference.ConditionError{Message: "a delta belongs to the mode relative: ask for it with it"}
	}
	return nil
}

// plain puts what can be said in several ways in one: the mode by its name, weights that sum to 1.
func (r ConditionRequest) plain() ConditionRequest {
	if r.Mode = cmp.Or(r.Mode, Auto); r.Mode == Manual && len(r.Codec) == 0 && r.Level == "" && r.Strength == nil {
		r.Mode = Auto // it overrules nothing
	}
	if r.Map != nil {
		painted := *r.Map
		painted.Conditions = nil
		for _, part := range r.Map.Conditions {
			painted.Conditions = append(painted.Conditions, part.plain())
		}
		r.Map = &painted
	}
	if len(r.Codec) == 0 {
		return r
	}
	sum := 0.0
	for _, name := range slices.Sorted(maps.Keys(r.Codec)) { // in one order, for equal sums
		sum += r.Codec[name]
	}
	if math.Abs(sum-1) <= 1e-6*float64(len(r.Codec)) {
		sum = 1 // rounded once: what is plain stays as it is
	}
	mix := map[string]float64{}
	for name, weight := range r.Codec {
		if share := math.Round(weight/sum*1e6) / 1e6; share > 0 {
			mix[name] = share
		}
	}
	r.Codec = mix
	return r
}

// ConditionTaken is the condition that R-Net was given.
type ConditionTaken struct {
	Codec    map[string]float64 `json:"codec"`
	Strength float64            `json:"strength"`
	Mode     string             `json:"mode"`
	Parts    []PartTaken        `json:"parts,omitempty"` // what parts of the picture were told
}

// Take tells what R-Net would be given for a request, of a picture that is believed to be as p says.
// An *inference.ConditionError says what of it cannot be taken.
func Take(m *inference.Model, r ConditionRequest, p *Prediction) (ConditionTaken, error) {
	_, taken, err := resolve(m, r, p)
	return taken, err
}

// resolve makes a condition for a picture out of a request and, where the mode needs it,
// the posterior.
func resolve(m *inference.Model, r ConditionRequest, p *Prediction) (inference.Condition, ConditionTaken, error) {
	c, taken, err := resolveOne(m, r, p)
	if err == nil && r.Map != nil {
		c.Map, taken.Parts, err = resolveMap(m, r.Map, p)
	}
	return c, taken, err
}

// resolveOne makes the condition that holds where no map says otherwise.
func resolveOne(m *inference.Model, r ConditionRequest, p *Prediction) (inference.Condition, ConditionTaken, error) {
	c, err := inference.Condition{}, r.check()
	if err != nil {
		return c, ConditionTaken{}, err
	}
	switch r.Mode {
	case "", Auto:
		r.Mode = Auto
		c = m.Believed(p.posterior)
	case Relative:
		c, err = m.Shifted(p.posterior, r.Delta)
	case Manual:
		c, err = manual(m, r, p)
	default:
		err = &inference.ConditionError{Message: fmt.Sprintf("there is no mode %q: there are auto, relative and manual", r.Mode)}
	}
	return c, ConditionTaken{Codec: m.Named(c), Strength: c.Strength, Mode: r.Mode}, err
}

// manual takes what was given by hand and the posterior for what was left open.
func manual(m *inference.Model, r ConditionRequest, p *Prediction) (inference.Condition, error) {
	strength := p.posterior.Strength(m.Codecs)
	if r.Strength != nil {
		strength = *r.Strength
	}
	switch {
	case r.Level != "" && len(r.Codec) != 1:
		return inference.Condition{}, &inference.ConditionError{Message: "a level belongs to one codec: name that codec alone, or give a strength"}
	case len(r.Codec) == 0:
		return m.BelievedAt(p.posterior, strength)
	}
	mix, err := m.Mix(r.Codec, strength) // which holds the weights to its bounds, with a level too
	if err != nil || r.Level == "" {
		return mix, err
	}
	for name := range r.Codec { // the only one
		mix, err = m.At(name, r.Level)
	}
	return mix, err
}
