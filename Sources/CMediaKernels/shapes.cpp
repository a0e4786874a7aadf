// Lines and polygons of any size with edges one pixel soft.
#include "include/shapes.h"

#include <cfloat>

#include "kernels.hpp"

using namespace cmedia;

namespace {

// A part of a raster, with a coverage of its own.
struct Patch {
    int x0, y0, x1, y1;
    std::vector<float> coverage;

    bool isEmpty() const { return x1 < x0 || y1 < y0; }
    int width() const { return x1 - x0 + 1; }
    float &at(int x, int y) { return coverage[(size_t)(y - y0) * width() + (x - x0)]; }
};

// The pixels of the raster within `margin` of the points; `stride` floats a point.
Patch patchAround(const float *points, int count, int stride, float margin, int width, int rows, int left, int top) {
    float x0 = FLT_MAX, y0 = FLT_MAX, x1 = -FLT_MAX, y1 = -FLT_MAX;
    for (int i = 0; i < count; i++) {
        const float *p = points + (size_t)i * stride;
        x0 = std::min(x0, p[0]);
        x1 = std::max(x1, p[0]);
        y0 = std::min(y0, p[1]);
        y1 = std::max(y1, p[1]);
    }
    if (!(x1 >= x0) || !(y1 >= y0)) return {0, 0, -1, -1, {}};
    const float bound = 1e7f;
    auto whole = [&](float value) { return (int)std::floor(clamp(value, -bound, bound)); };
    return {std::max(0, whole(x0 - margin) - left), std::max(0, whole(y0 - margin) - top),
            std::min(width - 1, whole(x1 + margin) - left), std::min(rows - 1, whole(y1 + margin) - top), {}};
}

// Distance of (x, y) from a segment whose half width runs from ra to rb, less that half width.
struct Segment {
    float ax, ay, dx, dy, inverse, ra, rb;
    float outside(float x, float y, float &r) const {
        float t = clamp(((x - ax) * dx + (y - ay) * dy) * inverse, 0.0f, 1.0f);
        float ex = x - ax - t * dx, ey = y - ay - t * dy;
        r = ra + t * (rb - ra);
        return std::sqrt(ex * ex + ey * ey) - r;
    }
};

// Calls `put(x, y, cover)` for the pixels near a line; one pixel may be put several times.
template <typename Put>
void eachOnLine(const float *points, int count, const Patch &patch, int left, int top, Put put) {
    for (int i = 0; i + 1 < std::max(count, 2); i++) {
        const float *a = points + 3 * (size_t)i, *b = count > 1 ? a + 3 : a;
        Segment s{a[0], a[1], b[0] - a[0], b[1] - a[1], 0, a[2], b[2]};
        float square = s.dx * s.dx + s.dy * s.dy;
        s.inverse = square > 1e-12f ? 1 / square : 0;
        float margin = std::max(a[2], b[2]) + 1;
        int x0 = std::max(patch.x0, (int)std::floor(std::min(s.ax, s.ax + s.dx) - margin) - left);
        int x1 = std::min(patch.x1, (int)std::floor(std::max(s.ax, s.ax + s.dx) + margin) - left);
        int y0 = std::max(patch.y0, (int)std::floor(std::min(s.ay, s.ay + s.dy) - margin) - top);
        int y1 = std::min(patch.y1, (int)std::floor(std::max(s.ay, s.ay + s.dy) + margin) - top);
        for (int y = y0; y <= y1; y++) {
            // On a long slanting segment only the part of the row that lies near it counts.
            int from = x0, to = x1;
            if (std::fabs(s.dy) > 4 && x1 - x0 > 24) {
                float slope = s.dx / s.dy, half = margin * std::sqrt(1 + slope * slope) + 1 + std::fabs(slope);
                float middle = s.ax - left + (y + top + 0.5f - s.ay) * slope;
                float low = std::min(s.ax, s.ax + s.dx) - left, high = std::max(s.ax, s.ax + s.dx) - left;
                from = std::max(from, (int)std::floor(std::max(middle - half, low - margin)));
                to = std::min(to, (int)std::floor(std::min(middle + half, high + margin)));
            }
            for (int x = from; x <= to; x++) {
                float r, d = s.outside(x + left + 0.5f, y + top + 0.5f, r);
                float cover = std::min(0.5f - d, 1.0f);
                if (cover > 0) put(x, y, std::min(cover, 2 * r));
            }
        }
    }
}

float widest(const float *points, int count) {
    float result = 0;
    for (int i = 0; i < count; i++) result = std::max(result, points[3 * (size_t)i + 2]);
    return result;
}

// Area of the outlines' inside within every pixel, from four scan lines a row.
void fill(Patch &patch, const float *points, const int *ends, int outlines, int left, int top) {
    const int lines = 4;
    struct Edge {
        float x, slope, y0, y1;
    };
    std::vector<Edge> edges;
    int first = 0;
    for (int k = 0; k < outlines; k++) {
        int count = ends[k] - first;
        for (int i = 0; i < count; i++) {
            const float *a = points + 2 * (size_t)(first + i), *b = points + 2 * (size_t)(first + (i + 1) % count);
            if (a[1] == b[1]) continue;
            if (a[1] > b[1]) std::swap(a, b);
            float slope = (b[0] - a[0]) / (b[1] - a[1]);
            if (b[1] - top >= patch.y0 && a[1] - top <= patch.y1 + 1)
                edges.push_back({a[0] - left, slope, a[1] - top, b[1] - top});
        }
        first = ends[k];
    }
    std::sort(edges.begin(), edges.end(), [](const Edge &a, const Edge &b) { return a.y0 < b.y0; });
    std::vector<size_t> active;
    std::vector<float> crossings;
    size_t next = 0;
    const float low = patch.x0, high = patch.x1 + 1;
    for (int row = patch.y0; row <= patch.y1; row++) {
        for (int line = 0; line < lines; line++) {
            float y = row + (line + 0.5f) / lines;
            while (next < edges.size() && edges[next].y0 <= y) active.push_back(next++);
            crossings.clear();
            for (size_t i = 0; i < active.size();) {
                const Edge &e = edges[active[i]];
                if (e.y1 <= y) {
                    active[i] = active.back();
                    active.pop_back();
                    continue;
                }
                crossings.push_back(e.x + (y - e.y0) * e.slope);
                i++;
            }
            std::sort(crossings.begin(), crossings.end());
            for (size_t i = 0; i + 1 < crossings.size(); i += 2) {
                float start = std::max(crossings[i], low), end = std::min(crossings[i + 1], high);
                if (end <= start) continue;
                int from = (int)start, to = std::min((int)end, patch.x1);
                for (int x = from; x <= to; x++) {
                    float share = std::min(end, x + 1.0f) - std::max(start, (float)x);
                    if (share > 0) patch.at(x, row) += share / lines;
                }
            }
        }
    }
}

void lay(const CMediaPicture *sheet, Patch &patch, const float *color, float opacity) {
    for (int y = patch.y0; y <= patch.y1; y++) {
        for (int x = patch.x0; x <= patch.x1; x++) {
            float share = std::min(patch.at(x, y), 1.0f) * opacity;
            if (share <= 0) continue;
            size_t place = (size_t)y * sheet->width + x;
            sheet->r[place] += share * (color[0] - sheet->r[place]);
            sheet->g[place] += share * (color[1] - sheet->g[place]);
            sheet->b[place] += share * (color[2] - sheet->b[place]);
        }
    }
}

} // namespace

