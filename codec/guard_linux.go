package codec

import "golang.org/x/sys/unix"

// bound keeps a running child within a size of address space, in bytes. What it asks
// for beyond is refused, and it ends.
func bound(pid int, memory uint64) error {
	return unix.Prlimit(pid, unix.RLIMIT_AS, &unix.Rlimit{Cur: memory, Max: memory}, nil)
}
