// Norms and gates in bfloat16 on the CPU that read and write memory once where libtorch's operators do it two or three
// times.
#include <ATen/Parallel.h>

#include <vector>

#include "bfloat16.hpp"
#include "guard.hpp"
#include "kernels.hpp"

#if CTORCH_HAS_AVX512_KERNELS
CTORCH_BEGIN_AVX512
namespace {
using namespace ctorch::avx512;

bool applies(const at::Tensor &x) { return x.is_cpu() && x.scalar_type() == at::kBFloat16; }
bool is_row(const at::Tensor &x, int64_t count) { return applies(x) && x.is_contiguous() && x.numel() == count; }

const uint16_t *data(const at::Tensor &x) { return static_cast<const uint16_t *>(x.const_data_ptr()); }
uint16_t *target(const at::Tensor &x) { return static_cast<uint16_t *>(x.mutable_data_ptr()); }

// Adds every channel's sum and sum of squares over `cells` rows of `channels` values to `sums` and `squares`.
void channel_sums(const uint16_t *x, int64_t cells, int64_t channels, float *sums, float *squares) {
    for (int64_t c = 0; c < channels; c += 2 * lanes) {
        // Two vectors of channels side by side, each with two running sums, keep the additions from waiting.
        auto left = first(channels - c), right = channels - c > lanes ? first(channels - c - lanes) : __mmask16(0);
        __m512 s0 = _mm512_setzero_ps(), s1 = s0, q0 = s0, q1 = s0;
        const uint16_t *row = x + c;
        for (int64_t cell = 0; cell < cells; ++cell, row += channels) {
            auto a = load(row, left), b = right ? load(row + lanes, right) : _mm512_setzero_ps();
            s0 = _mm512_add_ps(s0, a);
            s1 = _mm512_add_ps(s1, b);
            q0 = _mm512_fmadd_ps(a, a, q0);
            q1 = _mm512_fmadd_ps(b, b, q1);
        }
        _mm512_mask_storeu_ps(sums + c, left, s0);
        _mm512_mask_storeu_ps(squares + c, left, q0);
        if (right) {
            _mm512_mask_storeu_ps(sums + c + lanes, right, s1);
            _mm512_mask_storeu_ps(squares + c + lanes, right, q1);
        }
    }
}

// y = scale[channel]·x + offset[channel], then SiLU if asked.
void scale_channels(const uint16_t *x, uint16_t *y, int64_t cells, int64_t channels, const float *scale,
                    const float *offset, bool applies_silu) {
    for (int64_t cell = 0; cell < cells; ++cell, x += channels, y += channels) {
        for (int64_t c = 0; c < channels; c += lanes) {
            auto mask = first(channels - c);
            auto value = _mm512_fmadd_ps(load(x + c, mask), _mm512_maskz_loadu_ps(mask, scale + c),
                                         _mm512_maskz_loadu_ps(mask, offset + c));
            store(y + c, applies_silu ? silu(value) : value, mask);
        }
    }
}

float value_of(const at::Tensor &x, int64_t index) {
    uint32_t bits = static_cast<uint32_t>(data(x)[index]) << 16;
    float value;
    __builtin_memcpy(&value, &bits, sizeof value);
    return value;
}

// One picture's partial sums, `chunks` of them, to the scale and offset that normalise each channel. `shift` is what is
// added to each channel first: with Σ(x+s) = Σx + n·s and Σ(x+s)² = Σx² + 2s·Σx + n·s² it costs no pass over x.
struct ChannelStatistics {
    int64_t channels, cells, chunks, groups;
    double epsilon;

