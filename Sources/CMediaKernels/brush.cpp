// Strokes of a loaded brush, a knife or a chalk. A pixel depends on the strokes that cover it and their order alone,
// so that a page may be cut into rasters in any way.
#include <cfloat>

#include "kernels.hpp"

using namespace cmedia;

namespace {

constexpr int textureRows = CMEDIA_BRISTLE_ROWS, textureColumns = CMEDIA_BRISTLE_COLUMNS;
constexpr int mostSteps = 256;

struct Box {
    int x0, y0, x1, y1;
    int width() const { return x1 - x0 + 1; }
    int height() const { return y1 - y0 + 1; }
};

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

// Tangent of half the angle between segments i and i + 1, at most 1.
inline float bend(const float *points, int i) {
    const float *p = points + 2 * i;
    const float ax = p[2] - p[0], ay = p[3] - p[1], bx = p[4] - p[2], by = p[5] - p[3];
    const float product = std::sqrt((ax * ax + ay * ay) * (bx * bx + by * by)), inner = ax * bx + ay * by;
    if (product < 1e-6f || inner <= 0) return 1;
    return std::sqrt(std::max(0.0f, product - inner) / (product + inner));
}

// Of each pixel of the box: square of its distance from the line, length along the line, and signed distance across.
// `spans`: first and last column of each row that the stroke can reach. Returns the line's length.
__attribute__((always_inline)) inline float measure(const CMediaCanvas &canvas, const CMediaStroke &stroke, float reach,
                                                    const Box &box, float *distance, float *along, float *across,
                                                    int *spans) {
    const int boxWidth = box.width(), boxHeight = box.height();
    for (int y = 0; y < boxHeight; y++) {
        spans[2 * y] = boxWidth;
        spans[2 * y + 1] = -1;
    }
    std::fill(distance, distance + (size_t)boxWidth * boxHeight, 1e9f);
    float length = 0;
    const int last = stroke.count - 2;
    for (int i = 0; i <= last; i++) {
        const float ax = stroke.points[2 * i] - canvas.left - 0.5f, ay = stroke.points[2 * i + 1] - canvas.top - 0.5f;
        const float bx = stroke.points[2 * i + 2] - canvas.left - 0.5f,
                    by = stroke.points[2 * i + 3] - canvas.top - 0.5f;
        float dx = bx - ax, dy = by - ay;
        const float l = std::sqrt(dx * dx + dy * dy);
        if (l < 1e-3f) continue;
        dx /= l;
        dy /= l;
        // The brush overruns its ends; at a bend a pixel belongs to the nearer segment, which may lie a little behind.
        const float low = i == 0 ? -reach : 0, high = i == last ? l + reach : l;
        const float from = low - (i == 0 ? 0 : bend(stroke.points, i - 1) * reach + 1);
        const float to = high + (i == last ? 0 : bend(stroke.points, i) * reach + 1);
        const int y0 = std::max(box.y0, (int)std::floor(std::min(ay, by) - reach));
        const int y1 = std::min(box.y1, (int)std::ceil(std::max(ay, by) + reach));
        for (int y = y0; y <= y1; y++) {
            const float qy = y - ay;
            // Columns where |across| ≤ reach and from ≤ along ≤ to.
            float x0 = box.x0 - 1.0f, x1 = box.x1 + 1.0f;
            auto keep = [&](float slope, float offset, float least, float most) {
                if (std::fabs(slope) < 1e-4f) {
                    if (offset < least - 1 || offset > most + 1) x1 = x0 - 1;
                    return;
                }
                float a = (least - offset) / slope, b = (most - offset) / slope;
                x0 = std::max(x0, ax + std::min(a, b));
                x1 = std::min(x1, ax + std::max(a, b));
            };
            keep(-dy, qy * dx, -reach, reach);
            keep(dx, qy * dy, from, to);
            if (x1 < x0) continue;
            const int first = std::max(box.x0, (int)std::floor(x0)), end = std::min(box.x1, (int)std::ceil(x1));
            if (end < first) continue;
            int *span = spans + 2 * (y - box.y0);
            span[0] = std::min(span[0], first - box.x0);
            span[1] = std::max(span[1], end - box.x0);
            const size_t row = (size_t)(y - box.y0) * boxWidth - box.x0;
            float *d = distance + row, *u = along + row, *w = across + row;
            const float alongRow = qy * dy, acrossRow = qy * dx;
            for (int x = first; x <= end; x++) {
                float qx = x - ax, t = qx * dx + alongRow, v = acrossRow - qx * dy;
                float nearest = std::min(std::max(t, low), high), e = t - nearest, square = e * e + v * v;
                // At a bend both are as near: the earlier one has it, whatever the rounding.
                bool isNearer = square < d[x] * 0.99999f - 1e-3f;
                d[x] = isNearer ? square : d[x];
                u[x] = isNearer ? length + nearest : u[x];
                w[x] = isNearer ? v : w[x];
            }
        }
        length += l;
    }
    return length;
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
