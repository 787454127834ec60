//go:build !linux

package codec

import "time"

// limitTime and limitMemory do nothing where a running child can't be bounded.
func limitTime(int, time.Duration) error { return nil }

func limitMemory(int, uint64) error { return nil }
