#include "cvips.h"

#include <pthread.h>
#include <string.h>
#include <vips/vips.h>

static pthread_once_t start_once = PTHREAD_ONCE_INIT;
static int start_result = -1;

static int fail(char *message) {
    char *text = vips_error_buffer_copy();
    g_strlcpy(message, text, CVIPS_MESSAGE_CAPACITY);
    g_free(text);
    return -1;
}

static void ignore_log(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer data) {
    (void)domain, (void)level, (void)text, (void)data;
}

static void start(void) {
    // Warnings about odd metadata would go to standard error; failures come back as messages instead.
    g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING | G_LOG_LEVEL_INFO | G_LOG_LEVEL_DEBUG, ignore_log, NULL);
    if (VIPS_INIT("narcis") != 0) return;
    vips_block_untrusted_set(TRUE);
    const char *families[] = {"VipsForeignLoad", "VipsForeignSave"};
    const char *formats[] = {"Jpeg", "Png", "Webp", "Heif"};
    for (int family = 0; family < 2; family++) {
        vips_operation_block_set(families[family], TRUE);
        for (int format = 0; format < 4; format++) {
            char name[64];
            g_snprintf(name, sizeof name, "%s%s", families[family], formats[format]);
            vips_operation_block_set(name, FALSE);
        }
    }
    // One picture passes at a time: a cache of past operations would only hold memory.
    vips_cache_set_max(0);
    vips_concurrency_set(1);
    start_result = 0;
}

int cvips_start(char *message) {
    pthread_once(&start_once, start);
    return start_result == 0 ? 0 : fail(message);
}

static VipsImage *open_image(const void *data, size_t length, cvips_format format) {
    VipsImage *image = NULL;
    int failed = -1;
    void *bytes = (void *)data;
    switch (format) {
    case CVIPS_JPEG:
        failed = vips_jpegload_buffer(bytes, length, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                      VIPS_FAIL_ON_ERROR, NULL);
        break;
    case CVIPS_PNG:
        failed = vips_pngload_buffer(bytes, length, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                     VIPS_FAIL_ON_ERROR, NULL);
        break;
    case CVIPS_WEBP:
        failed = vips_webpload_buffer(bytes, length, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                      VIPS_FAIL_ON_ERROR, NULL);
        break;
    case CVIPS_HEIC:
        failed = vips_heifload_buffer(bytes, length, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                      VIPS_FAIL_ON_ERROR, NULL);
        break;
    }
    return failed ? NULL : image;
}

int cvips_read_size(const void *data, size_t length, cvips_format format, cvips_size *size, char *message) {
    VipsImage *image = open_image(data, length, format);
    if (image == NULL) return fail(message);
    int turned = format != CVIPS_HEIC && vips_image_get_orientation_swap(image);
    size->width = turned ? image->Ysize : image->Xsize;
    size->height = turned ? image->Xsize : image->Ysize;
    size->bands = image->Bands;
    g_object_unref(image);
    return 0;
}

// Each step takes ownership of its input and gives back a new reference, or NULL.
static VipsImage *advance(VipsImage *input, int failed, VipsImage *output) {
    g_object_unref(input);
    return failed ? NULL : output;
}

static VipsImage *flatten(VipsImage *image) {
    if (!vips_image_hasalpha(image)) return image;
    double white = image->BandFmt == VIPS_FORMAT_USHORT ? 65535.0 : 255.0;
    VipsArrayDouble *background = vips_array_double_new(&white, 1);
    VipsImage *output = NULL;
    int failed = vips_flatten(image, &output, "background", background, "max_alpha", white, NULL);
    vips_area_unref(VIPS_AREA(background));
    return advance(image, failed, output);
}

static VipsImage *to_srgb(VipsImage *image) {
    VipsImage *output = NULL;
    if (vips_image_get_typeof(image, VIPS_META_ICC_NAME) != 0 &&
        vips_icc_transform(image, &output, "srgb", "embedded", TRUE, "intent", VIPS_INTENT_RELATIVE, "depth", 8,
                           NULL) == 0) {
        return advance(image, 0, output);
    }
    // A broken or foreign profile is no reason to refuse a photograph: take the values as they are.
    vips_error_clear();
    int failed = vips_colourspace(image, &output, VIPS_INTERPRETATION_sRGB, NULL);
    image = advance(image, failed, output);
    if (image == NULL || image->BandFmt == VIPS_FORMAT_UCHAR) return image;
    failed = vips_cast(image, &output, VIPS_FORMAT_UCHAR, NULL);
    return advance(image, failed, output);
}

static VipsImage *three_bands(VipsImage *image) {
    VipsImage *output = NULL;
    if (image->Bands == 3) return image;
    if (image->Bands > 3) {
        int failed = vips_extract_band(image, &output, 0, "n", 3, NULL);
        return advance(image, failed, output);
    }
    VipsImage *copies[3] = {image, image, image};
    int failed = image->Bands == 1 ? vips_bandjoin(copies, &output, 3, NULL) : -1;
    return advance(image, failed, output);
}

static VipsImage *upright(VipsImage *image) {
    VipsImage *output = NULL;
    if (vips_image_get_orientation(image) == 1) return image;
    // Turning needs rows in any order; the loaders give them in order only.
    VipsImage *memory = vips_image_copy_memory(image);
    g_object_unref(image);
    if (memory == NULL) return NULL;
    int failed = vips_autorot(memory, &output, NULL);
    return advance(memory, failed, output);
}

