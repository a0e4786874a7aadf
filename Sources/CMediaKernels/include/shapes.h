// Geometry drawn into a raster of the page: lines, polygons, bands, stones, pieces. Points are in pixels of the page,
// where pixel i covers i ..< i + 1; (left, top) is the raster's corner on the page. What is drawn into a pixel depends
// on the shapes alone, so that a page may be cut into rasters in any way.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    // Red, green, blue 0…1.
    float *r, *g, *b;
    int width, rows, left, top;
} CMediaPicture;

// Raises `coverage` (0…1) along a line through `count` points of x, y and half width; its ends are round.
void cmedia_line(float *coverage, int width, int rows, int left, int top, const float *points, int count);

// Raises `coverage` inside closed outlines (even-odd); outline k has the points ends[k - 1] ..< ends[k], x and y each.
void cmedia_polygon(float *coverage, int width, int rows, int left, int top, const float *points, const int *ends,
                    int outlines);

// The same two, laid over a sheet in one color.
void cmedia_lay_line(const CMediaPicture *sheet, const float *points, int count, const float *color, float opacity);
void cmedia_lay_polygon(const CMediaPicture *sheet, const float *points, const int *ends, int outlines,
                        const float *color, float opacity);

// Of every pixel the nearest of several lines, within `reach` pixels: its number in `label` (else -1), the signed
// distance from it in `across` (positive on its right), the length along it in `along`, and in `gap` how far the place
// lies from the border with the second nearest line. Line k has the points ends[k - 1] ..< ends[k], x and y each.
void cmedia_bands(const float *points, const int *ends, int lines, float reach, int width, int rows, int left, int top,
                  int32_t *label, float *across, float *along, float *gap);

// Stones of a mosaic: six values each: x, y, cosine, sine, half length, half height. A pixel belongs to the stone
// whose scaled maximum distance is least (Hausner 2001); `gap` is its distance in pixels from that stone's border,
// negative where no stone is near. `u` and `v`: place within the stone, -1…1.
void cmedia_stones(const float *stones, int count, float slack, int width, int rows, int left, int top, int32_t *label,
                   float *gap, float *u, float *v);

// Pieces with rounded borders: every piece's inside is blurred by `sigma` pixels and the strongest wins a pixel.
// `labels`: pieces 0 ..< count, negative for none; `result` the same afterwards; `gap`: distance from the border in
// pixels, exact near it, at most about 2.5 sigma. Only rows first ..< last are written.
void cmedia_votes(const int32_t *labels, int count, int width, int height, float sigma, int32_t *result, float *gap,
                  int first, int last);

#ifdef __cplusplus
}
#endif
