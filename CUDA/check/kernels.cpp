// Runs the kernels' own code on emulated threads and compares with plain loops in double.
#include <cstring>
#include <string>

#include "../device.cuh"

namespace {

using namespace ctorch;

std::mt19937 numbers(7);
int faults = 0;

template <typename T> float wide(T value);
template <> float wide(float value) { return value; }
template <> float wide(__half value) { return __half2float(value); }
template <> float wide(__nv_bfloat16 value) { return __bfloat162float(value); }
template <typename T> T narrow(float value);
template <> float narrow(float value) { return value; }
template <> __half narrow(float value) { return __float2half_rn(value); }
template <> __nv_bfloat16 narrow(float value) { return __float2bfloat16_rn(value); }

template <typename T> constexpr Half type_of = std::is_same_v<T, __half> ? Half::float16 : Half::bfloat16;
template <typename T> constexpr double step_of = std::is_same_v<T, __half> ? 0x1p-11 : 0x1p-8; // half a unit in 1…2

// Numbers that end where the sanitizer's guard begins; 16-byte aligned, as libtorch's are.
template <typename T> struct Numbers {
    int64_t count;
    std::unique_ptr<T[], decltype(&std::free)> memory;

    explicit Numbers(int64_t count)
        : count(count), memory(static_cast<T *>(std::aligned_alloc(16, count * sizeof(T))), std::free) {
        std::memset(static_cast<void *>(memory.get()), 0xff, count * sizeof(T)); // not a number: what is not written shows
    }
    Numbers(int64_t count, float mean, float deviation) : Numbers(count) {
        std::normal_distribution<float> draw(mean, deviation);
        for (int64_t i = 0; i < count; ++i) memory[i] = narrow<T>(draw(numbers));
    }
    T *data() const { return memory.get(); }
    double operator[](int64_t i) const { return wide<T>(memory[i]); }
    bool operator==(const Numbers &other) const {
        return std::memcmp(data(), other.data(), count * sizeof(T)) == 0;
    }
};

// `unit`: the size of the numbers between which the result was formed; its rounding is allowed on top.
struct Comparison {
    std::string name;
    double worst = 0;

