// Files that are compiled in, so that the executable alone has them.
#ifndef CASSETS_H
#define CASSETS_H

#include <stddef.h>
#include <stdint.h>

/// The bytes of a file; they live as long as the program.
typedef struct {
    const uint8_t *_Nonnull bytes;
    size_t count;
} ca_file;

/// `images/harbour.png`
ca_file ca_sample_picture(void);

/// `labels/imagenet-1k.tsv`
ca_file ca_imagenet_labels(void);

#endif
