#pragma once
#include "kernels.hpp"

// Where the pixels beside a stroke lie along and across its line.
namespace cmedia {

// Pixels of a raster, both ends included.
struct Box {
    int x0, y0, x1, y1;
    int width() const { return x1 - x0 + 1; }
    int height() const { return y1 - y0 + 1; }
};

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

} // namespace cmedia
