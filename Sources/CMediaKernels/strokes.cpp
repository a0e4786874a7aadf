// Strokes of a brush, lines of a pencil, marks of a gouge, drawn into one raster of the page. A pixel depends on the
// strokes that cover it and their order alone, so that a page may be cut into rasters in any way.
#include <cfloat>
#include <cstring>

#include "kernels.hpp"

using namespace cmedia;

namespace {

constexpr int textureRows = 256, textureColumns = 2048;

struct Box {
    int x0, y0, x1, y1;
    bool isEmpty() const { return x1 < x0 || y1 < y0; }
};

// Pixels of the raster within `margin` of the points.
Box boxAround(const float *points, int count, float margin, int left, int top, int width, int rows) {
    float x0 = FLT_MAX, y0 = FLT_MAX, x1 = -FLT_MAX, y1 = -FLT_MAX;
    for (int i = 0; i < count; i++) {
        x0 = std::min(x0, points[2 * i]);
        x1 = std::max(x1, points[2 * i]);
        y0 = std::min(y0, points[2 * i + 1]);
        y1 = std::max(y1, points[2 * i + 1]);
    }
    return {std::max(0, (int)std::floor(x0 - margin) - left), std::max(0, (int)std::floor(y0 - margin) - top),
            std::min(width - 1, (int)std::ceil(x1 + margin) - left), std::min(rows - 1, (int)std::ceil(y1 + margin) - top)};
}

} // namespace

void cmedia_stroke(const CMediaCanvas *canvas, const float *points, int count, float radius, const float *color0,
                   const float *color1, const CMediaBrush *brush, const float *texture, uint32_t seed, float *scratch) {
    const int width = canvas->width;
    const float margin = radius + 2;
    Box box = boxAround(points, count, margin, canvas->left, canvas->top, width, canvas->rows);
    if (box.isEmpty() || count < 2) return;
    // Of each pixel: distance from the line, length along it, signed distance across it.
    const int boxWidth = box.x1 - box.x0 + 1, boxHeight = box.y1 - box.y0 + 1;
    float *distance = scratch, *along = scratch + (size_t)boxWidth * boxHeight,
          *across = scratch + 2 * (size_t)boxWidth * boxHeight;
    std::fill(distance, distance + (size_t)boxWidth * boxHeight, 1e9f);
    float length = 0;
    for (int i = 0; i + 1 < count; i++) {
        float ax = points[2 * i] - canvas->left, ay = points[2 * i + 1] - canvas->top;
        float bx = points[2 * i + 2] - canvas->left, by = points[2 * i + 3] - canvas->top;
        float dx = bx - ax, dy = by - ay, l = std::sqrt(dx * dx + dy * dy);
        if (l < 1e-3f) continue;
        dx /= l;
        dy /= l;
        int x0 = std::max(box.x0, (int)(std::min(ax, bx) - margin)), x1 = std::min(box.x1, (int)(std::max(ax, bx) + margin));
        int y0 = std::max(box.y0, (int)(std::min(ay, by) - margin)), y1 = std::min(box.y1, (int)(std::max(ay, by) + margin));
        for (int y = y0; y <= y1; y++) {
            size_t row = (size_t)(y - box.y0) * boxWidth - box.x0;
            for (int x = x0; x <= x1; x++) {
                float qx = x - ax, qy = y - ay, t = qx * dx + qy * dy, v = -qx * dy + qy * dx;
                float nearest = clamp(t, 0.0f, l);
                // The brush overruns its ends.
                if (i == 0 && t < 0) nearest = std::max(t, -radius);
                if (i == count - 2 && t > l) nearest = std::min(t, l + radius);
                float e = t - nearest, d = e * e + v * v;
                if (d < distance[row + x]) {
                    distance[row + x] = d;
                    along[row + x] = length + nearest;
                    across[row + x] = v;
                }
            }
        }
        length += l;
    }
    if (length <= 0) return;
    const int rowOffset = (int)(((uint64_t)seed * 7919) % textureRows);
    const int columnOffset = (int)(((uint64_t)seed * 104729) % textureColumns);
    const float band = textureRows * 0.5f / (radius < 26 ? std::max(1.0f, 26 / radius) : 1.0f);
    const float soft = 0.12f * radius + 1, limit = radius * radius, inverse = 1 / radius;
    for (int y = box.y0; y <= box.y1; y++) {
        for (int x = box.x0; x <= box.x1; x++) {
            size_t place = (size_t)(y - box.y0) * boxWidth + (x - box.x0);
            if (distance[place] > limit) continue;
            float v = across[place] * inverse, u = along[place];
            if (v > 1 || v < -1) continue;
            int tv = (int)((v * 0.5f + 0.5f) * band + rowOffset) % textureRows;
            int tu = (int)(u * 18 * inverse + columnOffset) % textureColumns;
            if (tu < 0) tu += textureColumns;
            float bristle = texture[tv * textureColumns + tu];
            float start = texture[((tv * 3 + 11) % textureRows) * textureColumns + columnOffset];
            float end = texture[((tv * 5 + 71) % textureRows) * textureColumns + (columnOffset + 400) % textureColumns];
            float ragged = brush->ragged * radius, overrun = 0.35f * radius;
            float ends = smoothstep(-soft, soft, u + overrun - start * ragged) *
                         smoothstep(-soft, soft, length + overrun - u - end * ragged);
            if (ends <= 0) continue;
            float t = clamp(u / std::max(length, 1.0f), 0.0f, 1.0f);
            float swell = std::sin(3.14159265f * (0.06f + 0.88f * t));
            float wide = 1 - brush->taper * (1 - std::pow(swell, 0.6f));
            float edge = 1 - smoothstep(wide - brush->softness - inverse, wide, std::fabs(v) + 0.10f * (bristle - 0.5f));
            size_t pixel = (size_t)y * width + x;
            float paint = 1;
            if (brush->dryness > 0) {
                float dry = brush->dryness * (0.35f + 0.65f * t);
                float level = bristle * (1 - brush->grain) + canvas->grain[pixel] * brush->grain;
                paint = smoothstep(dry - 0.16f, dry + 0.10f, level);
            }
            float alpha = brush->opacity * ends * edge * paint;
            if (alpha <= 0.004f) continue;
            float k = 0.5f + 0.5f * v;
            float ja = brush->colorSpread * (texture[((tv + 97) % textureRows) * textureColumns + tu] - 0.5f);
            float jb = brush->colorSpread * (texture[((tv + 181) % textureRows) * textureColumns + tu] - 0.5f);
            float lightness = color0[0] * (1 - k) + color1[0] * k + brush->lightnessSpread * (bristle - 0.5f);
            canvas->l[pixel] += alpha * (lightness - canvas->l[pixel]);
            canvas->a[pixel] += alpha * (color0[1] * (1 - k) + color1[1] * k + ja - canvas->a[pixel]);
            canvas->b[pixel] += alpha * (color0[2] * (1 - k) + color1[2] * k + jb - canvas->b[pixel]);
            float height = brush->thickness * (0.35f + 0.65f * bristle) * radius +
                           brush->ridge * radius * smoothstep(0.55f, 0.9f, std::fabs(v)) * (0.5f + bristle);
            canvas->height[pixel] += alpha * (height - canvas->height[pixel] * brush->leveling);
        }
    }
}

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
