package studio

import (
	"slices"
	"strings"

	"uncodec/inference"
)

// Demo is what a kiosk can show: a bundled sample, compressed by one of DemoSettings, and
// restored as one of DemoBeliefs says. There are no others, so what it costs has an end.
type Demo struct{ Sample, Setting, Belief string }

// DemoCodec is a codec that a kiosk compresses with, and its levels, the strongest first.
type DemoCodec struct {
	Name   string
	Levels []string
}

// DemoCodecs have as many levels each: a step of one stands beside that of another.
var DemoCodecs = []DemoCodec{
	{"jpeg", []string{"5", "10", "20", "30"}},
	{"webp", []string{"5", "10", "20", "40"}},
	{"hevc", []string{"47", "42", "37", "32"}},
}

// surely is a setting that needs no program besides this one.
const surely = "jpeg:10"

// What R-Net is told in a Demo besides Auto, the posterior itself.
const (
	Otherwise = "other"  // another codec than the true one, as strong as believed
	AsGentle  = "gentle" // the believed codecs at the least strength
	AsStrong  = "strong" // and at the most
	untold    = ""       // nothing: the networks are off
)

// DemoBeliefs are what a Demo's Belief can be.
var DemoBeliefs = []string{Auto, Otherwise, AsGentle, AsStrong}

// DemoSettings are what a Demo's Setting can be.
func DemoSettings() (all []string) {
	for _, c := range DemoCodecs {
		for _, level := range c.Levels {
			all = append(all, c.Name+":"+level)
		}
	}
	return all
}

// FirstDemo is how a sample is shown before anybody chooses: compressed by its own
// setting, where that can be had, and restored as believed.
func (s *Studio) FirstDemo(sample Sample) Demo {
	name, _, _ := strings.Cut(sample.Setting, ":")
	setting := surely
	for _, c := range s.Tools.Codecs() {
		if c.Name == name && c.Available && slices.Contains(DemoSettings(), sample.Setting) {
			setting = sample.Setting
		}
	}
	return Demo{sample.Name, setting, Auto}
}

// asked is what a Demo asks of a model. In a model of one codec there is no other to
// believe in, which resolve refuses.
func (d Demo) asked(m *inference.Model) ConditionRequest {
	switch d.Belief {
	case Otherwise:
		name, _, _ := strings.Cut(d.Setting, ":")
		other := map[string]float64{}
		for _, c := range m.Codecs {
			if c.Trained && c.Name != name && len(other) == 0 {
				other[c.Name] = 1
			}
		}
		return ConditionRequest{Mode: Manual, Codec: other}
	case AsGentle:
		return ConditionRequest{Mode: Manual, Strength: new(float64)}
	case AsStrong:
		return ConditionRequest{Mode: Manual, Strength: new(1.0)}
	}
	return ConditionRequest{Mode: Auto}
}
