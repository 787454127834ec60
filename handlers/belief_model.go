package handlers

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// sure is the probability from which the page says that file and network differ, and
// apart the distance in quality or in QP, further that from the next level's; below unlikely a codec's levels all read "<1 %".
const (
	sure      = 0.6
	apart     = 15
	apartQP   = 8
	further   = 5
	furtherQP = 3
	unlikely  = 0.01
)

// beliefModel makes the chart out of a prediction.
func beliefModel(m *inference.Model, p *studio.Prediction, i store.Image, asked studio.ConditionRequest) *web.Belief {
	h, plain := studio.Header(i), pristineMaybe(i)
	b := &web.Belief{
		FileSays: web.FileSays(h.Format, h.Quality, h.QP, h.CRF, h.StandardTables, h.Subsampling, h.Progressive, h.Lossless),
		Sentence: sentence(m, p, plain),
		Disagree: disagree(m, p, h, plain),
	}
	for t, c := range m.Codecs {
		if !c.Trained {
			b.Untrained = append(b.Untrained, c.Label)
			continue
		}
		bar := codecBar(c, p.Codec[t], asked)
		if level := levelOf(h); c.Name == h.Coder() && level > 0 && b.Disagree == "" { // what it believes to be harsher knows better
			said := nearest(c.Levels, level)
			b.AsFile, b.AsFileLabel = &bar.Levels[said], web.AsFileSays(c.Label, c.Unit, c.Levels[said].Level)
		}
		b.Codecs = append(b.Codecs, bar)
	}
	return b
}

func codecBar(c inference.Codec, believed studio.CodecBelief, asked studio.ConditionRequest) web.CodecBar {
	alone := len(asked.Codec) == 1 && asked.Codec[c.Name] > 0
	bar := web.CodecBar{
		Name: c.Name, Label: c.Label, Unit: c.Unit,
		Percent: web.Chance(believed.P), Width: fmt.Sprintf("%.2f", 100*believed.P),
		Pressed: alone && asked.Level == "" && asked.Strength == nil, Unlikely: believed.P < unlikely,
	}
	for l, level := range c.Levels {
		within := believed.Levels[l].P
		bar.Levels = append(bar.Levels, web.LevelCell{
			Level: level.Level, Value: c.Name + ":" + level.Level,
			Percent: web.Chance(believed.P * within), Within: web.Chance(within),
			Opacity:  web.Shade(believed.P * within),
			Strength: fmt.Sprintf("%.4g", level.Strength),
			Pressed:  alone && asked.Level == level.Level,
		})
	}
	return bar
}

// nearest is the level that is closest to a quality; the first where none is a number.
func nearest(levels []inference.Level, to int) (at int) {
	least := math.MaxInt
	for l, level := range levels {
		if n, err := strconv.Atoi(level.Level); err == nil && max(n-to, to-n) < least {
			at, least = l, max(n-to, to-n)
		}
	}
	return at
}

// levelOf is what a file says of how hard it was compressed, on its codec's scale; 0 where that is nothing.
func levelOf(h codec.Header) int { return max(h.Quality, h.QP, h.CRF) }

// asGentle tells whether a file is as gentle as all that a model names of its codec, and what is believed is, too: there codecs look alike.
func asGentle(m *inference.Model, h codec.Header, strength float64) bool {
	t := slices.IndexFunc(m.Codecs, func(c inference.Codec) bool { return c.Name == h.Coder() })
	if t < 0 || len(m.Codecs[t].Levels) == 0 || levelOf(h) == 0 {
		return false
	}
	gentlest := m.Codecs[t].Levels[len(m.Codecs[t].Levels)-1]
	level, err := strconv.Atoi(gentlest.Level)
	gentler := levelOf(h) - level
	if h.Quality == 0 { // the less, the gentler
		gentler = -gentler
	}
	return err == nil && gentler >= 0 && strength <= gentlest.Strength
}

// ranked are indices by falling probability.
func ranked(n int, p func(int) float64) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p(b), p(a)) })
	return order
}

