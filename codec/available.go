package codec

import (
	"slices"
	"sync"
	"time"
)

// known are the encoders that ffmpeg said it has.
type known struct {
	mu    sync.Mutex
	list  map[string]bool
	asked time.Time
}

// againAfter is how long an ffmpeg that did not answer is left alone: it may have been the machine that was at its limits.
const againAfter = 10 * time.Second

// encoders asks ffmpeg which it has, until it has answered.
func (t *Toolbox) encoders() map[string]bool {
	t.known.mu.Lock()
	defer t.known.mu.Unlock()
	if len(t.known.list) == 0 && time.Since(t.known.asked) > againAfter {
		t.known.list, t.known.asked = listEncoders(t.ffmpeg), time.Now()
	}
	return t.known.list
}

// forget lets ffmpeg be asked anew: it is not where it was.
func (k *known) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.list, k.asked = nil, time.Time{}
}

// Codecs lists every codec, whether it is available or not.
func (t *Toolbox) Codecs() []Info {
	var all []Info
	for _, tool := range tools {
		info := tool.info
		info.Levels = slices.Clone(info.Levels)
		if tool.network && t.missingNetwork(info.Name, "") == "" { // those whose networks are here
			info.Levels = slices.DeleteFunc(info.Levels, func(level string) bool { return t.missingNetwork(info.Name, level) != "" })
		}
		info.Missing = t.missing(tool, "")
		info.Available = info.Missing == ""
		all = append(all, info)
	}
	return all
}

// missing says why a tool can't be used at a level ("": at any), or is empty.
func (t *Toolbox) missing(tool tool, level string) string {
	switch {
	case tool.network:
		return t.missingNetwork(tool.info.Name, level)
	case tool.video == nil || t.encoders()[tool.video.encoder]:
		return ""
	}
	if why := t.noProgram(); why != "" {
		return why
	}
	return "this ffmpeg has no " + tool.video.encoder + ": run `make setup` to get one that has"
}

// noProgram says why ffmpeg can't be used for anything, or is empty.
func (t *Toolbox) noProgram() string {
	switch {
	case t.ffmpeg == "":
		return "ffmpeg is missing: run `make setup`"
	case len(t.encoders()) == 0:
		return "there is no ffmpeg at " + t.ffmpeg + " that runs: name another, or run `make setup`"
	}
	return ""
}
