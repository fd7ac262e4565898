// <malloc.h>, which Swift's Glibc leaves out, and which other systems do not have.
#ifndef CHEAP_SHIM_H
#define CHEAP_SHIM_H

#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/// Makes blocks of so many bytes and more go back to the system as soon as they are freed.
static inline void shim_return_blocks(int bytes) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, bytes);
#else
    (void)bytes;
#endif
}

#endif