// leading are the two likeliest codecs and the two likeliest levels of the first.
func leading(p *studio.Prediction) (codecs, levels []int) {
	codecs = ranked(len(p.Codec), func(t int) float64 { return p.Codec[t].P })
	first := p.Codec[codecs[0]].Levels
	return codecs, ranked(len(first), func(l int) float64 { return first[l].P })
}

// pristineMaybe tells whether a picture may be pristine, as far as its file and its life here tell.
func pristineMaybe(i store.Image) bool { return i.Setting == "" && studio.Header(i).Coder() == "" }

// sentence says what is believed; plain, that the picture may be pristine.
func sentence(m *inference.Model, p *studio.Prediction, plain bool) string {
	codecs, levels := leading(p)
	first := p.Codec[codecs[0]]
	rival, pRival, second := "", 0.0, ""
	if len(codecs) > 1 {
		rival, pRival = p.Codec[codecs[1]].Label, p.Codec[codecs[1]].P
	}
	if len(levels) > 1 {
		second = first.Levels[levels[1]].Level
	}
	top := first.Levels[levels[0]]
	return web.BeliefSentence(first.Label, rival, m.Codecs[codecs[0]].Unit, top.Level, second, first.P, pRival, top.P, p.Strength, plain)
}

// beliefOf is what a restoration's model believed, in a sentence, and where the file says otherwise in another; "" where it
// is not known any more, or the model was replaced, whose codecs may be others.
func (s *site) beliefOf(ctx context.Context, r store.Restoration, i store.Image) (belief, differs string) {
	m, err := s.Studio.Model(r.Model)
	if err != nil || m.Hash != r.ModelHash {
		return "", ""
	}
	p, err := s.Studio.Believed(ctx, r)
	if err != nil {
		return "", ""
	}
	plain := pristineMaybe(i)
	return sentence(m, p, plain), disagree(m, p, studio.Header(i), plain)
}

// disagree tells where the file's header and the network differ: the file may have been
// compressed before it was saved as it is.
func disagree(m *inference.Model, p *studio.Prediction, h codec.Header, plain bool) string {
	codecs, levels := leading(p)
	first, unit := p.Codec[codecs[0]], m.Codecs[codecs[0]].Unit
	if first.P < sure || plain && p.Strength < web.Gentle { // it may be pristine
		return ""
	}
	belief := web.AboutLevel(first.Label, unit, first.Levels[levels[0]].Level)
	file := web.FormatName(h.Format)
	switch {
	case h.Quality > 0:
		file = web.OfQuality(file, h.Quality)
	case h.QP > 0:
		file = web.OfQP(file, h.QP)
	case h.CRF > 0:
		file = web.OfCRF(file, h.CRF)
	}
	coder := h.Coder()
	if coder != "" && !slices.ContainsFunc(m.Codecs, func(c inference.Codec) bool { return c.Name == coder }) {
		return "" // the network has no name for what made this file, and takes it for another
	}
	if first.Name != coder {
		if asGentle(m, h, p.Strength) {
			return ""
		}
		return web.Disagree(file, belief, first.P)
	}
	// The same codec: only much gentler than believed tells of an earlier life, and than the next level, of whose
	// pictures some are taken for this one's.
	at, known := levels[0], m.Codecs[codecs[0]].Levels
	if at+1 == len(known) {
		return ""
	}
	believed, err := strconv.Atoi(known[at].Level)
	next, _ := strconv.Atoi(known[at+1].Level)
	level := levelOf(h)
	gentler, beyond, least, further := level-believed, level-next, apart, further
	if h.QP > 0 || h.CRF > 0 { // the less, the gentler
		gentler, beyond = -gentler, -beyond
	}
	if h.QP > 0 {
		least, further = apartQP, furtherQP
	}
	if err != nil || level == 0 || gentler < least || beyond < further {
		return ""
	}
	return web.Disagree(file, belief, first.P)
}