    void finish(const float *sums, const float *squares, const at::Tensor &weight, const at::Tensor &bias,
                const at::Tensor *shift, int64_t shift_start, float *scale, float *offset) const {
        int64_t per_group = channels / groups;
        for (int64_t group = 0; group < groups; ++group) {
            double sum = 0, square = 0;
            for (int64_t c = group * per_group; c < (group + 1) * per_group; ++c) {
                double own = 0, own_square = 0;
                for (int64_t chunk = 0; chunk < chunks; ++chunk) {
                    own += sums[chunk * channels + c];
                    own_square += squares[chunk * channels + c];
                }
                double s = shift ? value_of(*shift, shift_start + c) : 0;
                sum += own + cells * s;
                square += own_square + 2 * s * own + cells * s * s;
            }
            double count = static_cast<double>(per_group) * cells, mean = sum / count;
            double inverse = 1 / std::sqrt(std::max(square / count - mean * mean, 0.0) + epsilon);
            for (int64_t c = group * per_group; c < (group + 1) * per_group; ++c) {
                double s = shift ? value_of(*shift, shift_start + c) : 0;
                scale[c] = static_cast<float>(inverse * value_of(weight, c));
                offset[c] = static_cast<float>(value_of(bias, c) + (s - mean) * inverse * value_of(weight, c));
            }
        }
    }
};

// A row's mean and inverse deviation in two passes over values that lie in the first cache, then the scaled row.
void normalize_row(const float *row, uint16_t *y, int64_t width, const uint16_t *weight, const uint16_t *bias,
                   double epsilon, __m512 sum) {
    float mean = _mm512_reduce_add_ps(sum) / width;
    auto middle = _mm512_set1_ps(mean), squares = _mm512_setzero_ps();
    for (int64_t c = 0; c < width; c += lanes) {
        auto d = _mm512_sub_ps(_mm512_loadu_ps(row + c), middle);
        squares = _mm512_mask3_fmadd_ps(d, d, squares, first(width - c));
    }
    auto inverse = _mm512_set1_ps(static_cast<float>(1 / std::sqrt(_mm512_reduce_add_ps(squares) / width + epsilon)));
    for (int64_t c = 0; c < width; c += lanes) {
        auto mask = first(width - c);
        auto value = _mm512_mul_ps(_mm512_sub_ps(_mm512_loadu_ps(row + c), middle), inverse);
        store(y + c, _mm512_fmadd_ps(value, load(weight + c, mask), load(bias + c, mask)), mask);
    }
}

// Rows of x (+ y, written back to x), and their layer norms.
void add_layer_norm(uint16_t *x, const uint16_t *y, uint16_t *out, int64_t rows, int64_t width, const uint16_t *weight,
                    const uint16_t *bias, double epsilon) {
    std::vector<float> row((width + lanes - 1) / lanes * lanes);
    for (int64_t r = 0; r < rows; ++r, x += width, out += width) {
        auto sum = _mm512_setzero_ps();
        for (int64_t c = 0; c < width; c += lanes) {
            auto mask = first(width - c);
            auto value = load(x + c, mask);
            if (y) {
                // What the norm sees is what the sum is stored as, so that fusing changes no value.
                auto halves = rounded(_mm512_add_ps(value, load(y + c, mask)));
                _mm256_mask_storeu_epi16(x + c, mask, halves);
                value = _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(halves), 16));
            }
            sum = _mm512_add_ps(sum, value);
            _mm512_storeu_ps(row.data() + c, value);
        }
        if (y) y += width;
        normalize_row(row.data(), out, width, weight, bias, epsilon, sum);
    }
}

void geglu(const uint16_t *x, uint16_t *y, int64_t rows, int64_t width) {
    for (int64_t r = 0; r < rows; ++r, x += 2 * width, y += width) {
        for (int64_t c = 0; c < width; c += lanes) {
            auto mask = first(width - c);
            store(y + c, _mm512_mul_ps(load(x + c, mask), gelu(load(x + width + c, mask))), mask);
        }
    }
}

} // namespace
CTORCH_END_AVX512
#endif