void cmedia_line(float *coverage, int width, int rows, int left, int top, const float *points, int count) {
    if (count < 1) return;
    Patch patch = patchAround(points, count, 3, widest(points, count) + 1, width, rows, left, top);
    if (patch.isEmpty()) return;
    eachOnLine(points, count, patch, left, top, [&](int x, int y, float cover) {
        float &value = coverage[(size_t)y * width + x];
        value = std::max(value, cover);
    });
}

void cmedia_polygon(float *coverage, int width, int rows, int left, int top, const float *points, const int *ends,
                    int outlines) {
    if (outlines < 1 || ends[outlines - 1] < 3) return;
    Patch patch = patchAround(points, ends[outlines - 1], 2, 1, width, rows, left, top);
    if (patch.isEmpty()) return;
    patch.coverage.assign((size_t)patch.width() * (patch.y1 - patch.y0 + 1), 0);
    fill(patch, points, ends, outlines, left, top);
    for (int y = patch.y0; y <= patch.y1; y++)
        for (int x = patch.x0; x <= patch.x1; x++) {
            float &value = coverage[(size_t)y * width + x];
            value = std::max(value, std::min(patch.at(x, y), 1.0f));
        }
}

void cmedia_lay_line(const CMediaPicture *sheet, const float *points, int count, const float *color, float opacity) {
    if (count < 1) return;
    Patch patch = patchAround(points, count, 3, widest(points, count) + 1, sheet->width, sheet->rows, sheet->left,
                              sheet->top);
    if (patch.isEmpty()) return;
    patch.coverage.assign((size_t)patch.width() * (patch.y1 - patch.y0 + 1), 0);
    eachOnLine(points, count, patch, sheet->left, sheet->top, [&](int x, int y, float cover) {
        float &value = patch.at(x, y);
        value = std::max(value, cover);
    });
    lay(sheet, patch, color, opacity);
}

void cmedia_lay_polygon(const CMediaPicture *sheet, const float *points, const int *ends, int outlines,
                        const float *color, float opacity) {
    if (outlines < 1 || ends[outlines - 1] < 3) return;
    Patch patch = patchAround(points, ends[outlines - 1], 2, 1, sheet->width, sheet->rows, sheet->left, sheet->top);
    if (patch.isEmpty()) return;
    patch.coverage.assign((size_t)patch.width() * (patch.y1 - patch.y0 + 1), 0);
    fill(patch, points, ends, outlines, sheet->left, sheet->top);
    lay(sheet, patch, color, opacity);
}
