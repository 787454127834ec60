package handlers

import "uncodec/inference"

// heavyUpload is the size of a file from which decoding may have cost a hundred times as much.
const heavyUpload = 256 << 10

// giveBack returns a large decode's memory to the system now and not minutes later,
// unless that is under way. A body of no stated length counts as large.
func (s *site) giveBack(length int64) {
	if length >= 0 && length < heavyUpload || !s.sweeping.CompareAndSwap(false, true) {
		return
	}
	go func() {
		defer s.sweeping.Store(false)
		inference.FreeMemory()
	}()
}
