// Rasters divided into pieces with rounded borders.
#include "include/shapes.h"

#include "kernels.hpp"

using namespace cmedia;

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

void cmedia_votes(const int32_t *labels, int count, int width, int height, float sigma, int32_t *result, float *gap,
                  int first, int last) {
    const int radius = std::max(1, (int)std::ceil(2.6f * sigma));
    std::vector<float> weights(radius + 1);
    float sum = 0;
    for (int i = 0; i <= radius; i++) sum += (i ? 2 : 1) * (weights[i] = std::exp(-0.5f * i * i / (sigma * sigma)));
    for (float &weight : weights) weight /= sum;
    // Where each piece lies within the rows that count here.
    struct Box {
        int x0 = INT32_MAX, y0 = INT32_MAX, x1 = -1, y1 = -1;
    };
    std::vector<Box> boxes(count);
    for (int y = std::max(0, first - radius); y < std::min(height, last + radius); y++)
        for (int x = 0; x < width; x++) {
            int k = labels[(size_t)y * width + x];
            if (k < 0 || k >= count) continue;
            Box &box = boxes[k];
            box.x0 = std::min(box.x0, x);
            box.x1 = std::max(box.x1, x);
            box.y0 = std::min(box.y0, y);
            box.y1 = std::max(box.y1, y);
        }
    const size_t start = (size_t)first * width, size = (size_t)(last - first) * width;
    std::vector<float> best(size, 0), next(size, 0), rows, line;
    result += start;
    gap += start;
    std::fill(result, result + size, -1);
    for (int k = 0; k < count; k++) {
        const Box box = boxes[k];
        if (box.x1 < 0) continue;
        int x0 = std::max(0, box.x0 - radius), x1 = std::min(width - 1, box.x1 + radius);
        int y0 = std::max(first, box.y0 - radius), y1 = std::min(last - 1, box.y1 + radius);
        int w = x1 - x0 + 1, h = box.y1 - box.y0 + 1;
        // Across: a row's votes as sums over the piece's pixels; edges of the page repeat.
        rows.assign((size_t)w * h, 0);
        line.assign(w + 2 * radius, 0);
        for (int y = box.y0; y <= box.y1; y++) {
            const int32_t *source = labels + (size_t)y * width;
            bool any = false;
            for (int i = -radius; i < w + radius; i++) {
                float value = source[clamp(x0 + i, 0, width - 1)] == k;
                line[i + radius] = value;
                any |= value > 0;
            }
            if (!any) continue;
            float *out = rows.data() + (size_t)(y - box.y0) * w;
            const float *middle = line.data() + radius;
            for (int x = 0; x < w; x++) out[x] = weights[0] * middle[x];
            for (int i = 1; i <= radius; i++)
                for (int x = 0; x < w; x++) out[x] += weights[i] * (middle[x - i] + middle[x + i]);
        }
        line.assign(w, 0);
        for (int y = y0; y <= y1; y++) {
            std::fill(line.begin(), line.begin() + w, 0.0f);
            for (int i = -radius; i <= radius; i++) {
                int source = clamp(y + i, 0, height - 1) - box.y0;
                if (source < 0 || source >= h) continue;
                const float *row = rows.data() + (size_t)source * w, weight = weights[std::abs(i)];
                for (int x = 0; x < w; x++) line[x] += weight * row[x];
            }
            size_t place = (size_t)(y - first) * width + x0;
            for (int x = 0; x < w; x++) {
                float vote = line[x];
                if (vote > best[place + x]) {
                    next[place + x] = best[place + x];
                    best[place + x] = vote;
                    result[place + x] = k;
                } else if (vote > next[place + x]) {
                    next[place + x] = vote;
                }
            }
        }
    }
    // Two half planes blurred differ by erf(d / (sigma √2)) at the distance d from their border.
    for (size_t i = 0; i < size; i++)
        gap[i] = sigma * 1.41421356f * inverseErf(std::min(best[i] - next[i], 0.9999f));
}
