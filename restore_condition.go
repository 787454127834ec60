package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"uncodec/studio"
)

// condition reads the override, if there is one.
func (c *restoreCommand) condition() (r studio.ConditionRequest, err error) {
	if c.Level != "" && c.Codec == nil {
		return r, fmt.Errorf("--level needs --codec: a level belongs to a codec")
	}
	switch {
	case c.Delta != 0 && c.Codec != nil:
		return r, fmt.Errorf("--delta shifts what is believed: give it without --codec")
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
