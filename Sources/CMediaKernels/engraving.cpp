// Engraved lines: level sets of phases, with widths that carry the tone.
#include "kernels.hpp"

#include "cmedia_lines.h"

using namespace cmedia;

namespace {

struct Phase {
    // In periods, and its slope in periods a pixel.
    float value, slope;
    // The way it rises.
    float x, y;
};

inline Phase phaseAt(const CMediaScreen &s, float x, float y, float relief, float reliefX, float reliefY, float unit) {
    const float inverse = 1 / s.period;
    if (s.spiral) {
        float dx = x - s.x, dy = y - s.y, r = std::sqrt(dx * dx + dy * dy), away = std::max(r, 0.2f * s.period);
        float turn = std::atan2(dy, dx) * 0.15915494f;
        float sx = dx / away + s.bulge * reliefX, sy = dy / away + s.bulge * reliefY;
        return {(r + s.bulge * relief) * inverse - turn, std::sqrt(sx * sx + sy * sy) * inverse / unit, sx, sy};
    }
    float sx = s.x + s.bulge * reliefX, sy = s.y + s.bulge * reliefY;
    return {(s.x * x + s.y * y + s.bulge * relief) * inverse, std::sqrt(sx * sx + sy * sy) * inverse / unit, sx, sy};
}

// Sine of the angle between two systems' lines.
inline float crossing(const Phase &a, const Phase &b) {
    return std::fabs(a.x * b.y - a.y * b.x) / std::sqrt((a.x * a.x + a.y * a.y) * (b.x * b.x + b.y * b.y) + 1e-12f);
}

// 0 in the middle of a line, 1 between lines.
inline float offLine(float phase) { return std::fabs(phase - std::floor(phase) - 0.5f) * 2; }

} // namespace

void cmedia_screens(float *result, const float *darkness, const float *relief, const float *weight,
                    const CMediaRaster *raster, const CMediaScreen *screens, int count, float ease, int outlines,
                    int first, int last) {
    const int width = raster->width;
    const float unit = raster->unit, inverse = 1 / unit;
    for (int row = first; row < last; row++) {
        const float y = (row + raster->top + 0.5f) * inverse;
        const size_t start = (size_t)row * width;
        const size_t up = (size_t)std::max(row - 1, 0) * width, down = (size_t)std::min(row + 1, raster->rows - 1) * width;
        const float spanY = 1.0f / (std::min(row + 1, raster->rows - 1) - std::max(row - 1, 0) + 1e-6f);
        for (int column = 0; column < width; column++) {
            const size_t here = start + column;
            const float share = weight ? weight[here] : 1;
            if (share <= (outlines ? 0.05f : 0.002f)) continue;
            const float x = (column + raster->left + 0.5f) * inverse;
            const int before = std::max(column - 1, 0), after = std::min(column + 1, width - 1);
            const float rx = (relief[start + after] - relief[start + before]) / (after - before + 1e-6f) * unit;
            const float ry = (relief[down + column] - relief[up + column]) * spanY * unit;
            float rest = darkness[here], bare = 1, level = -2;
            Phase earlier[2];
            int held = 0;
            for (int i = 0; i < count; i++) {
                const CMediaScreen &s = screens[i];
                float wide = std::min(rest, s.cap);
                if (s.from > 0) {
                    float enter = smoothstep(s.from, s.from + s.over, darkness[here]);
                    if (enter <= 0) continue;
                    wide *= enter;
                }
                wide *= ease;
                Phase phase = phaseAt(s, x, y, relief[here], rx, ry, unit);
                // Systems that the form bends until they run side by side would beat: the later one gives way.
                for (int k = 0; k < held; k++) wide *= smoothstep(0.22f, 0.5f, crossing(phase, earlier[k]));
                if (held < 2) earlier[held++] = phase;
                float drawn = wide;
                if (s.dashes > 0 && wide < s.dashes) {
                    // Light tones: the line breaks up, as long as the burin leaves the plate between two touches.
                    const CMediaScreen &across = screens[(i + 1) % count];
                    float q = offLine(phaseAt(across, x, y, relief[here], rx, ry, unit).value * 0.5f);
                    float touch = wide / s.dashes;
                    drawn = clamp(wide * 1.3f - std::max(q - touch, 0.0f) * 0.35f, 0.0f, 1.0f);
                    if (darkness[here] < 0.03f) drawn = 0;
                }
                // An outline has to be a pixel wide to be found.
                if (outlines && drawn > 0.3f * phase.slope) drawn = std::max(drawn, 0.95f * phase.slope);
                // A crossing line ends where it would be a scratch.
                if (s.from > 0 && drawn < 0.07f) drawn = 0;
                if (drawn > 0.004f) {
                    // A line thinner than a pixel covers part of it.
                    float soft = 2 * phase.slope + 1e-6f;
                    float top = std::min(1.0f, drawn / soft * 1.1f);
                    float inside = (drawn - offLine(phase.value)) / soft;
                    bare *= 1 - clamp(inside + 0.5f, 0.0f, top);
                    level = std::max(level, inside);
                }
                rest = clamp(1 - (1 - rest) / (1.001f - 0.98f * wide), 0.0f, 1.0f);
            }
            if (outlines)
                result[here] = std::max(result[here], clamp(std::min(level, (share - 0.5f) * 1.4f), -2.0f, 2.0f));
            else
                result[here] += share * (1 - bare);
        }
    }
}
