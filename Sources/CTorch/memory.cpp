// How the process asks the system for memory.
#include <cstdlib>

#include "ctorch.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

void ctorch_keep_memory(void) {
    // Every step asks for blocks of the same sizes. glibc hands those above 32 MB back to the system as soon as they are
    // freed, and the system clears each page again when it is next asked for. One arena, so that what one thread frees
    // another can have.
#if defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, 256 << 20);
    mallopt(M_TRIM_THRESHOLD, 512 << 20);
    mallopt(M_ARENA_MAX, 1);
#endif
    // libtorch then marks blocks of 2 MB and more for huge pages: packing gigabytes of weights otherwise costs a page
    // fault for every 4 kB. It reads this at the first allocation.
    setenv("THP_MEM_ALLOC_ENABLE", "1", 0);
}

void ctorch_release_memory(void) {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}
