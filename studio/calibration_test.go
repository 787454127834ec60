package studio

import (
	"math"
	"testing"
)

// TestCalibration: 80 % sure and right four times in five is calibrated; always sure and
// right half the time is off by a half.
func TestCalibration(t *testing.T) {
	var honest, boastful calibration
	for i := range 10 {
		honest.add(0.8, i%5 != 0)
		boastful.add(1, i%2 == 0)
	}
	if e := *honest.ece(); math.Abs(e) > 1e-9 {
		t.Errorf("an honest classifier has an error of %g", e)
	}
	if e := *boastful.ece(); math.Abs(e-0.5) > 1e-9 {
		t.Errorf("a boastful one has %g, want 0.5", e)
	}
	honest.merge(boastful)
	if a, e := *honest.accuracy(), *honest.ece(); math.Abs(a-0.65) > 1e-9 || math.Abs(e-0.25) > 1e-9 {
		t.Errorf("together: accuracy %g, error %g", a, e)
	}
	var nothing calibration
	if nothing.ece() != nil || nothing.accuracy() != nil {
		t.Error("figures of nothing")
	}
}
