#pragma once
#include "kernels.hpp"

// A line as short straight pieces, and the pixels beside each.
namespace cmedia {

struct Point {
    float x, y;
};

// A point of the Catmull-Rom curve between b and c.
inline Point curve(Point a, Point b, Point c, Point d, float t) {
    float t2 = t * t, t3 = t2 * t;
    float wa = 0.5f * (-t3 + 2 * t2 - t), wb = 0.5f * (3 * t3 - 5 * t2 + 2), wc = 0.5f * (-3 * t3 + 4 * t2 + t),
          wd = 0.5f * (t3 - t2);
    return {wa * a.x + wb * b.x + wc * c.x + wd * d.x, wa * a.y + wb * b.y + wc * c.y + wd * d.y};
}

inline Point unit(float x, float y) {
    float l = std::sqrt(x * x + y * y);
    return l > 1e-6f ? Point{x / l, y / l} : Point{1, 0};
}

// The line as short straight pieces: points with the direction at each, which bounds the pieces without gap or overlap.
struct Pieces {
    std::vector<Point> points, directions;
    // Place along the line, 0…1.
    std::vector<float> place;

    // `read(i)` gives point i. Pieces are at most `longest` pixels.
    template <class Read> void make(int count, float longest, Read read) {
        points.clear();
        place.clear();
        for (int i = 0; i + 1 < count; i++) {
            Point b = read(i), c = read(i + 1), a = i > 0 ? read(i - 1) : b, d = i + 2 < count ? read(i + 2) : c;
            float l = std::hypot(c.x - b.x, c.y - b.y);
            int parts = clamp((int)std::ceil(l / longest), 1, 24);
            for (int k = 0; k < parts; k++) {
                float t = (float)k / parts;
                points.push_back(k == 0 ? b : curve(a, b, c, d, t));
                place.push_back((i + t) / (count - 1));
            }
        }
        points.push_back(read(count - 1));
        place.push_back(1);
        const int n = (int)points.size();
        directions.resize(n);
        for (int i = 0; i < n; i++) {
            Point before = points[std::max(i - 1, 0)], after = points[std::min(i + 1, n - 1)];
            directions[i] = unit(after.x - before.x, after.y - before.y);
        }
    }
};

// Calls `body(x, y, share, across)` for every pixel whose foot lies on piece i, within `margin` of it.
template <class Body>
inline void pixelsOf(const Pieces &pieces, int i, float margin, int width, int rows, int left, int top, Body body) {
    Point a = pieces.points[i], b = pieces.points[i + 1], ta = pieces.directions[i], tb = pieces.directions[i + 1];
    int x0 = std::max(0, (int)std::floor(std::min(a.x, b.x) - margin - 0.5f) - left);
    int x1 = std::min(width - 1, (int)std::ceil(std::max(a.x, b.x) + margin - 0.5f) - left);
    int y0 = std::max(0, (int)std::floor(std::min(a.y, b.y) - margin - 0.5f) - top);
    int y1 = std::min(rows - 1, (int)std::ceil(std::max(a.y, b.y) + margin - 0.5f) - top);
    Point d = unit(b.x - a.x, b.y - a.y);
    float length = std::max(std::hypot(b.x - a.x, b.y - a.y), 1e-3f);
    for (int y = y0; y <= y1; y++) {
        for (int x = x0; x <= x1; x++) {
            float px = x + left + 0.5f, py = y + top + 0.5f, qx = px - a.x, qy = py - a.y;
            if (qx * ta.x + qy * ta.y < 0 || (px - b.x) * tb.x + (py - b.y) * tb.y >= 0) continue;
            float across = qy * d.x - qx * d.y;
            if (std::fabs(across) > margin) continue;
            body(x, y, clamp((qx * d.x + qy * d.y) / length, 0.0f, 1.0f), across);
        }
    }
}

} // namespace cmedia
