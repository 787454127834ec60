package handlers

import (
	"uncodec/studio"
	"uncodec/web"
)

// settingText puts words to a setting: jpeg:10>vvc:42 is "JPEG QF 10, then VVC QP 42".
func (s *site) settingText(setting string) string {
	steps, err := studio.Steps(setting)
	if err != nil {
		return setting
	}
	words := make([]string, len(steps))
	for i, step := range steps {
		codec, level := s.codecText(step.Codec)
		words[i] = codec + " " + level + step.Level
	}
	return web.OneAfterTheOther(words)
}

// codecText is what people call a codec, and what stands before its level: "JPEG", "QF ".
// One that is not known here is called as it came.
func (s *site) codecText(name string) (codec, level string) {
	for _, c := range s.Studio.Tools.Codecs() {
		if c.Name == name {
			return c.Label, c.LevelName + " "
		}
	}
	return name, ""
}
