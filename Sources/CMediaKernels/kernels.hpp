#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "cmedia.h"

// A second body for processors with AVX2 and FMA, chosen when the program is loaded.
#if defined(__x86_64__) && defined(__linux__)
#define CMEDIA_WIDE __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define CMEDIA_WIDE
#endif

namespace cmedia {

inline int clamp(int value, int low, int high) { return value < low ? low : (value > high ? high : value); }
inline float clamp(float value, float low, float high) { return value < low ? low : (value > high ? high : value); }

inline float smoothstep(float low, float high, float value) {
    float t = clamp((value - low) / (high - low), 0.0f, 1.0f);
    return t * t * (3 - 2 * t);
}

// exp(-x²/2) for 0 ≤ x² ≤ 64, from a table: the error is below 2e-4.
struct GaussianTable {
    static constexpr int steps = 2048;
    float values[steps + 1];
    GaussianTable() {
        for (int i = 0; i <= steps; i++) values[i] = std::exp(-0.5f * 64.0f * i / steps);
    }
    float operator()(float square) const { return values[(int)(std::min(square, 64.0f) * (steps / 64.0f))]; }
};

// Weights of four neighbors at the place t between the middle two (Catmull & Rom 1974).
inline void cubicWeights(float t, float *w) {
    float t2 = t * t, t3 = t2 * t;
    w[0] = 0.5f * (-t3 + 2 * t2 - t);
    w[1] = 0.5f * (3 * t3 - 5 * t2 + 2);
    w[2] = 0.5f * (-3 * t3 + 4 * t2 + t);
    w[3] = 0.5f * (t3 - t2);
}

// SplitMix64's finalizer (Steele, Lea & Flood 2014).
inline uint64_t mixed(uint64_t value) {
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ull;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBull;
    return value ^ (value >> 31);
}

// A standard normal value that depends on its place alone: four 16-bit parts of a hash, summed (Irwin-Hall).
inline float latticeValue(uint64_t seed, int x, int y) {
    uint64_t bits = mixed(seed ^ mixed((uint64_t)(uint32_t)x << 32 | (uint32_t)y));
    float sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48 & 0xFFFF);
    return (sum - 131070.0f) * (1.7320508f / 65535.0f);
}

} // namespace cmedia
