#include "CKernels.h"

#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <malloc.h>
#include <sys/mman.h>
#endif

void *ck_alloc(size_t floats) {
    const size_t huge = (size_t)2 << 20;
    const size_t bytes = (floats * sizeof(float) + 63) / 64 * 64;
    const size_t alignment = bytes >= huge ? huge : 64;
    void *memory = NULL;
    if (posix_memalign(&memory, alignment, bytes ? bytes : alignment) != 0) abort();
#if defined(__linux__)
    // What fills no huge page stays on small ones, and takes no more than it needs.
    if (alignment == huge) madvise(memory, bytes / huge * huge, MADV_HUGEPAGE);
#endif
    memset(memory, 0, bytes);
    return memory;
}

void ck_free(void *memory) { free(memory); }

void ck_give_back_large_blocks(void) {
#if defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
}
