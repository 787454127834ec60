package inference

/*
#include <stdlib.h>
#if defined(__GLIBC__)
#include <malloc.h>
static void trim(void) { malloc_trim(0); }
// Before Go's first thread: later the number is settled. Every thread would have an arena of its own,
// and goroutines change threads: what one tile's networks freed was there for the next by chance alone.
__attribute__((constructor)) static void oneArena(void) { mallopt(M_ARENA_MAX, 1); }
#else
static void trim(void) {}
#endif
*/
import "C"

import "runtime/debug"

// FreeMemory gives memory back to the system now and not minutes later: what Go holds, and what
// the networks left with the C library.
func FreeMemory() {
	debug.FreeOSMemory()
	C.trim()
}
