// What libpng, libturbojpeg and libwebp do for this package: say how large a picture is, and decode
// it into memory of the caller's.
//
// Each function is complete in itself and leaves nothing behind. No error leaves by longjmp.
#ifndef CIMAGECODECS_H
#define CIMAGECODECS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What a file says of its pixels, or what is wrong with it.
typedef struct {
    uint32_t width, height;
    /// Bytes of a pixel: 3 (red, green, blue), 4 (and alpha; in JPEG cyan, magenta, yellow, black).
    uint32_t channels;
    /// More than one picture in time, which nothing here decodes.
    bool animated;
    /// The file ends before the picture does.
    bool truncated;
    /// The library's own words on what is wrong; empty where nothing is.
    char message[160];
} ic_picture;

/// Reads what stands before the pixels, and allocates nothing for pixels.
bool ic_png_header(const uint8_t *_Nonnull bytes, size_t count, ic_picture *_Nonnull picture);
bool ic_jpeg_header(const uint8_t *_Nonnull bytes, size_t count, ic_picture *_Nonnull picture);
bool ic_webp_header(const uint8_t *_Nonnull bytes, size_t count, ic_picture *_Nonnull picture);

/// Decodes into `pixels`: height × width × channels bytes, as the header function gave them.
bool ic_png_pixels(
    const uint8_t *_Nonnull bytes, size_t count, ic_picture *_Nonnull picture,
    uint8_t *_Nonnull pixels);
bool ic_jpeg_pixels(
    const uint8_t *_Nonnull bytes, size_t count, ic_picture *_Nonnull picture,
    uint8_t *_Nonnull pixels);
bool ic_webp_pixels(
    const uint8_t *_Nonnull bytes, size_t count, ic_picture *_Nonnull picture,
    uint8_t *_Nonnull pixels);

/// The message as a string, which Swift does not make of an array.
const char *_Nonnull ic_message(const ic_picture *_Nonnull picture);

#endif
