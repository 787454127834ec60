package inference

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"slices"
	"testing"
)

var facts = Facts{Name: "toy", Stride: 16, Codecs: []Codec{
	{Name: "jpeg", Label: "JPEG", Trained: true, Levels: []Level{{"10", 1}, {"20", 0.5}, {"30", 0}}},
	{Name: "hevc", Label: "HEVC", Trained: true, Levels: []Level{{"42", 1}, {"27", 0}}},
	{Name: "hific", Label: "HiFiC", Levels: []Level{{"low", 1}, {"high", 0}}},
}}

var belief = Posterior{Codec: []float64{0.75, 0.25, 0}, Level: [][]float64{{0.5, 0.5, 0}, {0, 1}, {0.5, 0.5}}}

func TestConditions(t *testing.T) {
	if got := facts.Believed(belief); math.Abs(got.Strength-0.75*0.75) > 1e-12 {
		t.Errorf("Σπ·strength is %g, want 0.5625", got.Strength)
	}
	if got, err := facts.Shifted(belief, 0.9); err != nil || got.Strength != 1 {
		t.Errorf("a shift past the end gives %v, %v", got, err)
	}
	if got, err := facts.At("jpeg", "20"); err != nil || got.Codec[0] != 1 || got.Strength != 0.5 {
		t.Errorf("jpeg:20 is %v, %v", got, err)
	}
	got, err := facts.Mix(map[string]float64{"jpeg": 3, "hevc": 1}, 0.25)
	if err != nil || got.Codec[0] != 0.75 || facts.Named(got)["hevc"] != 0.25 {
		t.Errorf("the mix is %v, %v", got, err)
	}
}

// TestBelievedAt: a strength of one's own under the belief needs no codec to be known to R-Net.
func TestBelievedAt(t *testing.T) {
	unsure := Posterior{Codec: []float64{0.5, 0.25, 0.25}, Level: belief.Level}
	if got, err := facts.BelievedAt(unsure, 0.25); err != nil || got.Strength != 0.25 || !slices.Equal(got.Codec, unsure.Codec) {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := facts.BelievedAt(unsure, 1.5); err == nil {
		t.Error("any strength will do")
	}
}

// TestRoundedStrength: probabilities that add up to a little over 1 are no strength beyond it.
func TestRoundedStrength(t *testing.T) {
	over := math.Nextafter(1, 2)
	sure := Posterior{Codec: []float64{over, 0, 0}, Level: [][]float64{{over, 0, 0}, {0, 1}, {0, 1}}}
	if got := facts.Believed(sure); got.Strength != 1 {
		t.Errorf("the strength is %v", got.Strength)
	}
	if _, err := facts.Mix(map[string]float64{"hevc": 1}, sure.Strength(facts.Codecs)); err != nil {
		t.Error(err)
	}
	if got := sure.LevelStrength(facts.Codecs, 0); got != 1 {
		t.Errorf("the strength of JPEG is %v", got)
	}
}

// TestConditionErrors: what the model cannot take is refused in words.
func TestConditionErrors(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for name, try := range map[string]func() (Condition, error){
		"unknown codec":   func() (Condition, error) { return facts.At("gif", "1") },
		"unknown level":   func() (Condition, error) { return facts.At("jpeg", "11") },
		"strength":        func() (Condition, error) { return facts.Mix(map[string]float64{"jpeg": 1}, 1.01) },
		"strength NaN":    func() (Condition, error) { return facts.Mix(map[string]float64{"jpeg": 1}, nan) },
		"negative weight": func() (Condition, error) { return facts.Mix(map[string]float64{"jpeg": -1}, 0) },
		"NaN weight":      func() (Condition, error) { return facts.Mix(map[string]float64{"jpeg": nan}, 0) },
		"infinite weight": func() (Condition, error) { return facts.Mix(map[string]float64{"jpeg": inf}, 0) },
		"no weight":       func() (Condition, error) { return facts.Mix(nil, 0) },
		"untrained":       func() (Condition, error) { return facts.Mix(map[string]float64{"hific": 1}, 0) },
		"shift":           func() (Condition, error) { return facts.Shifted(belief, 2) },
	} {
		var refused *ConditionError
		if _, err := try(); !errors.As(err, &refused) || refused.Message == "" {
			t.Errorf("%s: got %v, want a ConditionError", name, err)
		}
	}
}

// TestLevelsInOrder: what reads levels as from strong to gentle is not given others.
func TestLevelsInOrder(t *testing.T) {
	for levels, good := range map[string]bool{
		`{"level":"10","strength":1},{"level":"40","strength":0.2}`:   true,
		`{"level":"10","strength":0.5},{"level":"11","strength":0.5}`: true,
		`{"level":"40","strength":0.2},{"level":"10","strength":1}`:   false,
		`{"level":"10","strength":1.5},{"level":"40","strength":0.2}`: false,
		`{"level":"10","strength":1},{"level":"40","strength":-0.1}`:  false,
	} {
		if _, err := parseFacts(`{"name":"x","stride":16,"codecs":[{"name":"jpeg","levels":[` + levels + `]}]}`); (err == nil) != good {
			t.Errorf("%s: %v", levels, err)
		}
	}
}

func FuzzFacts(f *testing.F) {
	f.Add(`{"name":"x","stride":16,"codecs":[{"name":"jpeg","levels":[{"level":"10","strength":1}]}]}`)
	f.Add(`{"codecs":null}`)
	f.Fuzz(func(t *testing.T, text string) {
		facts, err := parseFacts(text)
		none := func(c Codec) bool { return len(c.Levels) == 0 }
		if err == nil && (len(facts.Codecs) == 0 || slices.ContainsFunc(facts.Codecs, none)) {
			t.Error("facts with a codec of no levels were taken")
		}
	})
}

// FuzzPorts: whatever a file holds, its ports and facts are read or refused.
func FuzzPorts(f *testing.F) {
	for _, name := range []string{"pnet.onnx", "rnet_encoder.onnx"} {
		data, err := os.ReadFile("../assets/models/fast/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data[len(data)-20_000:]) // the facts, and what precedes them
	}
	f.Add([]byte("\x3a\x1a\x5a\x18\x0a\x05image\x12\x0f\x0a\x0d\x08\x01\x12\x09\x0a\x02\x08\x01\x0a\x03\x12\x01N"))
	f.Fuzz(func(t *testing.T, data []byte) {
		inputs, outputs, err := portsOf(data)
		if err == nil && (len(inputs) == 0 || len(outputs) == 0) {
			t.Error("a network without inputs or outputs was taken")
		}
		if text, err := factsText(data); err == nil && text == "" {
			t.Error("a file without facts was taken")
		}
	})
}

// FuzzCoderTables: tables that are taken can be spread out.
func FuzzCoderTables(f *testing.F) {
	f.Add(`{"lengths":[3,2],"offsets":[0,-1],"cumulative":"AIA="}`)
	f.Add(`{"lengths":[4611686018427387906,4611686018427387906,4611686018427387906,4611686018427387906],"offsets":[0,0,0,0],"cumulative":""}`)
	f.Fuzz(func(t *testing.T, text string) {
		var tables CoderTables
		if json.Unmarshal([]byte(text), &tables) != nil || !tables.sound() {
			return
		}
		for i, row := range tables.Rows() {
			if len(row) != tables.Lengths[i] || row[0] != 0 || row[len(row)-1] != 1<<16 {
				t.Fatalf("row %d of %s is %v", i, text, row)
			}
		}
	})
}
