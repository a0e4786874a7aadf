// Rasters divided into bands, stones and pieces, with the distance of every pixel from the border of its own.
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

namespace {
// Inverse of the error function (Giles 2010, single precision, central part).
float inverseErf(float x) {
    float w = -std::log((1 - x) * (1 + x));
    if (w < 5) {
        w -= 2.5f;
        float p = 2.81022636e-08f;
        for (float c : {3.43273939e-07f, -3.5233877e-06f, -4.39150654e-06f, 0.00021858087f, -0.00125372503f,
                        -0.00417768164f, 0.246640727f, 1.50140941f})
            p = c + p * w;
        return p * x;
    }
    return 1.65f;
}
} // namespace

void cmedia_votes(const int32_t *labels, int count, int width, int height, float sigma, int32_t *result, float *gap) {
    struct Box {
        int x0 = INT32_MAX, y0 = INT32_MAX, x1 = -1, y1 = -1;
    };
    std::vector<Box> boxes(count);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            int k = labels[(size_t)y * width + x];
            if (k < 0 || k >= count) continue;
            Box &box = boxes[k];
            box.x0 = std::min(box.x0, x);
            box.x1 = std::max(box.x1, x);
            box.y0 = std::min(box.y0, y);
            box.y1 = std::max(box.y1, y);
        }
    const int radius = std::max(1, (int)std::ceil(2.6f * sigma));
    std::vector<float> weights(radius + 1);
    float sum = 0;
    for (int i = 0; i <= radius; i++) sum += (i ? 2 : 1) * (weights[i] = std::exp(-0.5f * i * i / (sigma * sigma)));
    for (float &weight : weights) weight /= sum;
    const size_t size = (size_t)width * height;
    std::vector<float> best(size, 0), next(size, 0), rows, line;
    std::fill(result, result + size, -1);
    for (int k = 0; k < count; k++) {
        Box box = boxes[k];
        if (box.x1 < 0) continue;
        int x0 = std::max(0, box.x0 - radius), x1 = std::min(width - 1, box.x1 + radius);
        int y0 = std::max(0, box.y0 - radius), y1 = std::min(height - 1, box.y1 + radius);
        int w = x1 - x0 + 1, h = y1 - y0 + 1;
        // Across: a row's votes as running sums of the piece's stretches; edges of the page repeat.
        rows.assign((size_t)w * h, 0);
        line.assign(w + 2 * radius, 0);
        for (int y = y0; y <= y1; y++) {
            const int32_t *source = labels + (size_t)y * width;
            bool any = false;
            for (int i = -radius; i < w + radius; i++) {
                float value = source[clamp(x0 + i, 0, width - 1)] == k;
                line[i + radius] = value;
                any |= value > 0;
            }
            if (!any) continue;
            float *out = rows.data() + (size_t)(y - y0) * w;
            const float *middle = line.data() + radius;
            for (int x = 0; x < w; x++) out[x] = weights[0] * middle[x];
            for (int i = 1; i <= radius; i++)
                for (int x = 0; x < w; x++) out[x] += weights[i] * (middle[x - i] + middle[x + i]);
        }
        line.assign(w, 0);
        for (int y = 0; y < h; y++) {
            std::fill(line.begin(), line.begin() + w, 0.0f);
            for (int i = -radius; i <= radius; i++) {
                int source = clamp(y0 + y + i, 0, height - 1) - y0;
                if (source < 0 || source >= h) continue;
                const float *row = rows.data() + (size_t)source * w, weight = weights[std::abs(i)];
                for (int x = 0; x < w; x++) line[x] += weight * row[x];
            }
            size_t start = (size_t)(y0 + y) * width + x0;
            for (int x = 0; x < w; x++) {
                float vote = line[x];
                if (vote > best[start + x]) {
                    next[start + x] = best[start + x];
                    best[start + x] = vote;
                    result[start + x] = k;
                } else if (vote > next[start + x]) {
                    next[start + x] = vote;
                }
            }
        }
    }
    // Two half planes blurred differ by erf(d / (sigma √2)) at the distance d from their border.
    for (size_t i = 0; i < size; i++)
        gap[i] = sigma * 1.41421356f * inverseErf(std::min(best[i] - next[i], 0.9999f));
}

namespace {
inline float latticeNoise(uint64_t seed, int x, int y) {
    uint64_t bits = mixed(seed ^ mixed((uint64_t)(uint32_t)x << 32 | (uint32_t)y));
    float sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48 & 0xFFFF);
    return (sum - 131070.0f) * (1.7320508f / 65535.0f);
}
} // namespace

void cmedia_streaks(float *result, int width, int left, int top, float across, float length, float cosine, float sine,
                    uint64_t seed, int first, int last) {
    const float iu = 1 / std::max(length, 1.0f), iv = 1 / std::max(across, 1.0f);
    // Of the four corners of a cell; a pixel mostly lies in the same cell as the one before.
    int heldU = INT32_MIN, heldV = INT32_MIN;
    float c00 = 0, c10 = 0, c01 = 0, c11 = 0;
    for (int y = first; y < last; y++) {
        for (int x = 0; x < width; x++) {
            float px = x + left + 0.5f, py = y + top + 0.5f;
            float u = (px * cosine + py * sine) * iu, v = (py * cosine - px * sine) * iv;
            int iu0 = (int)std::floor(u), iv0 = (int)std::floor(v);
            if (iu0 != heldU || iv0 != heldV) {
                heldU = iu0;
                heldV = iv0;
                c00 = latticeNoise(seed, iu0, iv0);
                c10 = latticeNoise(seed, iu0 + 1, iv0);
                c01 = latticeNoise(seed, iu0, iv0 + 1);
                c11 = latticeNoise(seed, iu0 + 1, iv0 + 1);
            }
            float fu = u - iu0, fv = v - iv0;
            fu = fu * fu * (3 - 2 * fu);
            fv = fv * fv * (3 - 2 * fv);
            float a = c00 + fu * (c10 - c00), b = c01 + fu * (c11 - c01);
            // The mean square of this interpolation over a cell is 0.74² that of the lattice.
            result[(size_t)y * width + x] = (a + fv * (b - a)) / 0.74f;
        }
    }
}
