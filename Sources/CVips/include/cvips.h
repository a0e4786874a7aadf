// A small C surface over libvips, whose own functions take variable arguments that Swift cannot pass.
// Every function returns 0 on success and a non-zero value on failure; on failure `message` holds the
// library's own words, cut to its capacity and always terminated.
#ifndef CVIPS_H
#define CVIPS_H

#include <stddef.h>
#include <stdint.h>

#define CVIPS_MESSAGE_CAPACITY 256

typedef enum {
    CVIPS_JPEG = 0,
    CVIPS_PNG = 1,
    CVIPS_WEBP = 2,
    CVIPS_HEIC = 3
} cvips_format;

typedef struct {
    int width;   // as shown, that is, after the orientation is applied
    int height;
    int bands;
} cvips_size;

/// Starts the library once per process and blocks every loader and saver except the formats above.
int cvips_start(char *message);

/// Reads the size from the header; no pixel is decoded.
int cvips_read_size(const void *data, size_t length, cvips_format format, cvips_size *size, char *message);

/// Decodes to upright interleaved sRGB, 8 bits, alpha flattened over white.
/// `pixels` has room for 3 * width * height bytes of the size that `cvips_read_size` gave.
int cvips_decode(const void *data, size_t length, cvips_format format, cvips_size size, uint8_t *pixels,
                 char *message);

/// Encodes interleaved RGB; quality 1...100 is ignored for PNG. `*encoded` is freed with `cvips_free`.
/// Where `dots_per_inch` is above 0, PNG tells it.
int cvips_encode(const uint8_t *pixels, int width, int height, cvips_format format, int quality, int dots_per_inch,
                 uint8_t **encoded, size_t *length, char *message);

/// The ICC profile of sRGB that libvips has built in. `*profile` is freed with `cvips_free`.
int cvips_srgb_profile(uint8_t **profile, size_t *length, char *message);

/// Encodes pictures of width x height, one below the other in `pixels`, as an animated WebP that starts over for ever.
/// `delays`: milliseconds that each stands.
int cvips_animate(const uint8_t *pixels, int width, int height, int count, const int *delays, int quality,
                  uint8_t **encoded, size_t *length, char *message);

/// Renders plain UTF-8 text as coverage (0...255). `*coverage` is freed with `cvips_free`.
int cvips_text(const char *text, int pixels_high, uint8_t **coverage, int *width, int *height, char *message);

void cvips_free(void *memory);

#endif
