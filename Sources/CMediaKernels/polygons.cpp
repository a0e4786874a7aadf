// Polygons with edges one pixel soft.
#include "patch.hpp"

using namespace cmedia;

namespace {

// Area of the outlines' inside within every pixel, from four scan lines a row.
void fill(Patch &patch, const float *points, const int *ends, int outlines, int left, int top) {
    const int lines = 4;
    struct Edge {
        float x, slope, y0, y1;
    };
    std::vector<Edge> edges;
    int first = 0;
    for (int k = 0; k < outlines; k++) {
        int count = ends[k] - first;
        for (int i = 0; i < count; i++) {
            const float *a = points + 2 * (size_t)(first + i), *b = points + 2 * (size_t)(first + (i + 1) % count);
            if (a[1] == b[1]) continue;
            if (a[1] > b[1]) std::swap(a, b);
            float slope = (b[0] - a[0]) / (b[1] - a[1]);
            if (b[1] - top >= patch.y0 && a[1] - top <= patch.y1 + 1)
                edges.push_back({a[0] - left, slope, a[1] - top, b[1] - top});
        }
        first = ends[k];
    }
    std::sort(edges.begin(), edges.end(), [](const Edge &a, const Edge &b) { return a.y0 < b.y0; });
    std::vector<size_t> active;
    std::vector<float> crossings;
    size_t next = 0;
    const float low = patch.x0, high = patch.x1 + 1;
    for (int row = patch.y0; row <= patch.y1; row++) {
        for (int line = 0; line < lines; line++) {
            float y = row + (line + 0.5f) / lines;
            while (next < edges.size() && edges[next].y0 <= y) active.push_back(next++);
            crossings.clear();
            for (size_t i = 0; i < active.size();) {
                const Edge &e = edges[active[i]];
                if (e.y1 <= y) {
                    active[i] = active.back();
                    active.pop_back();
                    continue;
                }
                crossings.push_back(e.x + (y - e.y0) * e.slope);
                i++;
            }
            std::sort(crossings.begin(), crossings.end());
            for (size_t i = 0; i + 1 < crossings.size(); i += 2) {
                float start = std::max(crossings[i], low), end = std::min(crossings[i + 1], high);
                if (end <= start) continue;
                int from = (int)start, to = std::min((int)end, patch.x1);
                for (int x = from; x <= to; x++) {
                    float share = std::min(end, x + 1.0f) - std::max(start, (float)x);
                    if (share > 0) patch.at(x, row) += share / lines;
                }
            }
        }
    }
}

} // namespace

void cmedia_polygon(float *coverage, int width, int rows, int left, int top, const float *points, const int *ends,
                    int outlines) {
    if (outlines < 1 || ends[outlines - 1] < 3) return;
    Patch patch = patchAround(points, ends[outlines - 1], 2, 1, width, rows, left, top);
    if (patch.isEmpty()) return;
    patch.coverage.assign((size_t)patch.width() * (patch.y1 - patch.y0 + 1), 0);
    fill(patch, points, ends, outlines, left, top);
    for (int y = patch.y0; y <= patch.y1; y++)
        for (int x = patch.x0; x <= patch.x1; x++) {
            float &value = coverage[(size_t)y * width + x];
            value = std::max(value, std::min(patch.at(x, y), 1.0f));
        }
}

void cmedia_lay_polygon(const CMediaPicture *sheet, const float *points, const int *ends, int outlines,
                        const float *color, float opacity) {
    if (outlines < 1 || ends[outlines - 1] < 3) return;
    Patch patch = patchAround(points, ends[outlines - 1], 2, 1, sheet->width, sheet->rows, sheet->left, sheet->top);
    if (patch.isEmpty()) return;
    patch.coverage.assign((size_t)patch.width() * (patch.y1 - patch.y0 + 1), 0);
    fill(patch, points, ends, outlines, sheet->left, sheet->top);
    lay(sheet, patch, color, opacity);
}
