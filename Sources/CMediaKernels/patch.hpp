#pragma once
#include "include/shapes.h"

#include <cfloat>

#include "kernels.hpp"

namespace cmedia {

// A part of a raster, with a coverage of its own.
struct Patch {
    int x0, y0, x1, y1;
    std::vector<float> coverage;

    bool isEmpty() const { return x1 < x0 || y1 < y0; }
    int width() const { return x1 - x0 + 1; }
    float &at(int x, int y) { return coverage[(size_t)(y - y0) * width() + (x - x0)]; }
};

// The pixels of the raster within `margin` of the points; `stride` floats a point.
inline Patch patchAround(const float *points, int count, int stride, float margin, int width, int rows, int left, int top) {
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

// Lays a color over a sheet where the patch covers it.
inline void lay(const CMediaPicture *sheet, Patch &patch, const float *color, float opacity) {
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

} // namespace cmedia
