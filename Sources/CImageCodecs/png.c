#include <png.h>
#include <setjmp.h>
#include <string.h>

#include "message.h"

/// A PNG in memory, and how much of it libpng has taken.
typedef struct {
    const uint8_t *bytes;
    size_t count, position;
    ic_picture *picture;
} source;

static void take(png_structp png, png_bytep out, size_t wanted) {
    source *from = png_get_io_ptr(png);
    if (wanted > from->count - from->position) {
        from->picture->truncated = true;
        png_error(png, "the file ends too early");
    }
    memcpy(out, from->bytes + from->position, wanted);
    from->position += wanted;
}

/// Keeps the words, and goes back to the setjmp in `decode`.
static void fail(png_structp png, png_const_charp message) {
    ic_fail(png_get_error_ptr(png), message);
    png_longjmp(png, 1);
}

/// libpng warns of chunks that it then ignores; the pixels are what the file says all the same.
static void ignore(png_structp png, png_const_charp message) { (void)png, (void)message; }

/// Eight bits a channel, red, green, blue, and alpha where the file has any; gamma stays as it is.
static void ask_for_bytes(png_structp png) {
    png_set_expand(png);
    png_set_strip_16(png);
    png_set_gray_to_rgb(png);
    png_set_interlace_handling(png);
}

static void read_rows(png_structp png, const ic_picture *picture, uint8_t *pixels) {
    const size_t stride = (size_t)picture->width * picture->channels;
    const int passes = png_set_interlace_handling(png);
    for (int pass = 0; pass < passes; pass++) {
        for (uint32_t row = 0; row < picture->height; row++) {
            png_read_row(png, pixels + row * stride, NULL);
        }
    }
    png_read_end(png, NULL);
}

/// Reads the header, and the pixels too where there is a place for them.
static bool decode(source *from, uint8_t *pixels) {
    ic_picture *picture = from->picture;
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, picture, fail, ignore);
    if (!png) return ic_fail(picture, "libpng does not start");
    png_infop info = png_create_info_struct(png);
    if (!info) {
        png_destroy_read_struct(&png, NULL, NULL);
        return ic_fail(picture, "libpng does not start");
    }
    if (setjmp(png_jmpbuf(png))) {
        png_destroy_read_struct(&png, &info, NULL);
        return false;
    }
    png_set_read_fn(png, from, take);
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_read_info(png, info);
    picture->width = png_get_image_width(png, info);
    picture->height = png_get_image_height(png, info);
    if (pixels) {
        const uint32_t channels = picture->channels;
        ask_for_bytes(png);
        png_read_update_info(png, info);
        if (png_get_rowbytes(png, info) != (size_t)picture->width * channels) {
            png_error(png, "rows of another length than the header says");
        }
        read_rows(png, picture, pixels);
    } else {
        const bool alpha = (png_get_color_type(png, info) & PNG_COLOR_MASK_ALPHA) != 0;
        picture->channels = alpha || png_get_valid(png, info, PNG_INFO_tRNS) ? 4 : 3;
    }
    png_destroy_read_struct(&png, &info, NULL);
    return true;
}

bool ic_png_header(const uint8_t *bytes, size_t count, ic_picture *picture) {
    source from = {bytes, count, 0, picture};
    return decode(&from, NULL);
}

bool ic_png_pixels(const uint8_t *bytes, size_t count, ic_picture *picture, uint8_t *pixels) {
    source from = {bytes, count, 0, picture};
    return decode(&from, pixels);
}
