package studio

import (
	"math"
	"slices"

	"uncodec/inference"
	"uncodec/quality"
)

// tally adds up one setting's figures.
type tally struct {
	setting    string
	conditions []string // those that can be told at it
	several    bool     // more than one was asked for

	before              []quality.Measures
	after               [][]quality.Measures // by condition
	held                []quality.Measures   // of the first condition; none where there is nothing to hold to
	seconds, megapixels float64
	recognised
	said   map[string]int
	belief []float64 // summed over the pictures

	recompressed int
	consistency  float64 // summed over those
}

// newTally has the conditions, of those asked for, that can be told at a setting.
func newTally(m *inference.Model, setting string, conditions []string) tally {
	t := tally{setting: setting}
	for _, condition := range conditions {
		if canTell(m, setting, condition) {
			t.conditions = append(t.conditions, condition)
		}
	}
	t.several = len(conditions) > 1
	t.after = make([][]quality.Measures, len(t.conditions))
	return t
}

// recognised counts what P-Net could name and did.
type recognised struct {
	codec, level calibration // its codec, and the level by the true codec's head
	steps        int         // how far off those levels were, together
}

// add takes the measures of the restoration under condition number i.
func (t *tally) add(i int, before, after quality.Measures) {
	if i == 0 {
		t.before = append(t.before, before)
	}
	t.after[i] = append(t.after[i], after)
}

func (t *tally) recognise(m *inference.Model, p inference.Posterior) {
	best, level := p.Best()
	if t.said == nil {
		t.said, t.belief = map[string]int{}, make([]float64, len(p.Codec))
	}
	t.said[m.Codecs[best].Name+":"+m.Codecs[best].Levels[level].Level]++
	for i, share := range p.Codec {
		t.belief[i] += share
	}
	truth, at := NameOf(m.Codecs, t.setting)
	if truth < 0 {
		return
	}
	t.codec.add(p.Codec[best], best == truth)
	head := p.Level[truth]
	if at < 0 {
		return
	}
	guess := slices.Index(head, slices.Max(head))
	t.level.add(head[guess], guess == at)
	t.steps += max(guess-at, at-guess)
}

func (t *tally) row(m *inference.Model) Row {
	exact, among := t.exact()
	r := Row{
		Setting: t.setting, Images: len(t.before), Exact: among, Input: mean(t.before, exact), Restored: mean(t.after[0], exact),
		CodecAccuracy: t.codec.accuracy(), LevelAccuracy: t.level.accuracy(), LevelError: share(t.steps, t.level.count()),
		Said: t.said, Belief: map[string]float64{}, SecondsPerMegapixel: t.seconds / t.megapixels,
	}
	if len(t.held) > 0 {
		r.Held = new(mean(t.held, exact))
	}
	if t.recompressed > 0 {
		r.Consistency = new(t.consistency / float64(t.recompressed))
	}
	for i, sum := range t.belief {
		r.Belief[m.Codecs[i].Name] = sum / float64(len(t.before))
	}
	if t.several {
		r.Conditions = map[string]quality.Measures{}
		for i, condition := range t.conditions {
			r.Conditions[condition] = mean(t.after[i], exact)
		}
	}
	return r
}

// exact tells of each picture whether it came through without any error, as it came or restored,
// and how many did: one infinite PSNR would take all others out of a mean. Where all did, none is
// told, and the mean is infinite.
func (t *tally) exact() (of []bool, among int) {
	of = make([]bool, len(t.before))
	for _, measures := range append([][]quality.Measures{t.before, t.held}, t.after...) {
		for i, m := range measures {
			of[i] = of[i] || math.IsInf(m.PSNR, 1)
		}
	}
	for _, one := range of {
		if one {
			among++
		}
	}
	if among == len(of) {
		return make([]bool, len(of)), among
	}
	return of, among
}

func share(part, whole int) *float64 {
	if whole == 0 {
		return nil
	}
	return new(float64(part) / float64(whole))
}

// mean averages each figure over the pictures that have it, a PSNR over those that are not exact.
func mean(all []quality.Measures, exact []bool) quality.Measures {
	pick := func(of func(quality.Measures) float64, out []bool) float64 {
		sum, n := 0.0, 0
		for i, m := range all {
			if v := of(m); !math.IsNaN(v) && (out == nil || !out[i]) {
				sum, n = sum+v, n+1
			}
		}
		return sum / float64(n)
	}
	return quality.Measures{
		PSNR:  pick(func(m quality.Measures) float64 { return m.PSNR }, exact),
		SSIM:  pick(func(m quality.Measures) float64 { return m.SSIM }, nil),
		PSNRB: pick(func(m quality.Measures) float64 { return m.PSNRB }, exact),
	}
}
