package handlers

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"uncodec/studio"
	"uncodec/web"
)

// seen is the least mean belief that is worth a figure.
const seen = 0.005

// inOrder is the settings by codec, as the model names them and then by the alphabet, and
// from the most damaged to the least.
func (c *cardMaker) inOrder() []string {
	place := map[string]string{}
	for i, codec := range c.model.Codecs {
		place[codec.Name] = fmt.Sprintf("%02d", i)
	}
	key := func(setting string) string {
		name, _, _ := strings.Cut(setting, ":")
		return cmp.Or(place[name], name) // figures come before letters
	}
	return slices.SortedFunc(maps.Keys(c.rows), func(a, b string) int {
		return cmp.Or(cmp.Compare(key(a), key(b)), cmp.Compare(c.rows[a].Input.PSNR, c.rows[b].Input.PSNR), cmp.Compare(a, b))
	})
}

// blocks is every setting, by what the model can say of it.
func (c *cardMaker) blocks() []web.CardBlock {
	all := []web.CardBlock{
		{Title: web.Words.CardNamed}, {Title: web.Words.CardNoLevel}, {Title: web.Words.CardNoCodec}, {Title: web.Words.CardChains},
	}
	most := 0.0
	for _, row := range c.rows {
		if gain := row.Gain(); finite(gain) {
			most = max(most, math.Abs(gain))
		}
	}
	for _, setting := range c.order {
		at := 0
		codec, level := studio.NameOf(c.model.Codecs, setting)
		switch {
		case studio.Chained(setting):
			at = 3
		case codec < 0:
			at = 2
		case level < 0:
			at = 1
		}
		all[at].Rows = append(all[at].Rows, c.row(setting, most))
	}
	return slices.DeleteFunc(all, func(b web.CardBlock) bool { return len(b.Rows) == 0 })
}

// row is a setting's line; most is the largest gain of all, which the bars are told from.
func (c *cardMaker) row(setting string, most float64) web.CardRow {
	r := c.rows[setting]
	gain := r.Gain()
	out := web.CardRow{
		Setting: settingText(setting), Input: measuresText(r.Input.PSNR, r.Input.SSIM),
		Restored: measuresText(r.Restored.PSNR, r.Restored.SSIM), Gain: web.Signed(gain, ".2f"), Held: web.Signed(r.HeldGain(), ".2f"),
		Width: "0", Worse: gain < 0, Consistency: "–", Codec: orDash(r.CodecAccuracy, web.Percent), Level: orDash(r.LevelAccuracy, web.Percent), Said: saidText(r),
	}
	if finite(gain) {
		out.Width = fmt.Sprintf("%.1f", 100*math.Abs(gain)/max(most, 1e-9))
	}
	if r.Consistency != nil {
		out.Consistency = fmt.Sprintf("%.3f", *r.Consistency)
	}
	truth, _ := studio.NameOf(c.model.Codecs, setting)
	for t, codec := range c.model.Codecs {
		if !codec.Believable {
			continue
		}
		p := r.Belief[codec.Name]
		cell := web.CardBelief{Opacity: web.Shade(p), True: t == truth}
		if p >= seen {
			cell.Text = web.Chance(p)
		}
		out.Beliefs = append(out.Beliefs, cell)
	}
	return out
}

func (c *cardMaker) believedLabels() []string {
	var out []string
	for _, codec := range c.model.Codecs {
		if codec.Believable {
			out = append(out, codec.Label)
		}
	}
	return out
}
