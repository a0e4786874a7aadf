// Separable filters, resampling and lattice noise.
#include "kernels.hpp"

using namespace cmedia;

CMEDIA_WIDE void cmedia_filter_rows(const float *source, float *result, int width, const float *weights, int radius,
                                    int first, int last) {
    std::vector<float> padded(width + 2 * radius);
    for (int y = first; y < last; y++) {
        const float *row = source + (size_t)y * width;
        for (int i = 0; i < radius; i++) {
            padded[i] = row[0];
            padded[radius + width + i] = row[width - 1];
        }
        std::copy(row, row + width, padded.begin() + radius);
        float *out = result + (size_t)y * width;
        const float *middle = padded.data() + radius;
        for (int x = 0; x < width; x++) out[x] = weights[0] * middle[x];
        for (int i = 1; i <= radius; i++) {
            const float weight = weights[i], *left = middle - i, *right = middle + i;
            for (int x = 0; x < width; x++) out[x] += weight * (left[x] + right[x]);
        }
    }
}

CMEDIA_WIDE void cmedia_filter_columns(const float *source, float *result, int width, int height, const float *weights,
                                       int radius, int first, int last) {
    for (int y = first; y < last; y++) {
        float *out = result + (size_t)y * width;
        const float *row = source + (size_t)y * width;
        for (int x = 0; x < width; x++) out[x] = weights[0] * row[x];
        for (int i = 1; i <= radius; i++) {
            const float weight = weights[i];
            const float *up = source + (size_t)std::max(y - i, 0) * width;
            const float *down = source + (size_t)std::min(y + i, height - 1) * width;
            for (int x = 0; x < width; x++) out[x] += weight * (up[x] + down[x]);
        }
    }
}

namespace {

// A standard normal value that depends on its place alone: four 16-bit parts of a hash, summed (Irwin-Hall).
inline float latticeValue(uint64_t seed, int x, int y) {
    uint64_t bits = mixed(seed ^ mixed((uint64_t)(uint32_t)x << 32 | (uint32_t)y));
    float sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48 & 0xFFFF);
    return (sum - 131070.0f) * (1.7320508f / 65535.0f);
}

inline void cubicWeights(float t, float *w) {
    float t2 = t * t, t3 = t2 * t;
    w[0] = 0.5f * (-t3 + 2 * t2 - t);
    w[1] = 0.5f * (3 * t3 - 5 * t2 + 2);
    w[2] = 0.5f * (-3 * t3 + 4 * t2 + t);
    w[3] = 0.5f * (t3 - t2);
}

} // namespace

void cmedia_noise(float *result, int width, int left, int top, float cell, uint64_t seed, float gain, int first,
                  int last) {
    if (cell <= 1) {
        // Finer than a pixel: its mean over a pixel, which is weaker the more cells there are.
        const float weak = gain * std::max(cell, 0.05f);
        for (int y = first; y < last; y++)
            for (int x = 0; x < width; x++)
                result[(size_t)y * width + x] += weak * latticeValue(seed, x + left, y + top);
        return;
    }
    // The cubic's mean square over a cell is 0.72² that of the lattice.
    gain /= 0.72f;
    const float inverse = 1 / cell;
    const int x0 = (int)std::floor((left + 0.5f) * inverse) - 1;
    const int columns = (int)std::floor((left + width - 0.5f) * inverse) + 3 - x0 + 1;
    std::vector<float> table((size_t)columns * 4), row(columns);
    std::vector<int> index(width);
    std::vector<float> weights((size_t)width * 4);
    for (int x = 0; x < width; x++) {
        float u = (x + left + 0.5f) * inverse;
        int cellIndex = (int)std::floor(u);
        index[x] = cellIndex - 1 - x0;
        cubicWeights(u - cellIndex, &weights[(size_t)x * 4]);
    }
    int held = INT32_MIN;
    for (int y = first; y < last; y++) {
        float v = (y + top + 0.5f) * inverse;
        int cellIndex = (int)std::floor(v);
        if (cellIndex != held) {
            for (int k = 0; k < 4; k++)
                for (int i = 0; i < columns; i++)
                    table[(size_t)k * columns + i] = latticeValue(seed, x0 + i, cellIndex - 1 + k);
            held = cellIndex;
        }
        float w[4];
        cubicWeights(v - cellIndex, w);
        for (int i = 0; i < columns; i++)
            row[i] = w[0] * table[i] + w[1] * table[columns + i] + w[2] * table[2 * columns + i] +
                     w[3] * table[3 * columns + i];
        float *out = result + (size_t)y * width;
        for (int x = 0; x < width; x++) {
            const float *values = &row[index[x]], *c = &weights[(size_t)x * 4];
            out[x] += gain * (c[0] * values[0] + c[1] * values[1] + c[2] * values[2] + c[3] * values[3]);
        }
    }
}

