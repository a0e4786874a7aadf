// Lines of a pencil, a chalk, a needle or a pointed brush: laying them out, and drawing them into one raster of the
// page. Coordinates are pixels of the whole page; a raster's corner on the page is (left, top).
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    // 1 is bare paper; lines multiply it.
    float *sheet;
    // How dark it is to become, 0 black … 1 bare; null for lines that are drawn in full.
    const float *target;
    // The paper's tooth with a deviation of 1; null for smooth paper.
    const float *tooth;
    int width, rows, left, top;
} CMediaSheet;

typedef struct {
    // In pixels.
    float radius;
    // How much the tooth decides where pigment is caught, 0…1.
    float grain;
    // Share of the line's length that it takes to reach full pressure; 0…0.5.
    float taper;
    // The least share laid where the target is reached; 1 draws lines in full.
    float spill;
    // Added to the target: early lines leave something to later ones.
    float lift;
    // 0 an even line, 1 one that fades to its sides.
    float softness;
} CMediaLead;

// Draws one line of `count` points, evenly apart, as a smooth curve. `darkness` 0…1.
void cmedia_lead_line(const CMediaSheet *sheet, const CMediaLead *lead, const float *points, int count, float darkness);

typedef struct {
    // The way lines go, by cosine and sine; turned by `turn` radians.
    const float *cosines, *sines;
    float turn;
    // Share of the darkness, and of the length, at every pixel.
    const float *weight, *lengths;
    // In pixels; shorter lines than `shortest` are not laid.
    float length, shortest;
    float darkness;
    // A line is laid where the sheet is this much lighter than its target.
    float tolerance;
} CMediaHatching;

// A place to begin a line.
typedef struct {
    float x, y;
    // Added to the direction, in radians; bend in radians a pixel; factor of the length.
    float jitter, bend, stretch;
} CMediaSeed;

// Lays lines from the seeds, one after the other, wherever the sheet is lighter than its target, and draws each.
//
// Points (x, y), at most `capacity` pairs, go to `points`; of line i `counts[i]` points and `darknesses[i]`.
// Returns the number of lines.
int cmedia_hatch(const CMediaSheet *sheet, const CMediaLead *lead, const CMediaHatching *hatching,
                 const CMediaSeed *seeds, int seedCount, float *points, int capacity, int *counts, float *darknesses);

typedef struct {
    // From which level of the bristle texture paint is put down, 0 wet … 1 dry, at the start and at the end.
    float dryStart, dryEnd;
    // How much the paper's tooth takes the bristles' part, 0…1.
    float grain;
    // Softness of the sides as a share of the width.
    float softness;
    // The bristle pattern: its rows across the stroke, and pixels along it for one of its columns.
    float rows, stretch;
} CMediaTuft;

// Draws one brush stroke of varying width: `points` are (x, y, half width) in pixels, as a smooth curve. Its ink
// raises `coverage` to at least `density` times what the bristles leave. `texture`: 256 rows of 2048 levels 0…1.
void cmedia_tuft_stroke(float *coverage, const float *tooth, int width, int rows, int left, int top,
                        const float *points, int count, float density, const CMediaTuft *tuft, const float *texture,
                        uint32_t seed);

// One system of engraved lines: level sets of a phase that rises along (x, y) on the page and with the relief.
typedef struct {
    // Rise of the phase per page height to the right and downwards, and with the relief's height.
    float x, y, bulge;
    // Phase from line to line, in page heights.
    float period;
    // The widest line as a share of the period.
    float cap;
    // Darkness at which the system begins, and over which it comes in; below 0: it draws everything.
    float from, over;
    // 1: the phase is that of one spiral round (x, y), which rises outwards.
    int spiral;
    // Widths below this share break up into dashes along the next system; 0 never.
    float dashes;
} CMediaScreen;

typedef struct {
    int width, rows, left, top;
    // Pixels of a page height.
    float unit;
} CMediaRaster;

// Adds to `result` the ink of line systems that together have the darkness 0…1, times `weight` (0…1; null for 1).
// `ease`: factor of all widths. With `outlines` the result is raised instead to the distance from the lines' edges in
// pixels, -2…2 and positive in the ink. Rows first ..< last.
void cmedia_screens(float *result, const float *darkness, const float *relief, const float *weight,
                    const CMediaRaster *raster, const CMediaScreen *screens, int count, float ease, int outlines,
                    int first, int last);

#ifdef __cplusplus
}
#endif
