// Separable filters, resampling and distances.
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

void cmedia_sample(const float *source, int sourceWidth, int sourceHeight, int sourceLeft, int sourceTop, float *result,
                   int width, int left, int top, float scale, float dx, float dy, int first, int last) {
    const float shiftX = (0.5f - dx) * scale - 0.5f, shiftY = (0.5f - dy) * scale - 0.5f;
    std::vector<int> index((size_t)width * 4);
    std::vector<float> weights((size_t)width * 4);
    for (int x = 0; x < width; x++) {
        float u = scale * (x + left) + shiftX;
        int cellIndex = (int)std::floor(u);
        cubicWeights(u - cellIndex, &weights[(size_t)x * 4]);
        for (int k = 0; k < 4; k++)
            index[(size_t)x * 4 + k] = clamp(cellIndex - 1 + k - sourceLeft, 0, sourceWidth - 1);
    }
    std::vector<float> row(sourceWidth);
    for (int y = first; y < last; y++) {
        float v = scale * (y + top) + shiftY;
        int cellIndex = (int)std::floor(v);
        float w[4];
        cubicWeights(v - cellIndex, w);
        const float *rows[4];
        for (int k = 0; k < 4; k++)
            rows[k] = source + (size_t)clamp(cellIndex - 1 + k - sourceTop, 0, sourceHeight - 1) * sourceWidth;
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
    std::vector<float> z(longest + 1);
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
