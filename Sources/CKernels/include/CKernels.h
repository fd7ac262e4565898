#ifndef CKERNELS_H
#define CKERNELS_H
#include <stddef.h>
#include <stdint.h>

/// Floats in memory, 64-byte aligned and zero; huge pages are advised for large ones.
void *_Nonnull ck_alloc(size_t floats);
void ck_free(void *_Nullable);
#endif