void cmedia_sample(const float *source, int sourceWidth, int sourceHeight, float *result, int width, float a, float b,
                   float c, float d, int first, int last) {
    std::vector<int> index((size_t)width * 4);
    std::vector<float> weights((size_t)width * 4);
    for (int x = 0; x < width; x++) {
        float u = a * x + b;
        int cellIndex = (int)std::floor(u);
        cubicWeights(u - cellIndex, &weights[(size_t)x * 4]);
        for (int k = 0; k < 4; k++) index[(size_t)x * 4 + k] = clamp(cellIndex - 1 + k, 0, sourceWidth - 1);
    }
    std::vector<float> row(sourceWidth);
    for (int y = first; y < last; y++) {
        float v = c * y + d;
        int cellIndex = (int)std::floor(v);
        float w[4];
        cubicWeights(v - cellIndex, w);
        const float *rows[4];
        for (int k = 0; k < 4; k++)
            rows[k] = source + (size_t)clamp(cellIndex - 1 + k, 0, sourceHeight - 1) * sourceWidth;
        int low = index[0], high = index[(size_t)width * 4 - 1];
        for (int i = low; i <= high; i++)
            row[i] = w[0] * rows[0][i] + w[1] * rows[1][i] + w[2] * rows[2][i] + w[3] * rows[3][i];
        float *out = result + (size_t)y * width;
        for (int x = 0; x < width; x++) {
            const int *i = &index[(size_t)x * 4];
            const float *q = &weights[(size_t)x * 4];
            out[x] = q[0] * row[i[0]] + q[1] * row[i[1]] + q[2] * row[i[2]] + q[3] * row[i[3]];
        }
    }
}

void cmedia_distance(const uint8_t *inside, float *result, int width, int height, float *scratch) {
    const float far = 1e12f;
    int longest = std::max(width, height);
    std::vector<float> f(longest), z(longest + 1);
    std::vector<int> v(longest);
    // Lower envelope of parabolas along one line.
    auto transform = [&](const float *line, float *out, int count) {
        int k = 0;
        v[0] = 0;
        z[0] = -far;
        z[1] = far;
        for (int q = 1; q < count; q++) {
            float s;
            while (true) {
                int p = v[k];
                s = ((line[q] + (float)q * q) - (line[p] + (float)p * p)) / (2.0f * (q - p));
                if (s > z[k] || k == 0) break;
                k--;
            }
            if (s <= z[k]) s = z[k];
            k++;
            v[k] = q;
            z[k] = s;
            z[k + 1] = far;
        }
        k = 0;
        for (int q = 0; q < count; q++) {
            while (z[k + 1] < q) k++;
            float d = (float)(q - v[k]);
            out[q] = d * d + line[v[k]];
        }
    };
    std::vector<float> column(height), transformed(longest);
    for (int x = 0; x < width; x++) {
        for (int y = 0; y < height; y++) column[y] = inside[(size_t)y * width + x] ? 0 : 1e8f;
        transform(column.data(), transformed.data(), height);
        for (int y = 0; y < height; y++) scratch[(size_t)y * width + x] = transformed[y];
    }
    for (int y = 0; y < height; y++) {
        transform(scratch + (size_t)y * width, result + (size_t)y * width, width);
        for (int x = 0; x < width; x++) result[(size_t)y * width + x] = std::sqrt(result[(size_t)y * width + x]);
    }
}
