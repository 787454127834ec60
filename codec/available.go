package codec

import (
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// known are the encoders that ffmpeg said it has.
type known struct {
	mu     sync.Mutex
	list   map[string]bool
	asked  time.Time
	asking singleflight.Group
}

const (
	// againAfter is how long an ffmpeg that did not answer is left alone: it may have been the machine that was at its limits.
	againAfter = 10 * time.Second
	// patience is how long anybody waits for its answer: a page is not to hang as long as ffmpeg may.
	patience = 5 * time.Second
)

// encoders are those that ffmpeg has, which is asked until it has answered. While it does not, there are none.
func (t *Toolbox) encoders() map[string]bool {
	if list, known := t.known.look(); known {
		return list
	}
	select {
	case <-t.known.asking.DoChan("", func() (any, error) { t.ask(); return nil, nil }):
	case <-time.After(patience):
	}
	list, _ := t.known.look()
	return list
}

// ask asks ffmpeg, unless it was just now.
func (t *Toolbox) ask() {
	if _, known := t.known.look(); known {
		return
	}
	list := listEncoders(t.ffmpeg)
	t.known.mu.Lock()
	defer t.known.mu.Unlock()
	t.known.list, t.known.asked = list, time.Now()
}

// look is what ffmpeg said, and whether it need not be asked: it has answered, or did not just now.
func (k *known) look() (list map[string]bool, known bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.list, len(k.list) > 0 || time.Since(k.asked) < againAfter
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
