// Loops over pixels that the media share. Planes are rows of floats without gaps; every function that takes
// `first` and `last` writes rows first ..< last only and may run beside itself on other rows.
#pragma once
#include <stdint.h>

#include "shapes.h"

#ifdef __cplusplus
extern "C" {
#endif

// One pass of a symmetric filter of `radius` + 1 weights (the middle first); values beyond the edge repeat it.
void cmedia_filter_rows(const float *source, float *result, int width, const float *weights, int radius, int first,
                        int last);
void cmedia_filter_columns(const float *source, float *result, int width, int height, const float *weights, int radius,
                           int first, int last);

// Normal noise on a lattice with its origin at the page's corner, interpolated by cubics; added to `result` times
// `gain`. (left, top): the raster's corner on the page, in its own pixels; `cell`: pixels of a lattice cell.
void cmedia_noise(float *result, int width, int left, int top, float cell, uint64_t seed, float gain, int first,
                  int last);

// Noise on a lattice turned by the angle of (cosine, sine), its cells `length` pixels along it and `across` pixels
// wide; deviation about 1.
void cmedia_streaks(float *result, int width, int left, int top, float across, float length, float cosine, float sine,
                    uint64_t seed, int first, int last);

// Line integral convolution (Cabral & Leedom 1993) along angles given by cosines and sines, with Gaussian weights.
// With `where` only where it exceeds 0; elsewhere the result is 0.
void cmedia_line_integral(const float *source, const float *cosines, const float *sines, const float *where,
                          float *result, int width, int height, float sigma, int first, int last);

// One pass of the flow-based bilateral filter (Kang 2009): along the flow, or straight across it.
void cmedia_flow_bilateral(const float *source, const float *cosines, const float *sines, float *result, int width,
                           int height, float sigma, float range, int across, int first, int last);

// Samples another raster of the same page by Catmull-Rom cubics, edges repeated. Both rasters' corners on the page are
// given in pixels of their own; `scale`: pixels of the source for one of the result; (dx, dy): pixels of the result by
// which it appears moved. Weights depend on a pixel's place on the page alone, not on the raster's corner.
void cmedia_sample(const float *source, int sourceWidth, int sourceHeight, int sourceLeft, int sourceTop, float *result,
                   int width, int left, int top, float scale, float dx, float dy, int first, int last);

typedef struct {
    // Color (OKLab L, a, b) and height of paint; `left` and `top` are the raster's corner on the page.
    float *l, *a, *b, *height;
    const float *grain;
    int width, rows, left, top;
} CMediaCanvas;

// How one kind of brush, knife or chalk puts down its paint. Lengths are parts of the stroke's radius.
typedef struct {
    float opacity;
    // From which level of its bristles paint is put down, 0 wet … 1 dry; it grows along the stroke.
    float dryness;
    // Spread of lightness, and of a and b, among the bristles.
    float lightnessSpread, colorSpread;
    // Height of the paint, and of the ridges at its sides and end.
    float thickness, ridge;
    // How much the paper's grain takes the bristles' place, 0…1.
    float grain;
    // How far single bristles start late and end early; how round both ends are, 0…1.
    float ragged, roundness;
    // How much narrower the ends are, 0…1, and how soft the sides.
    float taper, softness;
    // How much of the height below is taken away, 0…1.
    float leveling;
    // How much of the color below is dragged along by the stroke's end, 0…1.
    float smear;
} CMediaBrushKind;

typedef struct {
    // `count` points (x, y), at least two, and the radius, in pixels of the page.
    const float *points;
    int count;
    float radius;
    // OKLab on the brush's left and right side, and of what lies below the stroke's end.
    float left[3], right[3], picked[3];
    uint32_t seed;
    // Rows of the bristle texture over the brush's width, and the share of hairs finer than that, 0…1.
    float streaks, fine;
} CMediaStroke;

// Rows (across the brush) and columns (along the stroke, 18 for a radius) of a texture of bristle levels 0…1.
#define CMEDIA_BRISTLE_ROWS 256
#define CMEDIA_BRISTLE_COLUMNS 1024

// Draws one stroke. `scratch`: 3 × width × rows floats of the canvas.
void cmedia_brush_stroke(const CMediaCanvas *canvas, const CMediaStroke *stroke, const CMediaBrushKind *brush,
                         const float *texture, float *scratch);

// Raises `coverage` (0…1) along `count` marks, each of six numbers: middle x, y, angle in radians, length, greatest half
// width, and bend (radians per page height); lengths in page heights. `unit`: pixels of a page height; `left`, `top`:
// the raster's corner on the page in pixels.
void cmedia_gouge(float *coverage, int width, int rows, const float *marks, int count, float unit, float left,
                  float top);

// Raises `coverage` (0…1) along a line of `count` points: x, y and half width in pixels of the page, and darkness 0…1.
void cmedia_pen(float *coverage, int width, int rows, int left, int top, const float *points, int count);

// Exact Euclidean distance, in pixels, of every pixel from the nearest one where `inside` is not 0 (Felzenszwalb &
// Huttenlocher 2012). `scratch`: width × height floats.
void cmedia_distance(const uint8_t *inside, float *result, int width, int height, float *scratch);

#ifdef __cplusplus
}
#endif
