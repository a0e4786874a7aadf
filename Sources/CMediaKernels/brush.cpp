// Strokes of a loaded brush, a knife or a chalk. A pixel depends on the strokes that cover it and their order alone,
// so that a page may be cut into rasters in any way.
#include <cfloat>

#include "brushline.hpp"

using namespace cmedia;

namespace {

constexpr int textureRows = CMEDIA_BRISTLE_ROWS, textureColumns = CMEDIA_BRISTLE_COLUMNS;
constexpr int mostSteps = 256;

// What differs from bristle to bristle of one stroke, over the brush's width.
struct BristleTable {
    int steps;
    float start[mostSteps], end[mostSteps], lightness[mostSteps], red[mostSteps], yellow[mostSteps];
};

inline float textureAt(const float *texture, int row, int column) {
    return texture[(size_t)(row & (textureRows - 1)) * textureColumns + (column & (textureColumns - 1))];
}

inline float ease(float t) {
    t = clamp(t, 0.0f, 1.0f);
    return t * t * (3 - 2 * t);
}

// Where each bristle touches down and lifts off, and its own tint.
void fill(BristleTable &table, const CMediaStroke &stroke, const CMediaBrushKind &brush, const float *texture,
          float rowOffset, int columnOffset) {
    const float ragged = brush.ragged * stroke.radius, round = brush.roundness * stroke.radius;
    const int steps = table.steps = clamp((int)(3 * stroke.radius), 6, mostSteps);
    for (int i = 0; i < steps; i++) {
        float v = 2 * (i + 0.5f) / steps - 1;
        int row = (int)((v * 0.5f + 0.5f) * stroke.streaks + rowOffset);
        float bow = round * (1 - std::sqrt(std::max(0.0f, 1 - v * v)));
        table.start[i] = bow + ragged * textureAt(texture, 3 * row + 11, columnOffset);
        table.end[i] = bow + ragged * textureAt(texture, 5 * row + 71, columnOffset + 400);
        // Few hairs carry a tint far from the brush's own.
        float tint = textureAt(texture, row + 37, columnOffset + 900) - 0.5f;
        table.lightness[i] = brush.lightnessSpread * 0.5f * tint;
        table.red[i] = brush.colorSpread * (textureAt(texture, row + 97, columnOffset + 300) - 0.5f);
        table.yellow[i] = brush.colorSpread * (textureAt(texture, row + 181, columnOffset + 700) - 0.5f);
    }
}

} // namespace

