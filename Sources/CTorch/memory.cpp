// How the process asks the system for memory.
#include <cstdlib>

#include "ctorch.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

void ctorch_use_huge_pages(void) {
    // libtorch then marks blocks of 2 MB and more for huge pages: packing gigabytes of weights otherwise costs a page
    // fault for every 4 kB. It reads this at the first allocation.
    setenv("THP_MEM_ALLOC_ENABLE", "1", 0);
}

void ctorch_release_memory(void) {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}
