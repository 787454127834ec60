package studio

import (
	"math"
	"slices"
	"strings"

	"uncodec/inference"
	"uncodec/quality"
)

// tally adds up one setting's figures.
type tally struct {
	before, after       []quality.Measures
	seconds, megapixels float64
	named, right        int // pictures of a codec that the model can name, and does name
	levelled, levels    int // pictures of a level that it can name, and does
}

func (t *tally) add(before, after quality.Measures) {
	t.before, t.after = append(t.before, before), append(t.after, after)
}

func (t *tally) recognise(m *inference.Model, p inference.Posterior, setting string) {
	if strings.Contains(setting, ">") {
		return // two codecs in a row: there is not one that is the truth
	}
	name, level, _ := strings.Cut(setting, ":")
	for number, c := range m.Codecs {
		if c.Name != name || !c.Believable {
			continue
		}
		t.named++
		if best, _ := p.Best(); best == number {
			t.right++
		}
		best := 0
		for l := range c.Levels {
			if p.Level[number][l] > p.Level[number][best] {
				best = l
			}
		}
		if slices.ContainsFunc(c.Levels, func(l inference.Level) bool { return l.Level == level }) {
			t.levelled++
			if c.Levels[best].Level == level {
				t.levels++
			}
		}
	}
}

func (t *tally) row(setting string) Row {
	return Row{
		Setting: setting, Images: len(t.before), Input: mean(t.before), Restored: mean(t.after),
		CodecAccuracy: share(t.right, t.named), LevelAccuracy: share(t.levels, t.levelled),
		SecondsPerMegapixel: t.seconds / t.megapixels,
	}
}

func share(part, whole int) *float64 {
	if whole == 0 {
		return nil
	}
	s := float64(part) / float64(whole)
	return &s
}

// mean averages each figure over the pictures that have it.
func mean(all []quality.Measures) quality.Measures {
	pick := func(of func(quality.Measures) float64) float64 {
		sum, n := 0.0, 0
		for _, m := range all {
			if v := of(m); !math.IsNaN(v) {
				sum, n = sum+v, n+1
			}
		}
		return sum / float64(n)
	}
	return quality.Measures{
		PSNR:  pick(func(m quality.Measures) float64 { return m.PSNR }),
		SSIM:  pick(func(m quality.Measures) float64 { return m.SSIM }),
		PSNRB: pick(func(m quality.Measures) float64 { return m.PSNRB }),
	}
}
