// 3×3 convolutions with stride 1 by Winograd's F(2×2, 3×3): 16 products give four results that take 36 directly
// (Lavin and Gray, “Fast Algorithms for Convolutional Neural Networks”, 2015). A tile of 4×4 pixels overlaps its
// neighbours by two. Larger tiles save more and lose digits: F(4×4) is a hundred times less exact, this one is not.
#include <ATen/Parallel.h>

#include <array>
#include <vector>

#include "kernels.hpp"

namespace {

using ctorch::float_data;
using ctorch::is_float_row;
using ctorch::mutable_float_data;

constexpr int64_t points = 16;
// The tiles are taken in equal parts. Transformed, a part takes less than twice these bytes; with fewer tiles than
// these the products would be slow.
constexpr int64_t workspace_bytes = 32 << 20, least_tiles = 192;
// Fewer leave less to save than the transforms cost.
constexpr int64_t least_channels = 96;

// G·g·Gᵀ of one 3×3 kernel.
std::array<float, points> transformed_kernel(const float *g) {
    double rows[4][3];
    for (int c = 0; c < 3; ++c) {
        double top = g[c], middle = g[3 + c], bottom = g[6 + c];
        rows[0][c] = top;
        rows[1][c] = (top + middle + bottom) / 2;
        rows[2][c] = (top - middle + bottom) / 2;
        rows[3][c] = bottom;
    }
    std::array<float, points> out;
    for (int r = 0; r < 4; ++r) {
        double left = rows[r][0], middle = rows[r][1], right = rows[r][2];
        out[4 * r] = static_cast<float>(left);
        out[4 * r + 1] = static_cast<float>((left + middle + right) / 2);
        out[4 * r + 2] = static_cast<float>((left - middle + right) / 2);
        out[4 * r + 3] = static_cast<float>(right);
    }
    return out;
}

// The tiles of a batch, counted row by row through all its pictures.
struct Tiles {
    int64_t channels, outputs, height, width, padding, out_height, out_width;

    int64_t across() const { return (out_width + 1) / 2; }
    int64_t down() const { return (out_height + 1) / 2; }

    // Bᵀ·d·B of one tile, into sixteen planes that lie `stride` apart.
    void take(const float *x, const float *zeros, int64_t tile, float *to, int64_t stride) const {
        int64_t left = tile % across() * 2 - padding, top = tile / across() % down() * 2 - padding;
        const float *picture = x + tile / (across() * down()) * height * width * channels;
        const float *d[points];
        for (int64_t i = 0; i < points; ++i) {
            int64_t row = top + i / 4, column = left + i % 4;
            bool is_inside = row >= 0 && row < height && column >= 0 && column < width;
            d[i] = is_inside ? picture + (row * width + column) * channels : zeros;
        }
#pragma clang loop vectorize(assume_safety)
        for (int64_t c = 0; c < channels; ++c) {
            float rows[points];
            for (int k = 0; k < 4; ++k) {
                float a = d[k][c], b = d[4 + k][c], e = d[8 + k][c], f = d[12 + k][c];
                rows[k] = a - e;
                rows[4 + k] = b + e;
                rows[8 + k] = e - b;
                rows[12 + k] = b - f;
            }
            for (int r = 0; r < 4; ++r) {
                const float *q = rows + 4 * r;
                float *result = to + 4 * r * stride + c;
                result[0] = q[0] - q[2];
                result[stride] = q[1] + q[2];
                result[2 * stride] = q[2] - q[1];
                result[3 * stride] = q[1] - q[3];
            }
        }
    }

    // Aᵀ·m·A of one tile's products, added to the bias: up to 2×2 pixels.
    void put(const float *from, int64_t stride, const float *bias, int64_t tile, float *y) const {
        int64_t column = tile % across() * 2, row = tile / across() % down() * 2;
        float *pixel = y + ((tile / (across() * down()) * out_height + row) * out_width + column) * outputs;
        bool has_right = column + 1 < out_width, has_below = row + 1 < out_height;
        // What lies outside is written first and overwritten by what lies inside.
        float *right = has_right ? pixel + outputs : pixel;
        float *below = has_below ? pixel + out_width * outputs : pixel;
        float *corner = has_right && has_below ? below + outputs : pixel;
#pragma clang loop vectorize(assume_safety)
        for (int64_t c = 0; c < outputs; ++c) {
            float upper[4], lower[4];
            for (int k = 0; k < 4; ++k) {
                const float *m = from + k * stride + c;
                float a = m[0], b = m[4 * stride], e = m[8 * stride], f = m[12 * stride];
                upper[k] = a + b + e;
                lower[k] = b - e - f;
            }
            corner[c] = lower[1] - lower[2] - lower[3] + bias[c];
            below[c] = lower[0] + lower[1] + lower[2] + bias[c];
            right[c] = upper[1] - upper[2] - upper[3] + bias[c];
            pixel[c] = upper[0] + upper[1] + upper[2] + bias[c];
        }
    }
};

} // namespace

