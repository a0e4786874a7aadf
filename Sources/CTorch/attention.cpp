// Attention in bfloat16 on the CPU, as blocks of queries against blocks of keys with a running softmax
// (Dao et al., "FlashAttention", 2022). libtorch's own kernel reaches a third of what the processor's bfloat16
// products allow; see Documentation/performance.md.
#include <ATen/Parallel.h>

#include <cmath>
#include <limits>
#include <vector>

#include "bfloat16.hpp"
#include "guard.hpp"
#include "kernels.hpp"

#if CTORCH_HAS_AVX512_KERNELS
CTORCH_BEGIN_AVX512
namespace {
using namespace ctorch::avx512;

constexpr int64_t keys_per_block = 512;
constexpr int64_t queries_per_block = 48;
constexpr int rows_per_tile = 6;
constexpr int64_t largest_width = 128;

// One head: element offsets of rows, widths in elements.
struct Head {
    const uint16_t *q, *k, *v;
    uint16_t *out;
    int64_t q_row, k_row, v_row, out_row;
    int64_t queries, keys, width;
    float scale;
};

// Memory of one thread.
struct Scratch {
    std::vector<uint32_t> packed_k, packed_v;
    std::vector<float> scores, sums;
    std::vector<uint16_t> weights;
};

// c[rows, columns] (+)= a[rows, 2·pairs] · b, where b holds pairs of its rows side by side: b[pair][column][2].
// `columns` is a multiple of 16 and at most 64.
template <int rows, int vectors>
void tile(const uint16_t *a, int64_t a_row, const uint32_t *b, int64_t b_row, float *c, int64_t c_row, int64_t pairs,
          bool adds) {
    __m512 sums[rows][vectors];
    for (int i = 0; i < rows; ++i)
        for (int j = 0; j < vectors; ++j)
            sums[i][j] = adds ? _mm512_loadu_ps(c + i * c_row + lanes * j) : _mm512_setzero_ps();
    for (int64_t p = 0; p < pairs; ++p) {
        __m512bh column[vectors];
        for (int j = 0; j < vectors; ++j)
            column[j] = reinterpret_cast<__m512bh>(_mm512_loadu_si512(b + p * b_row + lanes * j));
        for (int i = 0; i < rows; ++i) {
            int32_t pair;
            __builtin_memcpy(&pair, a + i * a_row + 2 * p, sizeof pair);
            auto row = reinterpret_cast<__m512bh>(_mm512_set1_epi32(pair));
            for (int j = 0; j < vectors; ++j) sums[i][j] = _mm512_dpbf16_ps(sums[i][j], row, column[j]);
        }
    }
    for (int i = 0; i < rows; ++i)
        for (int j = 0; j < vectors; ++j) _mm512_storeu_ps(c + i * c_row + lanes * j, sums[i][j]);
}

template <int vectors>
void tiles(int64_t rows, const uint16_t *a, int64_t a_row, const uint32_t *b, int64_t b_row, float *c, int64_t c_row,
           int64_t pairs, bool adds) {
    for (; rows >= rows_per_tile; rows -= rows_per_tile, a += rows_per_tile * a_row, c += rows_per_tile * c_row)
        tile<rows_per_tile, vectors>(a, a_row, b, b_row, c, c_row, pairs, adds);
    switch (rows) {
    case 5: return tile<5, vectors>(a, a_row, b, b_row, c, c_row, pairs, adds);
    case 4: return tile<4, vectors>(a, a_row, b, b_row, c, c_row, pairs, adds);
    case 3: return tile<3, vectors>(a, a_row, b, b_row, c, c_row, pairs, adds);
    case 2: return tile<2, vectors>(a, a_row, b, b_row, c, c_row, pairs, adds);
    case 1: return tile<1, vectors>(a, a_row, b, b_row, c, c_row, pairs, adds);
    default: return;
    }
}

// c[rows, columns] (+)= a · b for any multiple of 16 columns.
void product(int64_t rows, int64_t columns, const uint16_t *a, int64_t a_row, const uint32_t *b, int64_t b_row,
             float *c, int64_t c_row, int64_t pairs, bool adds) {
    for (int64_t j = 0; j < columns; j += 4 * lanes) {
        switch (std::min<int64_t>((columns - j) / lanes, 4)) {
        case 4: tiles<4>(rows, a, a_row, b + j, b_row, c + j, c_row, pairs, adds); break;
        case 3: tiles<3>(rows, a, a_row, b + j, b_row, c + j, c_row, pairs, adds); break;
        case 2: tiles<2>(rows, a, a_row, b + j, b_row, c + j, c_row, pairs, adds); break;
        default: tiles<1>(rows, a, a_row, b + j, b_row, c + j, c_row, pairs, adds); break;
        }
    }
}

int64_t rounded_up(int64_t count, int64_t step) { return (count + step - 1) / step * step; }

// Keys [count, width] as packed[width / 2][padded count]: what q·kᵀ reads. Keys beyond the last are zero.
void pack_keys(const Head &head, uint32_t *packed, int64_t padded) {
    int64_t pairs = head.width / 2;
    auto step = _mm512_mullo_epi32(_mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
                                   _mm512_set1_epi32(static_cast<int>(head.k_row)));
    for (int64_t key = 0; key < padded; key += lanes) {
        auto mask = first(std::max<int64_t>(head.keys - key, 0));
        auto *source = head.k + key * head.k_row;
        for (int64_t p = 0; p < pairs; ++p) {
            auto column = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), mask, step, source + 2 * p, 2);
            _mm512_storeu_si512(packed + p * padded + key, column);
        }
    }
}