at::Tensor ctorch::fast_group_norm(const at::Tensor &x, const std::optional<at::Tensor> &shift, int64_t groups,
                                   const at::Tensor &weight, const at::Tensor &bias, double epsilon, bool silu) {
#if CTORCH_HAS_AVX512_KERNELS
    if (!ctorch_cpu_has_fast_bfloat16() || x.dim() != 4 || !applies(x) ||
        !x.is_contiguous(at::MemoryFormat::ChannelsLast))
        return {};
    int64_t pictures = x.size(0), channels = x.size(1), cells = x.size(2) * x.size(3);
    if (x.numel() == 0 || channels % groups != 0 || !is_row(weight, channels) || !is_row(bias, channels)) return {};
    if (shift && !is_row(*shift, channels) && !is_row(*shift, pictures * channels)) return {};
    // Chunks of a fixed size, not one per thread: the order of additions must not depend on the number of threads.
    constexpr int64_t cells_per_chunk = 64;
    int64_t chunks = (cells + cells_per_chunk - 1) / cells_per_chunk;
    std::vector<float> sums(pictures * chunks * channels), squares(sums.size());
    std::vector<float> scale(pictures * channels), offset(scale.size());
    auto out = at::empty_like(x);
    auto *source = data(x);
    auto *result = target(out);
    auto rows_of = [&](int64_t chunk) { return std::min(cells_per_chunk, cells - chunk % chunks * cells_per_chunk); };
    auto start_of = [&](int64_t chunk) { return (chunk / chunks * cells + chunk % chunks * cells_per_chunk) * channels; };
    at::parallel_for(0, pictures * chunks, 4, [&](int64_t begin, int64_t end) {
        for (int64_t chunk = begin; chunk < end; ++chunk)
            channel_sums(source + start_of(chunk), rows_of(chunk), channels, sums.data() + chunk * channels,
                         squares.data() + chunk * channels);
    });
    ChannelStatistics statistics{channels, cells, chunks, groups, epsilon};
    for (int64_t n = 0; n < pictures; ++n)
        statistics.finish(sums.data() + n * chunks * channels, squares.data() + n * chunks * channels, weight, bias,
                          shift ? &*shift : nullptr, shift && shift->numel() > channels ? n * channels : 0,
                          scale.data() + n * channels, offset.data() + n * channels);
    at::parallel_for(0, pictures * chunks, 4, [&](int64_t begin, int64_t end) {
        for (int64_t chunk = begin; chunk < end; ++chunk)
            scale_channels(source + start_of(chunk), result + start_of(chunk), rows_of(chunk), channels,
                           scale.data() + chunk / chunks * channels, offset.data() + chunk / chunks * channels, silu);
    });
    return out;
#else
    return {};
#endif
}

at::Tensor ctorch::fast_geglu(const at::Tensor &x) {
#if CTORCH_HAS_AVX512_KERNELS
    if (!ctorch_cpu_has_fast_bfloat16() || !applies(x) || !x.is_contiguous() || x.numel() == 0 || x.size(-1) % 2 != 0)
        return {};
    int64_t width = x.size(-1) / 2, rows = x.numel() / (2 * width);
    auto shape = x.sizes().vec();
    shape.back() = width;
    auto out = at::empty(shape, x.options());
    auto *source = data(x);
    auto *result = target(out);
    at::parallel_for(0, rows, 4, [&](int64_t begin, int64_t end) {
        geglu(source + begin * 2 * width, result + begin * width, end - begin, width);
    });
    return out;
#else
    return {};
#endif
}

at::Tensor ctorch::fast_add_layer_norm(at::Tensor &x, const std::optional<at::Tensor> &y, const at::Tensor &weight,
                                       const at::Tensor &bias, double epsilon) {
#if CTORCH_HAS_AVX512_KERNELS
    int64_t width = weight.numel();
    if (!ctorch_cpu_has_fast_bfloat16() || !applies(x) || !x.is_contiguous() || x.numel() == 0 ||
        x.size(-1) != width || !is_row(weight, width) || !is_row(bias, width))
        return {};
    if (y && (!applies(*y) || !y->is_contiguous() || !y->sizes().equals(x.sizes()))) return {};
    auto out = at::empty_like(x);
    auto *sum = target(x);
    auto *added = y ? data(*y) : nullptr;
    auto *result = target(out);
    at::parallel_for(0, x.numel() / width, 16, [&](int64_t begin, int64_t end) {
        add_layer_norm(sum + begin * width, added ? added + begin * width : nullptr, result + begin * width,
                       end - begin, width, data(weight), data(bias), epsilon);
    });
    return out;
#else
    return {};
#endif
}
