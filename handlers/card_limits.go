package handlers

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/studio"
	"uncodec/web"
)

// limits is what not to expect of a model.
func (c *cardMaker) limits() []string {
	out := []string{web.Words.CardGuess}
	if slices.ContainsFunc(c.model.Codecs, isVideo) {
		out = append(out, web.Words.CardEncoders)
	}
	if len(c.rows) == 0 {
		return out
	}
	measured := []string{web.CardWorse(c.dataset, c.worse())}
	if nameless := c.nameless(); len(nameless) > 0 {
		measured = append(measured, web.CardNameless(nameless))
	}
	if seconds := c.seconds(); seconds != nil {
		measured = append(measured, web.CardSeconds(*seconds))
	}
	return append(measured, append(out, web.Words.CardPhotographs)...)
}

// isVideo tells a codec whose encoders have many choices at one level.
func isVideo(c inference.Codec) bool { return c.Unit == "QP" || c.Unit == "CRF" }

// given is what a picture gains as it is given: held to its file, where that can be.
func given(r studio.Row) float64 {
	if held := r.HeldGain(); !math.IsNaN(held) {
		return held
	}
	return r.Gain()
}

// worse is the settings at which a picture loses, and how much.
func (c *cardMaker) worse() (settings []string) {
	for _, setting := range c.order {
		if gain := given(c.rows[setting]); gain < 0 && finite(gain) {
			settings = append(settings, fmt.Sprintf("%s (%s dB)", settingText(setting), web.Signed(gain, ".2f")))
		}
	}
	return settings
}

// nameless is the codecs that were measured and that the model has no name for.
func (c *cardMaker) nameless() (labels []string) {
	for _, setting := range c.order {
		name, _, _ := strings.Cut(setting, ":")
		known, _ := studio.NameOf(c.model.Codecs, setting)
		label := codec.Label(name)
		if known < 0 && !studio.Chained(setting) && !slices.Contains(labels, label) {
			labels = append(labels, label)
		}
	}
	return labels
}
