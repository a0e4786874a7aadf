// Lines of a pen, a pencil or a needle: any width along the way, round at the ends, smooth at their sides.
#include "kernels.hpp"

using namespace cmedia;

CMEDIA_WIDE void cmedia_pen(float *coverage, int width, int rows, int left, int top, const float *points, int count) {
    for (int i = 0; i + 1 < count; i++) {
        const float *a = points + 4 * (size_t)i, *b = a + 4;
        const float ax = a[0] - left - 0.5f, ay = a[1] - top - 0.5f, dx = b[0] - a[0], dy = b[1] - a[1];
        const float margin = std::max(a[2], b[2]) + 1.0f;
        const int x0 = std::max(0, (int)std::floor(std::min(ax, ax + dx) - margin));
        const int x1 = std::min(width - 1, (int)std::ceil(std::max(ax, ax + dx) + margin));
        const int y0 = std::max(0, (int)std::floor(std::min(ay, ay + dy) - margin));
        const int y1 = std::min(rows - 1, (int)std::ceil(std::max(ay, ay + dy) + margin));
        const float inverse = 1 / std::max(dx * dx + dy * dy, 1e-6f);
        for (int y = y0; y <= y1; y++) {
            float *out = coverage + (size_t)y * width;
            for (int x = x0; x <= x1; x++) {
                float px = x - ax, py = y - ay;
                float t = clamp((px * dx + py * dy) * inverse, 0.0f, 1.0f);
                float ex = px - t * dx, ey = py - t * dy;
                float radius = a[2] + (b[2] - a[2]) * t, dark = a[3] + (b[3] - a[3]) * t;
                // A line thinner than a pixel covers that much less of it.
                float thin = std::min(1.0f, 2 * radius);
                float cover = clamp(std::max(radius, 0.5f) + 0.5f - std::sqrt(ex * ex + ey * ey), 0.0f, 1.0f);
                out[x] = std::max(out[x], cover * thin * dark);
            }
        }
    }
}
