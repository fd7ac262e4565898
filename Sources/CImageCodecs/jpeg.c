#include <string.h>
#include <turbojpeg.h>

#include "message.h"

/// Reads the header again with each call; libturbojpeg keeps nothing that outlives its handle.
static bool read_header(tjhandle jpeg, const uint8_t *bytes, size_t count, ic_picture *picture) {
    int width = 0, height = 0, subsampling, colors = -1;
    const int status =
        tjDecompressHeader3(jpeg, bytes, count, &width, &height, &subsampling, &colors);
    // Rare subsamplings are reported as an error after the size is known, and decode all the same.
    if (status != 0 && (width < 1 || height < 1 || colors < 0)) {
        return ic_fail(picture, tjGetErrorStr2(jpeg));
    }
    picture->width = (uint32_t)width;
    picture->height = (uint32_t)height;
    picture->channels = colors == TJCS_CMYK || colors == TJCS_YCCK ? 4 : 3;
    return true;
}

bool ic_jpeg_header(const uint8_t *bytes, size_t count, ic_picture *picture) {
    tjhandle jpeg = tjInitDecompress();
    if (!jpeg) return ic_fail(picture, "libturbojpeg does not start");
    const bool done = read_header(jpeg, bytes, count, picture);
    tjDestroy(jpeg);
    return done;
}

/// Decodes, and tells warnings that cost pixels (the data ends early) from those that do not.
static bool decode(
    tjhandle jpeg, const uint8_t *bytes, size_t count, ic_picture *picture, uint8_t *pixels) {
    const int format = picture->channels == 4 ? TJPF_CMYK : TJPF_RGB;
    const int flags = TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS;
    const int status = tjDecompress2(
        jpeg, bytes, count, pixels, (int)picture->width, 0, (int)picture->height, format, flags);
    if (status == 0) return true;
    picture->truncated = strstr(tjGetErrorStr2(jpeg), "remature end") != NULL;
    if (tjGetErrorCode(jpeg) == TJERR_WARNING && !picture->truncated) return true;
    return ic_fail(picture, tjGetErrorStr2(jpeg));
}

bool ic_jpeg_pixels(const uint8_t *bytes, size_t count, ic_picture *picture, uint8_t *pixels) {
    tjhandle jpeg = tjInitDecompress();
    if (!jpeg) return ic_fail(picture, "libturbojpeg does not start");
    const bool done = decode(jpeg, bytes, count, picture, pixels);
    tjDestroy(jpeg);
    return done;
}
