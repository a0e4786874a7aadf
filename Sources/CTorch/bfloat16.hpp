// Vectors of bfloat16 on AVX-512, for the kernels of this folder. They are used only where the processor multiplies
// bfloat16 in hardware (ctorch_cpu_has_fast_bfloat16); elsewhere libtorch's operators serve.
#pragma once
#if defined(__x86_64__)
#include <immintrin.h>

#include <cstdint>

#define CTORCH_HAS_AVX512_KERNELS 1
// Every function between these two is compiled for AVX-512 with bfloat16, whatever the rest of the file is compiled for.
#define CTORCH_AVX512 "avx512f,avx512bw,avx512dq,avx512vl,avx512bf16"
#define CTORCH_BEGIN_AVX512                                                                                            \
    _Pragma("clang attribute push(__attribute__((target(CTORCH_AVX512))), apply_to = function)")
#define CTORCH_END_AVX512 _Pragma("clang attribute pop")

CTORCH_BEGIN_AVX512
namespace ctorch::avx512 {

constexpr int lanes = 16;

static inline __m512 load(const uint16_t *source) {
    auto halves = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(source));
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(halves), 16));
}

static inline __m512 load(const uint16_t *source, __mmask16 mask) {
    auto halves = _mm256_maskz_loadu_epi16(mask, source);
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(halves), 16));
}

static inline __m256i rounded(__m512 x) { return reinterpret_cast<__m256i>(_mm512_cvtneps_pbh(x)); }

static inline void store(uint16_t *target, __m512 x) {
    _mm256_storeu_si256(reinterpret_cast<__m256i *>(target), rounded(x));
}

static inline void store(uint16_t *target, __m512 x, __mmask16 mask) {
    _mm256_mask_storeu_epi16(target, mask, rounded(x));
}

// The mask of the last `count` lanes' worth of a row; all lanes when `count` is 16 or more.
static inline __mmask16 first(int64_t count) {
    return count >= lanes ? __mmask16(0xFFFF) : __mmask16((1u << count) - 1);
}

// e^x within 2e-7 relative for −87…88; 0 below.
static inline __m512 exponential(__m512 x) {
    // In this order the maximum of a NaN is the NaN.
    x = _mm512_max_ps(_mm512_set1_ps(-104.0f), x);
    auto n = _mm512_roundscale_ps(_mm512_mul_ps(x, _mm512_set1_ps(1.44269504f)), 0);
    auto r = _mm512_fnmadd_ps(n, _mm512_set1_ps(0.693359375f), x);
    r = _mm512_fnmadd_ps(n, _mm512_set1_ps(-2.12194440e-4f), r);
    // Cephes' polynomial of e^r for |r| ≤ ln 2 / 2.
    auto p = _mm512_set1_ps(1.9875691500e-4f);
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.3981999507e-3f));
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(8.3334519073e-3f));
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(4.1665795894e-2f));
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.6666665459e-1f));
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(5.0000001201e-1f));
    p = _mm512_fmadd_ps(p, _mm512_mul_ps(r, r), _mm512_add_ps(r, _mm512_set1_ps(1.0f)));
    return _mm512_scalef_ps(p, n);
}

static inline __m512 silu(__m512 x) {
    auto one = _mm512_set1_ps(1.0f);
    auto e = exponential(_mm512_sub_ps(_mm512_setzero_ps(), x));
    return _mm512_div_ps(x, _mm512_add_ps(one, e));
}

// x·Φ(x) with Φ by Abramowitz and Stegun 7.1.26, whose error of 1.5e-7 is far below bfloat16's rounding.
static inline __m512 gelu(__m512 x) {
    auto one = _mm512_set1_ps(1.0f);
    auto z = _mm512_abs_ps(_mm512_mul_ps(x, _mm512_set1_ps(0.70710678f)));
    auto t = _mm512_div_ps(one, _mm512_fmadd_ps(z, _mm512_set1_ps(0.3275911f), one));
    auto p = _mm512_set1_ps(1.061405429f);
    p = _mm512_fmadd_ps(p, t, _mm512_set1_ps(-1.453152027f));
    p = _mm512_fmadd_ps(p, t, _mm512_set1_ps(1.421413741f));
    p = _mm512_fmadd_ps(p, t, _mm512_set1_ps(-0.284496736f));
    p = _mm512_fmadd_ps(p, t, _mm512_set1_ps(0.254829592f));
    // tail = ½·erfc(z): Φ(x) is `tail` for negative x and 1 − tail for the others.
    auto tail = _mm512_mul_ps(_mm512_mul_ps(p, t), exponential(_mm512_sub_ps(_mm512_setzero_ps(), _mm512_mul_ps(z, z))));
    tail = _mm512_mul_ps(tail, _mm512_set1_ps(0.5f));
    auto negative = _mm512_cmp_ps_mask(x, _mm512_setzero_ps(), _CMP_LT_OQ);
    auto phi = _mm512_mask_mov_ps(_mm512_sub_ps(one, tail), negative, tail);
    return _mm512_mul_ps(x, phi);
}

} // namespace ctorch::avx512
CTORCH_END_AVX512
#endif