int cvips_decode(const void *data, size_t length, cvips_format format, cvips_size size, uint8_t *pixels,
                 char *message) {
    VipsImage *image = open_image(data, length, format);
    if (image != NULL) image = flatten(image);
    if (image != NULL) image = to_srgb(image);
    if (image != NULL) image = three_bands(image);
    // A HEIC file is turned by its own transformation boxes while it is loaded; its EXIF tag repeats them.
    if (image != NULL && format != CVIPS_HEIC) image = upright(image);
    if (image == NULL) return fail(message);

    int result = -1;
    if (image->Xsize == size.width && image->Ysize == size.height && image->Bands == 3 &&
        image->BandFmt == VIPS_FORMAT_UCHAR) {
        size_t written = 0;
        void *memory = vips_image_write_to_memory(image, &written);
        if (memory != NULL && written == (size_t)3 * size.width * size.height) {
            memcpy(pixels, memory, written);
            result = 0;
        }
        g_free(memory);
    } else {
        vips_error("narcis", "the decoded picture differs from its header");
    }
    g_object_unref(image);
    return result == 0 ? 0 : fail(message);
}

int cvips_encode(const uint8_t *pixels, int width, int height, cvips_format format, int quality,
                 int dots_per_inch, uint8_t **encoded, size_t *length, char *message) {
    size_t bytes = (size_t)3 * width * height;
    VipsImage *raw = vips_image_new_from_memory(pixels, bytes, width, height, 3, VIPS_FORMAT_UCHAR);
    if (raw == NULL) return fail(message);
    VipsImage *image = NULL;
    // Dots a millimeter; libvips' own 1 stands for "not known".
    double resolution = dots_per_inch > 0 ? dots_per_inch / 25.4 : 1.0;
    int failed = vips_copy(raw, &image, "interpretation", VIPS_INTERPRETATION_sRGB, "xres", resolution, "yres",
                           resolution, NULL);
    g_object_unref(raw);
    if (failed) return fail(message);

    void *buffer = NULL;
    switch (format) {
    case CVIPS_JPEG:
        failed = vips_jpegsave_buffer(image, &buffer, length, "Q", quality, "optimize_coding", TRUE, "strip", TRUE,
                                      NULL);
        break;
    case CVIPS_PNG:
        failed = vips_pngsave_buffer(image, &buffer, length, "strip", TRUE, NULL);
        break;
    case CVIPS_WEBP:
        failed = vips_webpsave_buffer(image, &buffer, length, "Q", quality, "strip", TRUE, NULL);
        break;
    case CVIPS_HEIC:
        vips_error("narcis", "HEIC is read only");
        failed = -1;
        break;
    }
    g_object_unref(image);
    if (failed) return fail(message);
    *encoded = buffer;
    return 0;
}

int cvips_srgb_profile(uint8_t **profile, size_t *length, char *message) {
    VipsBlob *blob = NULL;
    if (vips_profile_load("srgb", &blob, NULL) || blob == NULL) return fail(message);
    size_t size = 0;
    const void *data = vips_blob_get(blob, &size);
    *profile = g_memdup2(data, size);
    *length = size;
    vips_area_unref(VIPS_AREA(blob));
    return *profile != NULL && size > 0 ? 0 : fail(message);
}

int cvips_animate(const uint8_t *pixels, int width, int height, int count, const int *delays, int quality,
                  uint8_t **encoded, size_t *length, char *message) {
    size_t bytes = (size_t)3 * width * height * count;
    VipsImage *raw = vips_image_new_from_memory(pixels, bytes, width, height * count, 3, VIPS_FORMAT_UCHAR);
    if (raw == NULL) return fail(message);
    VipsImage *image = NULL;
    int failed = vips_copy(raw, &image, "interpretation", VIPS_INTERPRETATION_sRGB, NULL);
    g_object_unref(raw);
    if (failed) return fail(message);
    vips_image_set_int(image, VIPS_META_PAGE_HEIGHT, height);
    vips_image_set_int(image, "loop", 0);
    vips_image_set_array_int(image, "delay", delays, count);
    void *buffer = NULL;
    failed = vips_webpsave_buffer(image, &buffer, length, "Q", quality, NULL);
    g_object_unref(image);
    if (failed) return fail(message);
    *encoded = buffer;
    return 0;
}

int cvips_text(const char *text, int pixels_high, uint8_t **coverage, int *width, int *height, char *message) {
    char *escaped = g_markup_escape_text(text, -1);
    char font[32];
    g_snprintf(font, sizeof font, "sans %d", pixels_high);
    VipsImage *image = NULL;
    int failed = vips_text(&image, escaped, "font", font, "dpi", 72, NULL);
    g_free(escaped);
    if (failed) return fail(message);
    size_t written = 0;
    int one_band = image->Bands == 1 && image->BandFmt == VIPS_FORMAT_UCHAR;
    void *memory = one_band ? vips_image_write_to_memory(image, &written) : NULL;
    *width = image->Xsize;
    *height = image->Ysize;
    g_object_unref(image);
    if (memory == NULL) return fail(message);
    *coverage = memory;
    return 0;
}

void cvips_free(void *memory) {
    g_free(memory);
}
