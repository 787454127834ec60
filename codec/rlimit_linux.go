package codec

import (
	"time"

	"golang.org/x/sys/unix"
)

// limitTime ends a running child by the system once it has worked for so long.
func limitTime(pid int, cpu time.Duration) error {
	var now unix.Rlimit
	if err := unix.Prlimit(pid, unix.RLIMIT_CPU, nil, &now); err != nil {
		return err
	}
	seconds := min(uint64(cpu/time.Second), now.Max) // which only the system's owner could raise
	return unix.Prlimit(pid, unix.RLIMIT_CPU, &unix.Rlimit{Cur: seconds, Max: seconds}, nil)
}

// limitMemory keeps a running child within a size of address space, in bytes. What it asks for beyond is refused, and
// it ends.
func limitMemory(pid int, memory uint64) error {
	return unix.Prlimit(pid, unix.RLIMIT_AS, &unix.Rlimit{Cur: memory, Max: memory}, nil)
}
