// Filters that follow a direction field.
#include "kernels.hpp"

using namespace cmedia;

namespace {
const GaussianTable gaussian;

// Nearest pixel of (x, y) within the plane, and the direction there, turned to go on as (dx, dy) did.
struct Walk {
    const float *cosines, *sines;
    int width, height;
    float x, y, dx, dy;

    size_t step() {
        x += dx;
        y += dy;
        size_t place = (size_t)clamp((int)(y + 0.5f), 0, height - 1) * width + clamp((int)(x + 0.5f), 0, width - 1);
        float cx = cosines[place], cy = sines[place];
        if (cx * dx + cy * dy < 0) {
            cx = -cx;
            cy = -cy;
        }
        dx = cx;
        dy = cy;
        return place;
    }
};
} // namespace

void cmedia_line_integral(const float *source, const float *cosines, const float *sines, const float *where,
                          float *result, int width, int height, float sigma, int first, int last) {
    const int reach = (int)(2 * sigma);
    std::vector<float> weights(reach + 1);
    float sum = 1;
    for (int i = 0; i <= reach; i++) {
        weights[i] = std::exp(-0.5f * (i / sigma) * (i / sigma));
        if (i > 0) sum += 2 * weights[i];
    }
    for (int y = first; y < last; y++) {
        for (int x = 0; x < width; x++) {
            size_t here = (size_t)y * width + x;
            if (where && where[here] <= 0) {
                result[here] = 0;
                continue;
            }
            float total = source[here];
            for (int way = 0; way < 2; way++) {
                float sign = way ? -1.0f : 1.0f;
                Walk walk{cosines, sines, width, height, (float)x, (float)y, cosines[here] * sign, sines[here] * sign};
                for (int i = 1; i <= reach; i++) total += weights[i] * source[walk.step()];
            }
            result[here] = total / sum;
        }
    }
}

namespace {

// Whether the plane hardly changes around a pixel at least `reach` from its border: eight places and as many halfway.
inline bool isEven(const float *place, int width, int reach) {
    const float center = *place;
    const int half = reach / 2, slant = (reach * 7) / 10;
    const long offsets[] = {reach,
                            half,
                            (long)reach * width,
                            (long)half * width,
                            (long)slant * width + slant,
                            (long)slant * width - slant,
                            width + 1,
                            width - 1};
    for (long offset : offsets)
        if (std::fabs(place[offset] - center) > 1e-4f || std::fabs(place[-offset] - center) > 1e-4f) return false;
    return true;
}

template <bool isInner>
inline float flowBilateral(const float *source, const float *cosines, const float *sines, int width, int height, int x,
                           int y, int reach, const float *squares, float inverse, bool across) {
    const size_t here = (size_t)y * width + x;
    const float center = source[here];
    float total = center, sum = 1;
    auto place = [&](float px, float py) {
        int column = (int)(px + 0.5f), row = (int)(py + 0.5f);
        if (!isInner) {
            column = clamp(column, 0, width - 1);
            row = clamp(row, 0, height - 1);
        }
        return (size_t)row * width + column;
    };
    for (int way = 0; way < 2; way++) {
        float sign = way ? -1.0f : 1.0f;
        float dx = (across ? -sines[here] : cosines[here]) * sign, dy = (across ? cosines[here] : sines[here]) * sign;
        float px = x, py = y;
        for (int i = 1; i <= reach; i++) {
            px += dx;
            py += dy;
            size_t next = place(px, py);
            if (!across) {
                float cx = cosines[next], cy = sines[next], turn = std::copysign(1.0f, cx * dx + cy * dy);
                dx = cx * turn;
                dy = cy * turn;
            }
            float value = source[next], difference = value - center;
            float weight = gaussian(squares[i] + difference * difference * inverse);
            total += value * weight;
            sum += weight;
        }
    }
    return total / sum;
}

} // namespace

void cmedia_flow_bilateral(const float *source, const float *cosines, const float *sines, float *result, int width,
                           int height, float sigma, float range, int across, int first, int last) {
    const int reach = (int)(2 * sigma + 0.5f);
    std::vector<float> squares(reach + 1);
    for (int i = 0; i <= reach; i++) squares[i] = (i / sigma) * (i / sigma);
    const float inverse = 1 / (range * range);
    for (int y = first; y < last; y++) {
        const bool isInnerRow = y > reach && y < height - 1 - reach;
        for (int x = 0; x < width; x++) {
            const size_t here = (size_t)y * width + x;
            if (isInnerRow && x > reach && x < width - 1 - reach)
                result[here] = isEven(source + here, width, reach)
                                   ? source[here]
                                   : flowBilateral<true>(source, cosines, sines, width, height, x, y, reach,
                                                         squares.data(), inverse, across);
            else
                result[here] = flowBilateral<false>(source, cosines, sines, width, height, x, y, reach, squares.data(),
                                                    inverse, across);
        }
    }
}
