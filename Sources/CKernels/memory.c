#include "CKernels.h"

#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

static const size_t huge_page = (size_t)2 << 20;

static size_t bytes_of(size_t floats) { return (floats * sizeof(float) + 63) / 64 * 64; }

#if defined(__linux__)
static bool is_mapped(size_t bytes) { return bytes >= huge_page; }

/// The bytes of a mapping of its own, a multiple of any small page's: what fills no huge page stays on
/// small ones, and takes memory only where it is written.
static size_t mapped(size_t bytes) { return (bytes + 65535) / 65536 * 65536; }

/// Zeros from the system, from a huge page's edge on.
static void *map(size_t bytes) {
    char *start = mmap(NULL, bytes + huge_page, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) abort();
    const size_t before = (huge_page - (size_t)start % huge_page) % huge_page;
    if (before > 0) munmap(start, before);
    if (before < huge_page) munmap(start + before + bytes, huge_page - before);
    madvise(start + before, bytes / huge_page * huge_page, MADV_HUGEPAGE);
    return start + before;
}
#else
static bool is_mapped(size_t bytes) { return false; }
static size_t mapped(size_t bytes) { return bytes; }
static void *map(size_t bytes) { abort(); }
static void munmap(void *memory, size_t bytes) {}
#endif

void *ck_alloc(size_t floats) {
    const size_t bytes = bytes_of(floats);
    if (is_mapped(bytes)) return map(mapped(bytes));
    void *memory = NULL;
    if (posix_memalign(&memory, 64, bytes ? bytes : 64) != 0) abort();
    memset(memory, 0, bytes);
    return memory;
}

void ck_free(void *memory, size_t floats) {
    const size_t bytes = bytes_of(floats);
    if (is_mapped(bytes)) munmap(memory, mapped(bytes));
    else free(memory);
}
