// Lines of a pencil and marks of a gouge, drawn into one raster of the page. A pixel depends on the
// strokes that cover it and their order alone, so that a page may be cut into rasters in any way.
#include "kernels.hpp"

using namespace cmedia;

void cmedia_pencil(float *sheet, const float *target, const float *tooth, int width, int rows, int left, int top,
                   const float *points, int count, float radius, float darkness, float grain, float taper,
                   float spill) {
    if (count < 2) return;
    const int margin = (int)radius + 2;
    for (int i = 0; i < count; i++) {
        float t = (i + 0.5f) / count;
        float pressure = std::min(1.0f, std::min(t, 1 - t) / std::max(taper, 0.01f) + 0.08f);
        float r = radius * (0.55f + 0.45f * pressure), px = points[2 * i] - left, py = points[2 * i + 1] - top;
        // The share of one point: points lie about half a pixel apart along the line.
        float step = 1;
        if (i + 1 < count) {
            float dx = points[2 * i + 2] - points[2 * i], dy = points[2 * i + 3] - points[2 * i + 1];
            step = std::sqrt(dx * dx + dy * dy);
        }
        int x0 = std::max(0, (int)px - margin), x1 = std::min(width - 1, (int)px + margin + 1);
        int y0 = std::max(0, (int)py - margin), y1 = std::min(rows - 1, (int)py + margin + 1);
        for (int y = y0; y <= y1; y++) {
            for (int x = x0; x <= x1; x++) {
                float dx = x - px, dy = y - py, cover = r + 0.5f - std::sqrt(dx * dx + dy * dy);
                if (cover <= 0) continue;
                size_t place = (size_t)y * width + x;
                float caught = clamp(0.62f + grain * tooth[place] + (darkness - 0.3f) * 0.6f, 0.0f, 1.0f);
                float need = clamp((sheet[place] - target[place] + 0.02f) * 10, spill, 1.0f);
                float alpha = darkness * pressure * std::min(cover, 1.0f) * caught * need * step / (2 * r + 1);
                sheet[place] *= 1 - std::min(alpha, 1.0f);
            }
        }
    }
}

void cmedia_mark(float *coverage, int width, int rows, int left, int top, float x, float y, float angle, float length,
                 float halfWidth, float bend) {
    const int count = (int)(length * 2) + 2;
    const float step = length / count;
    x -= std::cos(angle) * length * 0.5f + left;
    y -= std::sin(angle) * length * 0.5f + top;
    if (x < -length - halfWidth - 2 || y < -length - halfWidth - 2 || x > width + length + halfWidth + 2 ||
        y > rows + length + halfWidth + 2)
        return;
    angle -= bend * length * 0.5f;
    for (int i = 0; i < count; i++) {
        float t = i / (count - 1.0f);
        float r = halfWidth * std::min(1.0f, 3.2f * t) * std::pow(std::min(1.0f, 1.6f * (1 - t)), 0.8f);
        x += std::cos(angle) * step;
        y += std::sin(angle) * step;
        angle += bend * step;
        int margin = (int)r + 2;
        int x0 = std::max(0, (int)std::floor(x) - margin), x1 = std::min(width - 1, (int)std::floor(x) + margin + 1);
        int y0 = std::max(0, (int)std::floor(y) - margin), y1 = std::min(rows - 1, (int)std::floor(y) + margin + 1);
        for (int py = y0; py <= y1; py++)
            for (int px = x0; px <= x1; px++) {
                float dx = px - x, dy = py - y;
                float cover = std::min(1.0f, r + 0.5f - std::sqrt(dx * dx + dy * dy));
                float &value = coverage[(size_t)py * width + px];
                value = std::max(value, cover);
            }
    }
}
