// Marks of a gouge: thousands of small pointed cuts, drawn line by line of the raster so that large pages cost no more
// than the pixels they cover.
#include "kernels.hpp"

using namespace cmedia;

// A mark is a shallow parabola over its axis; its half width grows over the first third and runs out to a point.
static void drawMark(float *coverage, int width, int rows, float x, float y, float angle, float length, float halfWidth,
                     float bend) {
    const float dx = std::cos(angle), dy = std::sin(angle), half = 0.5f * length;
    const float sag = 0.5f * bend; // distance from the axis: sag · s²
    const float reach = half + halfWidth + 1 + std::fabs(sag) * half * half;
    if (x + reach < 0 || y + reach < 0 || x - reach > width || y - reach > rows) return;
    const bool flat = std::fabs(dx) >= std::fabs(dy);
    // Steps go along the axis of the raster that the mark follows most.
    const float main = flat ? dx : dy, side = flat ? dy : dx;
    const float startMain = (flat ? x : y), startSide = (flat ? y : x);
    const int limitMain = flat ? width : rows, limitSide = flat ? rows : width;
    const float span = half * std::fabs(main) + 1;
    const int first = std::max(0, (int)std::floor(startMain - span)),
              last = std::min(limitMain - 1, (int)std::ceil(startMain + span));
    const float turn = flat ? 1.0f : -1.0f;
    for (int step = first; step <= last; step++) {
        const float s = (step + 0.5f - startMain) / main; // along the mark from its middle
        const float t = (s + half) / length;
        if (t <= 0 || t >= 1) continue;
        const float r = halfWidth * std::min(1.0f, 3.2f * t) * std::pow(std::min(1.0f, 1.6f * (1 - t)), 0.8f);
        // Across the axis on the raster's other axis: the slant widens the cut.
        const float center = startSide + side * s + turn * sag * s * s / main;
        const float cosine = std::fabs(main), extent = (r + 0.5f) / cosine;
        const int low = std::max(0, (int)std::floor(center - extent)),
                  high = std::min(limitSide - 1, (int)std::ceil(center + extent));
        for (int other = low; other <= high; other++) {
            float cover = r + 0.5f - std::fabs(other + 0.5f - center) * cosine;
            cover = std::min(std::min(1.0f, cover), 2 * r);
            float &value = coverage[flat ? (size_t)other * width + step : (size_t)step * width + other];
            value = std::max(value, cover);
        }
    }
}

void cmedia_gouge(float *coverage, int width, int rows, const float *marks, int count, float unit, float left,
                  float top) {
    for (int i = 0; i < count; i++) {
        const float *mark = marks + 6 * (size_t)i;
        drawMark(coverage, width, rows, mark[0] * unit - left, mark[1] * unit - top, mark[2], mark[3] * unit,
                 mark[4] * unit, mark[5] / unit);
    }
}
