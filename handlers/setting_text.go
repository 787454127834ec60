package handlers

import (
	"uncodec/codec"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// truth is what codecs of ours did to a picture, "" where others did.
func truth(i store.Image) string {
	if i.Setting == "" {
		return ""
	}
	return settingText(i.Setting)
}

// settingText puts words to a setting: jpeg:10>vvc:42 is "JPEG QF 10, then VVC QP 42".
func settingText(setting string) string {
	steps, err := studio.Steps(setting)
	if err != nil {
		return setting
	}
	words := make([]string, len(steps))
	for i, step := range steps {
		words[i] = codec.LevelText(step.Codec, step.At())
		if step.Off > 0 {
			words[i] += web.Words.OffGrid
		}
	}
	return web.OneAfterTheOther(words)
}
