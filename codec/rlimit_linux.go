package codec

import (
	"time"

	"golang.org/x/sys/unix"
)

// limitResources keeps a running child within maxCPUTime and a size of address space, in bytes. What it asks
// for beyond is refused, and it ends.
func limitResources(pid int, memory uint64) error {
	const cpu = uint64(maxCPUTime / time.Second)
	if err := unix.Prlimit(pid, unix.RLIMIT_CPU, &unix.Rlimit{Cur: cpu, Max: cpu}, nil); err != nil {
		return err
	}
	return unix.Prlimit(pid, unix.RLIMIT_AS, &unix.Rlimit{Cur: memory, Max: memory}, nil)
}
