package studio

import (
	"cmp"
	"fmt"
	"slices"

	"uncodec/inference"
)

// The conditions that an evaluation can give R-Net.
const (
	ByPosterior = "posterior" // what P-Net believes
	ByTruth     = "true"      // the setting itself
	ByNone      = "none"      // no knowledge: every trained codec alike, half strength
	ByWrong     = "wrong"     // deliberately wrong: another codec, the opposite strength
)

// told is the condition that an evaluation gives for a setting.
func told(m *inference.Model, p inference.Posterior, setting, condition string) (inference.Condition, error) {
	if condition == ByPosterior {
		return m.Believed(p), nil
	}
	everything := map[string]float64{}
	for _, c := range m.Codecs {
		if c.Trained {
			everything[c.Name] = 1
		}
	}
	if condition == ByNone {
		return m.Mix(everything, 0.5)
	}
	if Chained(setting) {
		return inference.Condition{}, &inference.ConditionError{Message: fmt.Sprintf(
			"the condition %q needs settings that the model has a name for, and %s is several codecs in a row", condition, setting)}
	}
	steps, err := Steps(setting)
	if err != nil {
		return inference.Condition{}, err
	}
	truth, err := m.At(steps[0].Codec, steps[0].Level)
	if err != nil {
		return truth, &inference.ConditionError{Message: fmt.Sprintf(
			"the condition %q needs settings that the model has a name for, and %s is none: %v", condition, setting, err)}
	}
	if condition == ByTruth {
		return truth, nil
	}
	delete(everything, steps[0].Codec)
	return m.Mix(everything, 1-truth.Strength)
}

// checkConditions refuses conditions that there are not, and one that is asked for twice.
func checkConditions(conditions []string) error {
	for n, condition := range conditions {
		if !slices.Contains([]string{ByPosterior, ByTruth, ByNone, ByWrong}, condition) {
			return &inference.ConditionError{Message: fmt.Sprintf("there is no condition %.40q: there are posterior, true, none and wrong", condition)}
		}
		if slices.Contains(conditions[:n], condition) {
			return &inference.ConditionError{Message: fmt.Sprintf("the condition %q is asked for twice", condition)}
		}
	}
	return nil
}

// tellable says before the long work, and not amid it, which condition cannot be told: the first at any of the settings,
// another at all of them. Where another has no name for some, its figures are of the rest.
func tellable(m *inference.Model, plan EvaluationPlan) error {
	if err := inference.CheckViews(cmp.Or(plan.Views, 1)); err != nil {
		return err
	}
	if err := checkConditions(plan.Conditions); err != nil {
		return err
	}
	for n, condition := range plan.Conditions {
		var unnamed error
		named := 0
		for _, setting := range plan.Settings {
			if canTell(m, setting, condition) {
				named++
			} else if unnamed == nil {
				_, unnamed = told(m, inference.Posterior{}, setting, condition)
			}
		}
		switch {
		case unnamed != nil && named == 0:
			return unnamed
		case unnamed != nil && n == 0:
			return &inference.ConditionError{Message: fmt.Sprintf("%v. Of the first condition are the figures of every setting: name %s or %s first, as in %s,%s, or leave that setting out",
				unnamed, ByPosterior, ByNone, ByPosterior, condition)}
		}
	}
	return nil
}

// canTell tells whether a condition can be told at a setting: what follows the truth needs a name for that.
func canTell(m *inference.Model, setting, condition string) bool {
	if condition == ByPosterior {
		return true
	}
	_, err := told(m, inference.Posterior{}, setting, condition)
	return err == nil
}
