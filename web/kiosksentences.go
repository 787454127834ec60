package web

import (
	"fmt"
	"math"
	"strings"
)

// KioskCost says what a codec spent on a picture of so many pixels.
func KioskCost(setting string, coded, pixels int) string {
	return fmt.Sprintf("%s: %s in place of %s.", setting, Size(int64(coded)), Size(3*int64(pixels)))
}

// KioskTold says what R-Net was told in place of the belief, a codec's name or as its button says it.
func KioskTold(what string) string { return "But it was told: " + what + "." }

// KioskWorse compares what a wrong belief gives with what the network's own does, in dB, as they are shown.
func KioskWorse(wrong, own float64) string {
	hundredths := math.Round(100*wrong) - math.Round(100*own)
	switch {
	case hundredths < 0:
		return fmt.Sprintf("That costs %.2f dB.", -hundredths/100)
	case hundredths > 0:
		return fmt.Sprintf("Here that brings %.2f dB more.", hundredths/100)
	}
	return "Here that makes no difference."
}

// KioskCaption is what stands under a picture of the loop.
func KioskCaption(title, before, after string) string {
	return title + " · " + FromTo(before, after)
}

// KioskSaid is an answer for those who don't see it.
func KioskSaid(cost, before, after, belief string) string {
	if after == "" {
		return fmt.Sprintf("%s %s dB. %s", cost, before, belief)
	}
	return fmt.Sprintf("%s From %s to %s dB. %s", cost, before, after, belief)
}

// KioskTakes says what would work in place of a setting or a belief that is none.
func KioskTakes(settings, beliefs []string) string {
	return fmt.Sprintf("The kiosk compresses by one of %s, and restores as one of %s.", strings.Join(settings, ", "), strings.Join(beliefs, ", "))
}
