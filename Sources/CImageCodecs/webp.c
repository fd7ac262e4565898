#include <webp/decode.h>

#include "message.h"

static const char *words(VP8StatusCode status) {
    switch (status) {
        case VP8_STATUS_OUT_OF_MEMORY: return "there is not enough memory";
        case VP8_STATUS_BITSTREAM_ERROR: return "bitstream error";
        case VP8_STATUS_UNSUPPORTED_FEATURE: return "unsupported feature";
        case VP8_STATUS_NOT_ENOUGH_DATA:
        case VP8_STATUS_SUSPENDED: return "the file ends too early";
        default: return "libwebp does not start";
    }
}

static bool fail(ic_picture *picture, VP8StatusCode status) {
    picture->truncated =
        status == VP8_STATUS_NOT_ENOUGH_DATA || status == VP8_STATUS_SUSPENDED;
    return ic_fail(picture, words(status));
}

bool ic_webp_header(const uint8_t *bytes, size_t count, ic_picture *picture) {
    WebPBitstreamFeatures features;
    const VP8StatusCode status = WebPGetFeatures(bytes, count, &features);
    if (status != VP8_STATUS_OK) return fail(picture, status);
    picture->width = (uint32_t)features.width;
    picture->height = (uint32_t)features.height;
    picture->channels = features.has_alpha ? 4 : 3;
    picture->animated = features.has_animation;
    return true;
}

bool ic_webp_pixels(const uint8_t *bytes, size_t count, ic_picture *picture, uint8_t *pixels) {
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config)) return fail(picture, VP8_STATUS_INVALID_PARAM);
    const size_t stride = (size_t)picture->width * picture->channels;
    config.output.colorspace = picture->channels == 4 ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = pixels;
    config.output.u.RGBA.stride = (int)stride;
    config.output.u.RGBA.size = stride * picture->height;
    const VP8StatusCode status = WebPDecode(bytes, count, &config);
    WebPFreeDecBuffer(&config.output);
    return status == VP8_STATUS_OK || fail(picture, status);
}
