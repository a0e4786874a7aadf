// Noise on lattices that lie on the page.
#include "kernels.hpp"

using namespace cmedia;

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
                c00 = latticeValue(seed, iu0, iv0);
                c10 = latticeValue(seed, iu0 + 1, iv0);
                c01 = latticeValue(seed, iu0, iv0 + 1);
                c11 = latticeValue(seed, iu0 + 1, iv0 + 1);
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
