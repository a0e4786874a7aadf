// Rasters divided into bands and stones, with the distance of every pixel from the border of its own.
#include "include/shapes.h"

#include <cfloat>

#include "kernels.hpp"

using namespace cmedia;

void cmedia_bands(const float *points, const int *ends, int lines, float reach, int width, int rows, int left, int top,
                  int32_t *label, float *across, float *along, float *gap) {
    const size_t count = (size_t)width * rows;
    std::vector<float> nearest(count, FLT_MAX), second(count, FLT_MAX);
    std::fill(label, label + count, -1);
    int first = 0;
    for (int k = 0; k < lines; k++) {
        float length = 0;
        for (int i = first; i + 1 < ends[k]; i++) {
            float ax = points[2 * i], ay = points[2 * i + 1];
            float dx = points[2 * i + 2] - points[2 * i], dy = points[2 * i + 3] - points[2 * i + 1];
            float l = std::sqrt(dx * dx + dy * dy);
            if (l < 1e-4f) continue;
            dx /= l;
            dy /= l;
            int x0 = std::max(0, (int)std::floor(std::min(ax, ax + dx * l) - reach) - left);
            int x1 = std::min(width - 1, (int)std::floor(std::max(ax, ax + dx * l) + reach) - left);
            int y0 = std::max(0, (int)std::floor(std::min(ay, ay + dy * l) - reach) - top);
            int y1 = std::min(rows - 1, (int)std::floor(std::max(ay, ay + dy * l) + reach) - top);
            for (int y = y0; y <= y1; y++) {
                for (int x = x0; x <= x1; x++) {
                    float qx = x + left + 0.5f - ax, qy = y + top + 0.5f - ay;
                    float t = clamp(qx * dx + qy * dy, 0.0f, l), side = dx * qy - dy * qx;
                    float ex = qx - t * dx, ey = qy - t * dy, d = ex * ex + ey * ey;
                    size_t place = (size_t)y * width + x;
                    if (d < nearest[place]) {
                        if (label[place] != k) second[place] = nearest[place];
                        nearest[place] = d;
                        label[place] = k;
                        // Beyond a line's end only the way across counts, so that sides do not meet in a step.
                        bool isBeyond = (i == first && t <= 0) || (i + 2 == ends[k] && t >= l);
                        across[place] = isBeyond ? side : (side < 0 ? -std::sqrt(d) : std::sqrt(d));
                        along[place] = length + t;
                    } else if (label[place] != k && d < second[place]) {
                        second[place] = d;
                    }
                }
            }
            length += l;
        }
        first = ends[k];
    }
    const float far = reach * reach;
    for (size_t i = 0; i < count; i++) {
        if (nearest[i] > far) label[i] = -1;
        gap[i] = label[i] < 0 ? -1 : 0.5f * (std::sqrt(std::min(second[i], 4 * far)) - std::sqrt(nearest[i]));
    }
}

void cmedia_stones(const float *stones, int count, float slack, int width, int rows, int left, int top, int32_t *label,
                   float *gap, float *u, float *v) {
    const size_t size = (size_t)width * rows;
    // Least metric and the next, and how fast each of them grows away from its stone.
    std::vector<float> best(size, FLT_MAX), next(size, FLT_MAX), bestRate(size, 1), nextRate(size, 1);
    std::fill(label, label + size, -1);
    for (int k = 0; k < count; k++) {
        const float *s = stones + 6 * (size_t)k;
        const float sx = s[0], sy = s[1], c = s[2], n = s[3];
        const float iu = 1 / s[4], iv = 1 / s[5], reach = 1.5f * std::sqrt(s[4] * s[4] + s[5] * s[5]) + 1;
        int x0 = std::max(0, (int)std::floor(sx - reach) - left);
        int x1 = std::min(width - 1, (int)std::floor(sx + reach) - left);
        int y0 = std::max(0, (int)std::floor(sy - reach) - top);
        int y1 = std::min(rows - 1, (int)std::floor(sy + reach) - top);
        for (int y = y0; y <= y1; y++) {
            for (int x = x0; x <= x1; x++) {
                float dx = x + left + 0.5f - sx, dy = y + top + 0.5f - sy;
                float pu = (dx * c + dy * n) * iu, pv = (dy * c - dx * n) * iv;
                float au = std::fabs(pu), av = std::fabs(pv);
                float m = 0.94f * std::max(au, av) + 0.06f * (au + av), rate = au > av ? iu : iv;
                size_t place = (size_t)y * width + x;
                if (m < best[place]) {
                    next[place] = best[place];
                    nextRate[place] = bestRate[place];
                    best[place] = m;
                    bestRate[place] = rate;
                    label[place] = k;
                    u[place] = pu;
                    v[place] = pv;
                } else if (m < next[place]) {
                    next[place] = m;
                    nextRate[place] = rate;
                }
            }
        }
    }
    for (size_t i = 0; i < size; i++) {
        if (label[i] < 0) {
            gap[i] = -1;
            continue;
        }
        float between = next[i] < FLT_MAX ? (next[i] - best[i]) / (bestRate[i] + nextRate[i]) : FLT_MAX;
        gap[i] = std::min(between, (slack - best[i]) / bestRate[i]);
    }
}
