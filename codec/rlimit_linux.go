package codec

import "golang.org/x/sys/unix"

// maxCPUSeconds ends a child that outlives whoever would have stopped it.
const maxCPUSeconds = 120

// limitResources keeps a running child within a size of address space, in bytes. What it asks
// for beyond is refused, and it ends.
func limitResources(pid int, memory uint64) error {
	if err := unix.Prlimit(pid, unix.RLIMIT_CPU, &unix.Rlimit{Cur: maxCPUSeconds, Max: maxCPUSeconds}, nil); err != nil {
		return err
	}
	return unix.Prlimit(pid, unix.RLIMIT_AS, &unix.Rlimit{Cur: memory, Max: memory}, nil)
}