// Values [count, width] as packed[padded count / 2][width]: what weights·v reads. Values beyond the last are zero.
void pack_values(const Head &head, uint32_t *packed, int64_t padded) {
    for (int64_t key = 0; key < padded; key += 2) {
        auto *even = head.v + key * head.v_row;
        for (int64_t d = 0; d < head.width; d += lanes) {
            auto low = key < head.keys ? _mm256_loadu_si256(reinterpret_cast<const __m256i *>(even + d))
                                       : _mm256_setzero_si256();
            auto high = key + 1 < head.keys
                            ? _mm256_loadu_si256(reinterpret_cast<const __m256i *>(even + head.v_row + d))
                            : _mm256_setzero_si256();
            auto pair = _mm512_or_si512(_mm512_cvtepu16_epi32(low), _mm512_slli_epi32(_mm512_cvtepu16_epi32(high), 16));
            _mm512_storeu_si512(packed + key / 2 * head.width + d, pair);
        }
    }
}

// Turns a row of scores into weights e^(score·scale − top) and returns their sum; `top` is raised to the row's largest.
float soften(float *scores, uint16_t *weights, int64_t count, int64_t padded, float scale, float &top) {
    auto largest = _mm512_set1_ps(-std::numeric_limits<float>::infinity());
    for (int64_t j = 0; j < count; j += lanes)
        largest = _mm512_mask_max_ps(largest, first(count - j), largest, _mm512_loadu_ps(scores + j));
    top = std::max(top, _mm512_reduce_max_ps(largest) * scale);
    auto factor = _mm512_set1_ps(scale), shift = _mm512_set1_ps(-top), sum = _mm512_setzero_ps();
    for (int64_t j = 0; j < padded; j += lanes) {
        auto mask = first(std::max<int64_t>(count - j, 0));
        auto e = exponential(_mm512_fmadd_ps(_mm512_loadu_ps(scores + j), factor, shift));
        e = _mm512_maskz_mov_ps(mask, e);
        sum = _mm512_add_ps(sum, e);
        store(weights + j, e);
    }
    return _mm512_reduce_add_ps(sum);
}

