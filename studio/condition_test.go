package studio

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"uncodec/inference"
)

// TestPlain: what is asked in other words is the same, in the parts of a map too.
func TestPlain(t *testing.T) {
	painted := func(parts ...ConditionRequest) ConditionRequest {
		return ConditionRequest{Map: &ConditionMap{Cell: 64, Columns: 1, Cells: []byte{1}, Conditions: parts}}
	}
	mixed := func(jpeg, webp float64) ConditionRequest {
		return ConditionRequest{Mode: Manual, Codec: map[string]float64{"jpeg": jpeg, "webp": webp}}
	}
	for name, two := range map[string][2]ConditionRequest{
		"no mode":            {{}, {Mode: Auto}},
		"nothing by hand":    {{Mode: Manual}, {Mode: Auto}},
		"weights":            {mixed(1, 1), mixed(50, 50)},
		"no mode of a part":  {painted(ConditionRequest{}), painted(ConditionRequest{Mode: Auto})},
		"weights of a part":  {painted(mixed(2, 6)), painted(mixed(1, 3))},
		"a map and its mode": {painted(mixed(2, 6)), func() ConditionRequest { r := painted(mixed(1, 3)); r.Mode = Auto; return r }()},
	} {
		if a, b := two[0].plain(), two[1].plain(); !reflect.DeepEqual(a, b) {
			t.Errorf("%s: %+v and %+v", name, a, b)
		}
	}
	thirds := ConditionRequest{Mode: Manual, Codec: map[string]float64{"jpeg": 4, "hevc": 1, "webp": 1}}.plain()
	if again := thirds.plain(); !reflect.DeepEqual(again, thirds) {
		t.Errorf("plain once %v, and twice %v", thirds.Codec, again.Codec)
	}
	asked := painted(mixed(2, 6))
	if asked.plain(); asked.Map.Conditions[0].Codec["jpeg"] != 2 {
		t.Error("what was asked is changed")
	}
}

// TestWeights: a weight that makes no sense is refused in the same words with a level as with a strength.
func TestWeights(t *testing.T) {
	m := &inference.Model{Facts: inference.Facts{Name: "toy", Codecs: listed(map[string][]string{"jpeg": {"10", "20"}, "hevc": {"42", "27"}})}}
	half := 0.5
	for says, mix := range map[string]map[string]float64{
		"the weight -3 of jpeg is out of range": {"jpeg": -3}, "the weight 1e+300 of jpeg is out of range": {"jpeg": 1e300},
		"name at least one codec": {"jpeg": 0}, "no codec": {"mpeg1": 1}, "a level belongs to one codec": {"jpeg": 1, "hevc": 1}, "": {"jpeg": 3},
	} {
		for name, r := range map[string]ConditionRequest{"level": {Mode: Manual, Codec: mix, Level: "20"}, "strength": {Mode: Manual, Codec: mix, Strength: &half}} {
			var refused *inference.ConditionError
			_, err := Take(m, r, unknown(m))
			if name == "strength" && len(mix) == 2 || says == "" {
				if err != nil {
					t.Errorf("%v with a %s: %v", mix, name, err)
				}
			} else if !errors.As(err, &refused) || !strings.Contains(refused.Message, says) {
				t.Errorf("%v with a %s: %v, want %q", mix, name, err, says)
			}
		}
	}
}
