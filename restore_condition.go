package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"uncodec/studio"
)

// condition reads what is asked of R-Net. What makes no sense by itself is a lineError, whatever the model.
func (c *restoreCommand) condition() (studio.ConditionRequest, error) {
	r, err := c.override()
	if err != nil {
		return r, lineError{err}
	}
	r.Unheld = c.Unheld
	return r, nil
}

// override reads the override, if there is one.
func (c *restoreCommand) override() (r studio.ConditionRequest, err error) {
	switch {
	case c.Level != "" && c.Codec == nil:
		return r, errors.New("--level needs --codec: a level belongs to a codec")
	case c.Strength != nil && !(*c.Strength >= 0 && *c.Strength <= 1): // NaN too
		return r, fmt.Errorf("--strength %g is out of range: give 0 (gentle) … 1 (strong)", *c.Strength)
	case !(c.Delta >= -1 && c.Delta <= 1):
		return r, fmt.Errorf("--delta=%g is out of range: give -1 (gentler) … 1 (stronger)", c.Delta)
	case c.Delta != 0 && c.Codec != nil:
		return r, errors.New("--delta shifts what is believed: give it without --codec")
	case c.Delta != 0:
		return studio.ConditionRequest{Mode: studio.Relative, Delta: c.Delta}, nil
	case c.Codec == nil && c.Strength == nil:
		return studio.ConditionRequest{Mode: studio.Auto}, nil
	}
	r = studio.ConditionRequest{Mode: studio.Manual, Level: c.Level, Strength: c.Strength}
	if c.Codec != nil {
		r.Codec, err = parseMix(*c.Codec)
	}
	return r, err
}

// parseMix reads "jpeg" or "jpeg=0.7,hevc=0.3".
func parseMix(text string) (map[string]float64, error) {
	mix := map[string]float64{}
	for _, part := range strings.Split(text, ",") {
		name, weight, weighted := strings.Cut(strings.TrimSpace(part), "=")
		if name == "" {
			continue
		}
		if _, again := mix[name]; again {
			return nil, fmt.Errorf("--codec %q: %s is named twice", text, name)
		}
		mix[name] = 1
		if weighted {
			w, err := strconv.ParseFloat(weight, 64)
			if err != nil || math.IsNaN(w) {
				return nil, fmt.Errorf("--codec %q: %q is no number", text, weight)
			}
			mix[name] = w
		}
	}
	if len(mix) == 0 {
		return nil, fmt.Errorf("--codec %q names no codec", text)
	}
	return mix, nil
}