// Queries `begin` ..< `end` of a head whose keys and values are packed.
void attend(const Head &head, Scratch &scratch, int64_t begin, int64_t end, int64_t padded) {
    float top[queries_per_block], sum[queries_per_block];
    for (int64_t start = begin; start < end; start += queries_per_block) {
        int64_t rows = std::min(queries_per_block, end - start);
        for (int64_t i = 0; i < rows; ++i) {
            top[i] = -std::numeric_limits<float>::infinity();
            sum[i] = 0;
        }
        for (int64_t key = 0; key < padded; key += keys_per_block) {
            int64_t block = std::min(keys_per_block, padded - key), count = std::min(keys_per_block, head.keys - key);
            product(rows, block, head.q + start * head.q_row, head.q_row, scratch.packed_k.data() + key, padded,
                    scratch.scores.data(), keys_per_block, head.width / 2, false);
            for (int64_t i = 0; i < rows; ++i) {
                float before = top[i];
                float part = soften(scratch.scores.data() + i * keys_per_block,
                                    scratch.weights.data() + i * keys_per_block, count, block, head.scale, top[i]);
                float fade = key == 0 ? 0 : std::exp(before - top[i]);
                sum[i] = sum[i] * fade + part;
                if (key == 0 || fade == 1) continue;
                auto factor = _mm512_set1_ps(fade);
                for (float *value = scratch.sums.data() + i * head.width, *last = value + head.width; value < last;
                     value += lanes)
                    _mm512_storeu_ps(value, _mm512_mul_ps(_mm512_loadu_ps(value), factor));
            }
            product(rows, head.width, scratch.weights.data(), keys_per_block,
                    scratch.packed_v.data() + key / 2 * head.width, head.width, scratch.sums.data(), head.width,
                    block / 2, key > 0);
        }
        for (int64_t i = 0; i < rows; ++i) {
            auto factor = _mm512_set1_ps(1 / sum[i]);
            for (int64_t d = 0; d < head.width; d += lanes)
                store(head.out + (start + i) * head.out_row + d,
                      _mm512_mul_ps(_mm512_loadu_ps(scratch.sums.data() + i * head.width + d), factor));
        }
    }
}

void attend(const Head &head, int64_t begin, int64_t end) {
    thread_local Scratch scratch;
    int64_t padded = rounded_up(head.keys, lanes);
    scratch.packed_k.resize(head.width / 2 * padded);
    scratch.packed_v.resize(head.width * padded / 2);
    scratch.scores.resize(queries_per_block * keys_per_block);
    scratch.weights.resize(queries_per_block * keys_per_block);
    scratch.sums.resize(queries_per_block * head.width);
    pack_keys(head, scratch.packed_k.data(), padded);
    pack_values(head, scratch.packed_v.data(), padded);
    attend(head, scratch, begin, end, padded);
}

bool applies(const at::Tensor &x) {
    return x.is_cpu() && x.dim() == 4 && x.scalar_type() == at::kBFloat16 && x.stride(3) == 1;
}

const uint16_t *data(const at::Tensor &x, int64_t row, int64_t head) {
    return static_cast<const uint16_t *>(x.const_data_ptr()) + row * x.stride(0) + head * x.stride(1);
}

} // namespace
CTORCH_END_AVX512
#endif

at::Tensor ctorch::fast_attention(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, double scale) {
#if CTORCH_HAS_AVX512_KERNELS
    int64_t width = q.size(-1), keys = k.size(2);
    if (!ctorch_cpu_has_fast_bfloat16() || !applies(q) || !applies(k) || !applies(v) || width % lanes != 0 ||
        width > largest_width || keys == 0 || k.stride(2) * lanes > std::numeric_limits<int32_t>::max() ||
        k.size(0) != q.size(0) || k.size(1) != q.size(1) || k.size(3) != width || !v.sizes().equals(k.sizes()))
        return {};
    int64_t rows = q.size(0), heads = q.size(1), queries = q.size(2);
    auto out = at::empty({rows, queries, heads * width}, q.options());
    auto *result = static_cast<uint16_t *>(out.mutable_data_ptr());
    // Few heads are split into blocks of queries, so that every thread has work.
    int64_t wanted = 2 * at::get_num_threads();
    int64_t blocks = (queries + queries_per_block - 1) / queries_per_block;
    int64_t splits = std::max<int64_t>(1, std::min(blocks, (wanted + rows * heads - 1) / (rows * heads)));
    int64_t share = (blocks + splits - 1) / splits * queries_per_block;
    at::parallel_for(0, rows * heads * splits, 1, [&](int64_t first_task, int64_t last_task) {
        for (int64_t task = first_task; task < last_task; ++task) {
            int64_t row = task / splits / heads, number = task / splits % heads, begin = task % splits * share;
            if (begin >= queries) continue;
            attend({data(q, row, number), data(k, row, number), data(v, row, number),
                    result + row * queries * heads * width + number * width, q.stride(2), k.stride(2), v.stride(2),
                    heads * width, queries, keys, width, static_cast<float>(scale)},
                   begin, std::min(queries, begin + share));
        }
    });
    return out;
#else
    return {};
#endif
}
