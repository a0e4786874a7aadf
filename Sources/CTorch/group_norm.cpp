// GroupNorm in float32 on channels-last memory. libtorch's own kernel takes a group's variance as E[x²] − E[x]², which
// cancels where the mean is large beside the deviation, as it is in the wide levels of a UNet: its result then differs
// by 1e-4 from what libtorch itself gives for contiguous memory. Here every channel's sums are taken about a pivot of its own.
#include <ATen/Parallel.h>

#include <vector>

#include "kernels.hpp"

namespace {

using ctorch::float_data;
using ctorch::is_float_row;

// Chunks of a fixed size, not one per thread: the order of additions must not depend on the number of threads.
constexpr int64_t cells_per_chunk = 64;

// Every channel's Σ(x−p) and Σ(x−p)² over `cells` rows of `channels` values, p being the picture's first row.
void channel_sums(const float *__restrict x, int64_t cells, int64_t channels, const float *__restrict pivots,
                  float *__restrict sums, float *__restrict squares) {
    for (int64_t cell = 0; cell < cells; ++cell, x += channels) {
        for (int64_t c = 0; c < channels; ++c) {
            float d = x[c] - pivots[c];
            sums[c] += d;
            squares[c] += d * d;
        }
    }
}

// What turns a channel into its norm: (x − center)·scale + offset. The center is the nearest float to the mean; what
// rounding took from it is in the offset.
struct ChannelTransform {
    std::vector<float> center, scale, offset;

    explicit ChannelTransform(int64_t channels) : center(channels), scale(channels), offset(channels) {}

    void apply(const float *__restrict x, float *__restrict y, int64_t cells, int64_t channels, int64_t start) const {
        const float *__restrict m = center.data() + start, *__restrict s = scale.data() + start;
        const float *__restrict b = offset.data() + start;
        for (int64_t cell = 0; cell < cells; ++cell, x += channels, y += channels)
            for (int64_t c = 0; c < channels; ++c) y[c] = (x[c] - m[c]) * s[c] + b[c];
    }
};

struct Picture {
    int64_t channels, cells, chunks, groups;
    double epsilon;
    const float *pivots, *sums, *squares, *weight, *bias, *shift;

    // The groups' moments out of the channels', each shifted by its own constant, in double.
    void finish(ChannelTransform &transform, int64_t start) const {
        int64_t per_group = channels / groups;
        std::vector<double> sum(channels), square(channels), pivot(channels);
        for (int64_t c = 0; c < channels; ++c) {
            for (int64_t chunk = 0; chunk < chunks; ++chunk) {
                sum[c] += sums[chunk * channels + c];
                square[c] += squares[chunk * channels + c];
            }
            pivot[c] = static_cast<double>(pivots[c]) + (shift ? shift[c] : 0);
        }
        for (int64_t first = 0; first < channels; first += per_group) {
            double count = static_cast<double>(per_group) * cells, mean = 0, variance = 0;
            for (int64_t c = first; c < first + per_group; ++c) mean += pivot[c] * cells + sum[c];
            mean /= count;
            for (int64_t c = first; c < first + per_group; ++c) {
                double d = pivot[c] - mean;
                variance += square[c] + 2 * d * sum[c] + d * d * cells;
            }
            double inverse = 1 / std::sqrt(std::max(variance / count, 0.0) + epsilon);
            for (int64_t c = first; c < first + per_group; ++c) {
                double scale = inverse * weight[c], center = mean - (shift ? shift[c] : 0);
                auto nearest = static_cast<float>(center);
                transform.center[start + c] = nearest;
                transform.scale[start + c] = static_cast<float>(scale);
                transform.offset[start + c] = static_cast<float>(bias[c] - (center - nearest) * scale);
            }
        }
    }
};

} // namespace

at::Tensor ctorch::float_group_norm(const at::Tensor &x, const std::optional<at::Tensor> &shift, int64_t groups,
                                    const at::Tensor &weight, const at::Tensor &bias, double epsilon, bool silu) {
    if (x.dim() != 4 || !x.is_cpu() || x.scalar_type() != at::kFloat || x.numel() == 0 || groups < 1 ||
        !x.is_contiguous(at::MemoryFormat::ChannelsLast))
        return {};
    int64_t pictures = x.size(0), channels = x.size(1), cells = x.size(2) * x.size(3);
    if (channels % groups != 0 || !is_float_row(weight, channels) || !is_float_row(bias, channels)) return {};
    if (shift && !is_float_row(*shift, channels) && !is_float_row(*shift, pictures * channels)) return {};
    int64_t chunks = (cells + cells_per_chunk - 1) / cells_per_chunk;
    std::vector<float> sums(pictures * chunks * channels), squares(sums.size());
    auto out = at::empty_like(x);
    auto *source = float_data(x);
    auto *result = ctorch::mutable_float_data(out);
    auto rows_of = [&](int64_t chunk) { return std::min(cells_per_chunk, cells - chunk % chunks * cells_per_chunk); };
    auto start_of = [&](int64_t chunk) {
        return (chunk / chunks * cells + chunk % chunks * cells_per_chunk) * channels;
    };
    at::parallel_for(0, pictures * chunks, 4, [&](int64_t begin, int64_t end) {
        for (int64_t chunk = begin; chunk < end; ++chunk)
            channel_sums(source + start_of(chunk), rows_of(chunk), channels,
                         source + chunk / chunks * cells * channels, sums.data() + chunk * channels,
                         squares.data() + chunk * channels);
    });
    ChannelTransform transform(pictures * channels);
    for (int64_t n = 0; n < pictures; ++n) {
        const float *own = shift ? float_data(*shift) + (shift->numel() > channels ? n * channels : 0) : nullptr;
        Picture{channels, cells, chunks, groups, epsilon, source + n * cells * channels,
                sums.data() + n * chunks * channels, squares.data() + n * chunks * channels,
                float_data(weight), float_data(bias), own}
            .finish(transform, n * channels);
    }
    at::parallel_for(0, pictures * chunks, 4, [&](int64_t begin, int64_t end) {
        for (int64_t chunk = begin; chunk < end; ++chunk)
            transform.apply(source + start_of(chunk), result + start_of(chunk), rows_of(chunk), channels,
                            chunk / chunks * channels);
    });
    return silu ? at::silu_(out) : out;
}
