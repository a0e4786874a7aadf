// Lines of any width with edges one pixel soft.
#include "patch.hpp"

using namespace cmedia;

namespace {

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
