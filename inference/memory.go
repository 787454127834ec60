package inference

/*
#include <stdlib.h>
#if defined(__GLIBC__)
#include <malloc.h>
static void trim(void) { malloc_trim(0); }
// Must run before glibc makes a second arena. With one per thread, memory freed by a tile is reused by
// the next only if that runs on the same thread.
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