    void add(double value, double expected, double allowed) {
        double difference = std::abs(value - expected) / allowed;
        worst = std::isnan(difference) ? INFINITY : std::max(worst, difference);
    }
    void report(bool repeats) const {
        bool good = worst <= 1 && repeats;
        faults += !good;
        std::printf("%s %-58s %5.2f of the allowed difference%s\n", good ? "ok   " : "FAULT", name.c_str(), worst,
                    repeats ? "" : ", differs between runs");
    }
};

void succeed(cudaError_t error) {
    if (error != cudaSuccess) emulator::fail("a launch was refused");
}

template <typename T, typename W>
void check_group_norm(const char *kind, int64_t pictures, int64_t cells, int64_t channels, int64_t groups, int shifts,
                      bool silu, float mean) {
    Numbers<T> x(pictures * cells * channels, mean, 1);
    Numbers<W> weight(channels, 1, 0.3f), bias(channels, 0, 0.5f);
    Numbers<T> shift(std::max(shifts, 1) * channels, 0, 1);
    int64_t size = group_norm_scratch(pictures, cells, channels, groups), per = channels / groups;
    constexpr bool is_wide = std::is_same_v<W, float>;
    auto run = [&] {
        Numbers<float> scratch(size);
        Numbers<T> out(x.count);
        GroupNormCall call{type_of<T>, x.data(), out.data(), scratch.data(), {weight.data(), is_wide},
                           {bias.data(), is_wide}, {shifts ? shift.data() : nullptr, false}, shifts > 1, pictures, cells,
                           channels, groups, 1e-5f, silu};
        succeed(group_norm(call, nullptr));
        return out;
    };
    auto out = run();
    Comparison comparison{std::string("group_norm ") + kind + " " + std::to_string(pictures) + "x" +
                          std::to_string(cells) + "x" + std::to_string(channels) + "/" + std::to_string(groups) +
                          " shift " + std::to_string(shifts) + (silu ? " silu" : "") + " mean " +
                          std::to_string(static_cast<int>(mean))};
    for (int64_t n = 0; n < pictures; ++n) {
        for (int64_t g = 0; g < groups; ++g) {
            auto value = [&](int64_t cell, int64_t c) {
                double own = shifts ? shift[(shifts > 1 ? n * channels : 0) + c] : 0;
                return x[(n * cells + cell) * channels + c] + own;
            };
            double sum = 0, square = 0, count = static_cast<double>(cells * per);
            for (int64_t cell = 0; cell < cells; ++cell)
                for (int64_t c = g * per; c < (g + 1) * per; ++c) sum += value(cell, c);
            for (int64_t cell = 0; cell < cells; ++cell)
                for (int64_t c = g * per; c < (g + 1) * per; ++c) square += std::pow(value(cell, c) - sum / count, 2);
            double inverse = 1 / std::sqrt(square / count + 1e-5);
            for (int64_t cell = 0; cell < cells; ++cell) {
                for (int64_t c = g * per; c < (g + 1) * per; ++c) {
                    double y = (value(cell, c) - sum / count) * inverse * weight[c] + bias[c];
                    if (silu) y /= 1 + std::exp(-y);
                    // The result's rounding, and float32's at the size of the mean.
                    comparison.add(out[(n * cells + cell) * channels + c], y,
                                   1.01 * step_of<T> * std::max(std::abs(y), 1e-3) + 4e-7 * (std::abs(mean) + 4));
                }
            }
        }
    }
    comparison.report(out == run());
}

template <typename T> void check_geglu(const char *kind, int64_t rows, int64_t width) {
    Numbers<T> x(rows * 2 * width, 0, 3);
    auto run = [&] {
        Numbers<T> out(rows * width);
        succeed(geglu(type_of<T>, x.data(), out.data(), rows, width, nullptr));
        return out;
    };
    auto out = run();
    Comparison comparison{std::string("geglu ") + kind + " " + std::to_string(rows) + "x" + std::to_string(width)};
    for (int64_t row = 0; row < rows; ++row) {
        for (int64_t i = 0; i < width; ++i) {
            double a = x[row * 2 * width + i], b = x[row * 2 * width + width + i];
            double y = a * 0.5 * b * (1 + std::erf(b / std::sqrt(2.0)));
            comparison.add(out[row * width + i], y, 1.01 * step_of<T> * std::max(std::abs(y), 1e-3) + 1e-6 * std::abs(a * b));
        }
    }
    comparison.report(out == run());
}

template <typename T, typename W>
void check_layer_norm(const char *kind, int64_t rows, int64_t width, bool add, float mean) {
    Numbers<T> first(rows * width, mean, 2), y(rows * width, 0, 1);
    Numbers<W> weight(width, 1, 0.3f), bias(width, 0, 0.5f);
    constexpr bool is_wide = std::is_same_v<W, float>;
    auto run = [&] {
        std::pair<Numbers<T>, Numbers<T>> both{Numbers<T>(first.count), Numbers<T>(first.count)};
        std::memcpy(static_cast<void *>(both.first.data()), first.data(), first.count * sizeof(T));
        succeed(add_layer_norm({type_of<T>, both.first.data(), add ? y.data() : nullptr, both.second.data(),
                                {weight.data(), is_wide}, {bias.data(), is_wide}, rows, width, 1e-5f},
                               nullptr));
        return both;
    };
    auto [x, out] = run();
    Comparison comparison{std::string("add_layer_norm ") + kind + " " + std::to_string(rows) + "x" +
                          std::to_string(width) + (add ? "" : " without y") + " mean " +
                          std::to_string(static_cast<int>(mean))};
    for (int64_t row = 0; row < rows; ++row) {
        double sum = 0, square = 0;
        for (int64_t i = row * width; i < (row + 1) * width; ++i) {
            float expected = static_cast<float>(first[i]) + (add ? static_cast<float>(y[i]) : 0.0f);
            comparison.add(x[i], wide<T>(narrow<T>(expected)), 1e-9); // the sum is exact to the bit
            sum += x[i];
        }
        double center = sum / static_cast<double>(width);
        for (int64_t i = row * width; i < (row + 1) * width; ++i) square += (x[i] - center) * (x[i] - center);
        double inverse = 1 / std::sqrt(square / static_cast<double>(width) + 1e-5);
        for (int64_t i = 0; i < width; ++i) {
            double value = (x[row * width + i] - center) * inverse * weight[i] + bias[i];
            comparison.add(out[row * width + i], value,
                           1.01 * step_of<T> * std::max(std::abs(value), 1e-3) + 4e-7 * (std::abs(mean) + 4));
        }
    }
    auto again = run();
    comparison.report(x == again.first && out == again.second);
}

template <typename T> void check_all(const char *kind) {
    // The UNet's widths: 1 to 8 cells at a time in a block, groups that begin within an octet.
    for (int64_t channels : {320, 640, 960, 1280, 1920, 2560})
        check_group_norm<T, T>(kind, 2, 16 * 9, channels, 32, 2, true, 0);
    for (int64_t channels : {128, 256, 512}) check_group_norm<T, float>(kind, 1, 33 * 21, channels, 32, 0, true, 0);
    check_group_norm<T, T>(kind, 1, 64 * 64, 320, 32, 1, false, 0);
    check_group_norm<T, T>(kind, 3, 1, 320, 32, 1, false, 0); // fewer cells than a block has rows
    check_group_norm<T, float>(kind, 2, 19, 64, 4, 2, false, 100);
    check_group_norm<T, T>(kind, 1, 700, 320, 32, 0, false, 500);
    check_group_norm<T, T>(kind, 1, 24, 4096, 32, 0, true, 0);
    check_group_norm<T, T>(kind, 1, 50, 8, 8, 0, false, 0);
    check_group_norm<T, T>(kind, 300, 3, 40, 5, 300, false, 0);
    for (int64_t width : {8, 1280, 2560, 5120}) check_geglu<T>(kind, 5, width);
    for (int64_t width : {8, 640, 768, 776, 1280, 1288, 2048, 8192}) {
        check_layer_norm<T, T>(kind, 7, width, true, 0);
        check_layer_norm<T, float>(kind, 6, width, false, 30);
    }
}

} // namespace

int main() {
    check_all<__half>("float16");
    check_all<__nv_bfloat16>("bfloat16");
    std::printf("%d faults\n", faults);
    return faults > 0;
}