CMEDIA_WIDE void cmedia_brush_stroke(const CMediaCanvas *canvas, const CMediaStroke *stroke,
                                     const CMediaBrushKind *brush, const float *texture, float *scratch) {
    const float radius = stroke->radius, reach = radius + 1;
    float left = FLT_MAX, top = FLT_MAX, right = -FLT_MAX, bottom = -FLT_MAX;
    for (int i = 0; i < stroke->count; i++) {
        left = std::min(left, stroke->points[2 * i]);
        right = std::max(right, stroke->points[2 * i]);
        top = std::min(top, stroke->points[2 * i + 1]);
        bottom = std::max(bottom, stroke->points[2 * i + 1]);
    }
    // Square ends overrun in any direction.
    const float margin = 1.42f * reach + 1;
    const Box box = {std::max(0, (int)std::floor(left - margin) - canvas->left),
                     std::max(0, (int)std::floor(top - margin) - canvas->top),
                     std::min(canvas->width - 1, (int)std::ceil(right + margin) - canvas->left),
                     std::min(canvas->rows - 1, (int)std::ceil(bottom + margin) - canvas->top)};
    if (box.x1 < box.x0 || box.y1 < box.y0 || stroke->count < 2) return;
    const int boxWidth = box.width(), boxHeight = box.height();
    const size_t area = (size_t)boxWidth * boxHeight;
    float *distance = scratch, *along = scratch + area, *across = scratch + 2 * area;
    std::vector<int> spans(2 * (size_t)boxHeight);
    const float length = measure(*canvas, *stroke, reach, box, distance, along, across, spans.data());
    if (length <= 0) return;

    const uint64_t bits = mixed(stroke->seed);
    const float rowOffset = (float)(bits & (textureRows - 1));
    const int columnOffset = (int)(bits >> 16 & (textureColumns - 1));
    BristleTable table;
    fill(table, *stroke, *brush, texture, rowOffset, columnOffset);

    const float inverse = 1 / radius, halfStreaks = 0.5f * stroke->streaks;
    const float columns = 18 * inverse, columnShift = (float)(columnOffset + textureColumns);
    const float end = length + 0.35f * radius, overrun = 0.35f * radius;
    const float tableScale = 0.5f * (table.steps - 1);
    const float endScale = 0.5f / (0.12f * radius + 1), invLength = 1 / std::max(length, 1.0f);
    const float narrowing = radius * brush->taper * 0.634f, softness = 1 + brush->softness * radius;
    const float edgeScale = 1 / softness, fray = 0.10f * radius, beadScale = 2 * inverse;
    const float dryStart = brush->dryness * 0.35f, dryGrowth = brush->dryness * 0.65f;
    const bool isWet = brush->dryness <= 0;
    const float opacity = brush->opacity, grainShare = brush->grain, spread = brush->lightnessSpread;
    const float limit = 2.1f * reach * reach, thickness = brush->thickness * radius, ridge = brush->ridge * radius;
    const float leveling = brush->leveling, smear = brush->smear, fine = stroke->fine;
    const float l0 = stroke->left[0], a0 = stroke->left[1], b0 = stroke->left[2];
    const float l1 = stroke->right[0] - l0, a1 = stroke->right[1] - a0, b1 = stroke->right[2] - b0;
    const float pickedL = stroke->picked[0], pickedA = stroke->picked[1], pickedB = stroke->picked[2];

    for (int y = 0; y < boxHeight; y++) {
        const int first = spans[2 * (size_t)y], last = spans[2 * (size_t)y + 1];
        const float *d = distance + (size_t)y * boxWidth, *us = along + (size_t)y * boxWidth,
                    *vs = across + (size_t)y * boxWidth;
        const size_t start = (size_t)(y + box.y0) * canvas->width + box.x0;
        float *__restrict cl = canvas->l + start, *__restrict ca = canvas->a + start, *__restrict cb = canvas->b + start,
                          *__restrict ch = canvas->height + start;
        const float *__restrict cg = canvas->grain + start;
#pragma clang loop vectorize(assume_safety) interleave(disable)
        for (int x = first; x <= last; x++) {
            // Beyond the stroke nothing was measured.
            const bool isReached = d[x] <= limit;
            const float u = isReached ? us[x] : 0.0f, wide = isReached ? vs[x] : 0.0f;
            const float v = clamp(wide * inverse, -1.0f, 1.0f), side = std::fabs(wide);
            // The bristle that passes here: between two rows and two columns of the texture.
            const float r = (v + 1) * halfStreaks + rowOffset, c = u * columns + columnShift;
            const int r0 = (int)r, c0 = (int)c;
            const float fr = r - r0, fc = c - c0;
            const int above = (r0 & (textureRows - 1)) * textureColumns,
                      below = ((r0 + 1) & (textureRows - 1)) * textureColumns;
            const int here = c0 & (textureColumns - 1), next = (c0 + 1) & (textureColumns - 1);
            const float upper = texture[above + here] + fc * (texture[above + next] - texture[above + here]);
            const float lower = texture[below + here] + fc * (texture[below + next] - texture[below + here]);
            float bristle = upper + fr * (lower - upper);
            // At print size every bristle shows hairs of its own.
            if (fine > 0) {
                const int hair = ((int)(r * 2.3f) & (textureRows - 1)) * textureColumns;
                bristle = clamp(bristle + fine * (texture[hair + here] - 0.5f), 0.0f, 1.0f);
            }
            const int own = (int)((v + 1) * tableScale);
            const float sinceStart = u + overrun - table.start[own], toEnd = end - u - table.end[own];
            const float ends = ease(sinceStart * endScale + 0.5f) * ease(toEnd * endScale + 0.5f);
            const float t = clamp(u * invLength, 0.0f, 1.0f), swell = 2 * t - 1;
            const float half = radius + 0.5f - narrowing * swell * swell;
            const float edge = ease((half - side - fray * (bristle - 0.5f)) * edgeScale);
            const float level = bristle + grainShare * (cg[x] - bristle);
            const float dry = dryStart + dryGrowth * t;
            const float paint = isWet ? 1.0f : ease((level - dry + 0.16f) * (1 / 0.26f));
            const float alpha = isReached ? opacity * ends * edge * paint : 0.0f;
            const float k = 0.5f + 0.5f * v, dragged = smear * t * t;
            const float lightness = l0 + k * l1 + spread * (bristle - 0.5f) + table.lightness[own];
            const float red = a0 + k * a1 + table.red[own], yellow = b0 + k * b1 + table.yellow[own];
            const float rim = ease((side * inverse - 0.55f) * (1 / 0.35f)), bead = 1 - ease((toEnd - overrun) * beadScale);
            const float height = thickness * (0.35f + 0.65f * bristle) +
                                 ridge * std::min(rim + bead, 1.2f) * (0.5f + bristle);
            cl[x] += alpha * (lightness + dragged * (pickedL - lightness) - cl[x]);
            ca[x] += alpha * (red + dragged * (pickedA - red) - ca[x]);
            cb[x] += alpha * (yellow + dragged * (pickedB - yellow) - cb[x]);
            ch[x] += alpha * (height - leveling * ch[x]);
        }
    }
}
