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

void cmedia_line_integral(const float *source, const float *cosines, const float *sines, float *result, int width,
                          int height, float sigma, int first, int last) {
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

void cmedia_flow_bilateral(const float *source, const float *cosines, const float *sines, float *result, int width,
                           int height, float sigma, float range, int across, int first, int last) {
    const int reach = (int)(2 * sigma + 0.5f);
    std::vector<float> squares(reach + 1);
    for (int i = 0; i <= reach; i++) squares[i] = (i / sigma) * (i / sigma);
    const float inverse = 1 / (range * range);
    for (int y = first; y < last; y++) {
        for (int x = 0; x < width; x++) {
            size_t here = (size_t)y * width + x;
            float center = source[here], total = center, sum = 1;
            // Amid a flat area, as the ground is, nothing changes.
            size_t left = here - std::min(x, reach), right = here + std::min(width - 1 - x, reach);
            size_t above = here - (size_t)std::min(y, reach) * width;
            size_t below = here + (size_t)std::min(height - 1 - y, reach) * width;
            if (source[left] == center && source[right] == center && source[above] == center &&
                source[below] == center) {
                result[here] = center;
                continue;
            }
            for (int way = 0; way < 2; way++) {
                float sign = way ? -1.0f : 1.0f;
                if (across) {
                    float dx = -sines[here] * sign, dy = cosines[here] * sign;
                    for (int i = 1; i <= reach; i++) {
                        int px = clamp((int)(x + dx * i + 0.5f), 0, width - 1);
                        int py = clamp((int)(y + dy * i + 0.5f), 0, height - 1);
                        float value = source[(size_t)py * width + px], difference = value - center;
                        float weight = gaussian(squares[i] + difference * difference * inverse);
                        total += value * weight;
                        sum += weight;
                    }
                } else {
                    Walk walk{cosines, sines, width, height, (float)x, (float)y, cosines[here] * sign, sines[here] * sign};
                    for (int i = 1; i <= reach; i++) {
                        float value = source[walk.step()], difference = value - center;
                        float weight = gaussian(squares[i] + difference * difference * inverse);
                        total += value * weight;
                        sum += weight;
                    }
                }
            }
            result[here] = total / sum;
        }
    }
}
