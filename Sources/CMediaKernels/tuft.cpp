// Strokes of a pointed brush.
#include "polyline.hpp"

#include "cmedia_lines.h"

using namespace cmedia;

void cmedia_tuft_stroke(float *coverage, const float *tooth, int width, int rows, int left, int top,
                        const float *points, int count, float density, const CMediaTuft *tuft, const float *texture,
                        uint32_t seed) {
    constexpr int textureRows = 256, textureColumns = 2048;
    if (count < 2) return;
    float widest = 0;
    for (int i = 0; i < count; i++) widest = std::max(widest, points[3 * i + 2]);
    thread_local Pieces pieces;
    pieces.make(count, std::max(2.0f, 0.5f * widest), [&](int i) { return Point{points[3 * i], points[3 * i + 1]}; });
    const int rowOffset = (int)(mixed(seed) % textureRows), columnOffset = (int)(mixed(seed + 1) % textureColumns);
    auto bristle = [&](float row, float column) {
        int r = (int)std::floor(row), c = (int)std::floor(column);
        float fr = row - r, fc = column - c;
        int r0 = (r % textureRows + textureRows) % textureRows, r1 = (r0 + 1) % textureRows;
        int c0 = (c % textureColumns + textureColumns) % textureColumns, c1 = (c0 + 1) % textureColumns;
        const float *upper = texture + (size_t)r0 * textureColumns, *lower = texture + (size_t)r1 * textureColumns;
        return (upper[c0] * (1 - fc) + upper[c1] * fc) * (1 - fr) + (lower[c0] * (1 - fc) + lower[c1] * fc) * fr;
    };
    float length = 0;
    for (int i = 0; i + 1 < (int)pieces.points.size(); i++) {
        Point a = pieces.points[i], b = pieces.points[i + 1];
        const float start = pieces.place[i] * (count - 1), span = pieces.place[i + 1] * (count - 1) - start;
        const float pieceLength = std::hypot(b.x - a.x, b.y - a.y);
        auto halfWidth = [&](float at) {
            int j = clamp((int)at, 0, count - 2);
            return points[3 * j + 2] + (points[3 * j + 5] - points[3 * j + 2]) * clamp(at - j, 0.0f, 1.0f);
        };
        float margin = std::max(halfWidth(start), halfWidth(start + span)) + 1;
        pixelsOf(pieces, i, margin, width, rows, left, top, [&](int x, int y, float share, float across) {
            float at = start + share * span, r = halfWidth(at), t = at / (count - 1);
            float v = across / std::max(r, 0.5f);
            size_t place = (size_t)y * width + x;
            float soft = std::max(tuft->softness * r, 0.5f);
            float cover = clamp((r - std::fabs(across)) / (2 * soft) + 0.5f, 0.0f, 1.0f) * std::min(1.0f, 2 * r);
            if (cover <= 0) return;
            float dry = tuft->dryStart + (tuft->dryEnd - tuft->dryStart) * t;
            if (dry > 0.02f) {
                float level = bristle((v * 0.5f + 0.5f) * tuft->rows + rowOffset,
                                      (length + share * pieceLength) / tuft->stretch + columnOffset);
                if (tooth) level += (0.5f + 0.22f * tooth[place] - level) * tuft->grain;
                // The sides of a brush run dry first.
                cover *= smoothstep(dry - 0.14f, dry + 0.10f, level - 0.14f * dry * v * v);
            }
            float &value = coverage[place];
            value = std::max(value, cover * density);
        });
        length += pieceLength;
    }
}
