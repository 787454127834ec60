package handlers

import (
	"testing"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/studio"
)

// believing is a model of two codecs, and that it believes a picture of one of them at a level.
func believing(name, level string, levels ...string) (*inference.Model, *studio.Prediction) {
	known, believed := inference.Codec{Name: name, Label: name, Unit: "QF"}, studio.CodecBelief{Name: name, Label: name, P: 0.9}
	for _, l := range levels {
		known.Levels = append(known.Levels, inference.Level{Level: l})
		p := 0.0
		if l == level {
			p = 1
		}
		believed.Levels = append(believed.Levels, studio.LevelBelief{Level: l, P: p})
	}
	m := &inference.Model{}
	m.Codecs = []inference.Codec{known, {Name: "hevc"}}
	return m, &studio.Prediction{Codec: []studio.CodecBelief{believed, {Name: "hevc", P: 0.1}}}
}

// TestDisagree: a file that says more than the network believes has an earlier life; one that says what a neighbouring level of it
// would has none to tell.
func TestDisagree(t *testing.T) {
	few, fine, webp := []string{"10", "20", "30", "40"}, []string{"60", "70", "80", "90", "95"}, []string{"40", "60", "80", "90"}
	for name, c := range map[string]struct {
		format, level string
		levels        []string
		quality       int
		differs       bool
	}{
		"what it says":                           {"jpeg", "30", few, 30, false},
		"a step gentler":                         {"jpeg", "20", few, 30, false},
		"far gentler than all that it names":     {"jpeg", "30", few, 95, true},
		"that, but believed as gentle as can":    {"jpeg", "40", few, 95, false},
		"far gentler":                            {"jpeg", "80", fine, 95, true},
		"a level gentler, and a little":          {"jpeg", "70", fine, 84, false},
		"one that says nothing":                  {"jpeg", "70", fine, 0, false},
		"a WebP one level gentler, far as it is": {"webp", "60", webp, 82, false},
		"a WebP two levels gentler":              {"webp", "60", webp, 90, true},
	} {
		m, p := believing(c.format, c.level, c.levels...)
		if said := disagree(m, p, codec.Header{Format: c.format, Quality: c.quality}, false); (said != "") != c.differs {
			t.Errorf("%s: %q", name, said)
		}
	}
	heic := []string{"47", "42", "37", "32", "27", "22", "17"}
	for qp, differs := range map[int]bool{0: false, 30: false, 26: false, 24: true, 14: true, 45: false} { // 32 is believed
		m, p := believing("hevc", "32", heic...)
		if said := disagree(m, p, codec.Header{Format: "heic", QP: qp}, false); (said != "") != differs {
			t.Errorf("a HEIC of QP %d: %q", qp, said)
		}
	}
	avif := []string{"63", "55", "45", "35", "25", "15"}
	for crf, differs := range map[int]bool{0: false, 33: false, 24: false, 19: true, 8: true, 50: false} { // 35 is believed
		m, p := believing("av1", "35", avif...)
		if said := disagree(m, p, codec.Header{Format: "avif", CRF: crf}, false); (said != "") != differs {
			t.Errorf("an AVIF of CRF %d: %q", crf, said)
		}
	}
	for crf, differs := range map[int]bool{8: false, 20: true} { // of what is as gentle as is named, another codec is believed
		m, p := believing("hevc", "17", heic...)
		m.Codecs = append(m.Codecs, inference.Codec{Name: "av1", Levels: []inference.Level{{Level: "25", Strength: 0.2}, {Level: "15", Strength: 0.1}}})
		if said := disagree(m, p, codec.Header{Format: "avif", CRF: crf}, false); (said != "") != differs {
			t.Errorf("a gentle AVIF of CRF %d: %q", crf, said)
		}
		p.Strength = 0.2
		if disagree(m, p, codec.Header{Format: "avif", CRF: crf}, false) == "" {
			t.Errorf("an AVIF of CRF %d that was damaged more differs from nothing", crf)
		}
	}
	m, p := believing("jpeg", "60", fine...)
	m.Codecs = append(m.Codecs, inference.Codec{Name: "webp"})
	if disagree(m, p, codec.Header{Format: "webp", Quality: 60}, false) == "" {
		t.Error("a WebP that is believed to be a JPEG differs from nothing")
	}
}