bool ctorch::is_winograd_shape(at::IntArrayRef weight, at::ScalarType type, int64_t stride) {
    return type == at::kFloat && stride == 1 && weight.size() == 4 && weight[0] >= least_channels &&
           weight[1] >= least_channels && weight[2] == 3 && weight[3] == 3;
}

at::Tensor ctorch::winograd_weight(const at::Tensor &weight) {
    auto plain = weight.contiguous();
    int64_t outputs = plain.size(0), inputs = plain.size(1);
    auto out = at::empty({points, inputs, outputs}, plain.options());
    const float *g = float_data(plain);
    float *u = mutable_float_data(out);
    // A line of the cache holds sixteen results.
    constexpr int64_t block = 16;
    at::parallel_for(0, (outputs + block - 1) / block, 1, [&](int64_t begin, int64_t end) {
        for (int64_t i = 0; i < inputs; ++i) {
            for (int64_t o = begin * block; o < std::min(end * block, outputs); ++o) {
                auto values = transformed_kernel(g + (o * inputs + i) * 9);
                for (int64_t p = 0; p < points; ++p) u[(p * inputs + i) * outputs + o] = values[p];
            }
        }
    });
    return out;
}

at::Tensor ctorch::winograd_convolution(const at::Tensor &x, const at::Tensor &weight,
                                        const std::optional<at::Tensor> &bias, int64_t padding) {
    TORCH_CHECK(x.dim() == 4 && weight.dim() == 3 && x.size(1) == weight.size(1), "a convolution got ", x.sizes(),
                " for ", weight.size(1), " channels");
    TORCH_CHECK(x.is_cpu() && x.scalar_type() == at::kFloat && (!bias || is_float_row(*bias, weight.size(2))),
                "a packed float32 convolution got ", x.scalar_type(), " or a bias that does not fit");
    auto source = x.contiguous(at::MemoryFormat::ChannelsLast);
    int64_t outputs = weight.size(2);
    Tiles tiles{x.size(1), outputs, x.size(2), x.size(3), padding, x.size(2) + 2 * padding - 2,
                x.size(3) + 2 * padding - 2};
    TORCH_CHECK(tiles.out_height > 0 && tiles.out_width > 0, "a picture is smaller than the kernel: ", x.sizes());
    auto out = at::empty({x.size(0), outputs, tiles.out_height, tiles.out_width},
                         x.options().memory_format(at::MemoryFormat::ChannelsLast));
    int64_t count = x.size(0) * tiles.down() * tiles.across();
    int64_t per_tile = points * (tiles.channels + outputs) * static_cast<int64_t>(sizeof(float));
    int64_t parts = std::max<int64_t>(1, count / std::max(workspace_bytes / per_tile, least_tiles));
    int64_t most = (count + parts - 1) / parts;
    auto taken = at::empty({points * most * tiles.channels}, x.options());
    auto made = at::empty({points * most * outputs}, x.options());
    std::vector<float> zeros(tiles.channels), no_bias(bias ? 0 : outputs);
    const float *added = bias ? float_data(*bias) : no_bias.data();
    for (int64_t start = 0; start < count; start += most) {
        int64_t rows = std::min(most, count - start);
        auto v = taken.narrow(0, 0, points * rows * tiles.channels).view({points, rows, tiles.channels});
        auto m = made.narrow(0, 0, points * rows * outputs).view({points, rows, outputs});
        at::parallel_for(0, rows, 16, [&](int64_t begin, int64_t end) {
            for (int64_t tile = begin; tile < end; ++tile)
                tiles.take(float_data(source), zeros.data(), start + tile,
                           mutable_float_data(v) + tile * tiles.channels, rows * tiles.channels);
        });
        at::bmm_out(m, v, weight);
        at::parallel_for(0, rows, 16, [&](int64_t begin, int64_t end) {
            for (int64_t tile = begin; tile < end; ++tile)
                tiles.put(float_data(m) + tile * outputs, rows * outputs, added, start + tile, mutable_float_data(out));
        });
    }
    return out;
}
