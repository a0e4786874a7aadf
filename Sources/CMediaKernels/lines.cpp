// Lines as smooth curves. A pixel depends on the lines that cover it and their order alone.
#include "kernels.hpp"

#include "cmedia_lines.h"

using namespace cmedia;

namespace {

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

void drawLead(const CMediaSheet &sheet, const CMediaLead &lead, const float *points, int count, float darkness,
              Pieces &pieces) {
    if (count < 2) return;
    pieces.make(count, std::max(3.0f, 1.5f * lead.radius), [&](int i) { return Point{points[2 * i], points[2 * i + 1]}; });
    const float taper = std::max(lead.taper, 0.01f), margin = lead.radius + 0.5f;
    const float base = 0.62f + (darkness - 0.3f) * 0.6f;
    for (int i = 0; i + 1 < (int)pieces.points.size(); i++) {
        const float start = pieces.place[i], span = pieces.place[i + 1] - start;
        pixelsOf(pieces, i, margin, sheet.width, sheet.rows, sheet.left, sheet.top,
                 [&](int x, int y, float share, float across) {
                     float t = start + share * span;
                     float pressure = std::min(1.0f, std::min(t, 1 - t) / taper + 0.08f);
                     float r = lead.radius * (0.55f + 0.45f * pressure), d = std::fabs(across), cover = r + 0.5f - d;
                     if (cover <= 0) return;
                     float side = d / (r + 0.5f);
                     cover = std::min(cover, 1.0f) * (1 - lead.softness * side * side);
                     size_t place = (size_t)y * sheet.width + x;
                     float caught = sheet.tooth ? clamp(base + lead.grain * sheet.tooth[place], 0.0f, 1.0f) : 1;
                     float need = 1;
                     if (sheet.target) {
                         float target = std::min(sheet.target[place] + lead.lift, 1.0f);
                         need = clamp((sheet.sheet[place] - target + 0.02f) * 10, lead.spill, 1.0f);
                     }
                     sheet.sheet[place] *= 1 - std::min(darkness * pressure * cover * caught * need, 1.0f);
                 });
    }
}

// Follows the directions from (x, y) while the sheet still wants pigment, and returns the points found.
struct Tracer {
    const CMediaSheet &sheet;
    const CMediaLead &lead;
    const CMediaHatching &hatching;
    float turnCosine, turnSine;

    size_t place(float x, float y) const {
        return (size_t)clamp((int)y - sheet.top, 0, sheet.rows - 1) * sheet.width +
               clamp((int)x - sheet.left, 0, sheet.width - 1);
    }
    float wanted(size_t place) const {
        return sheet.sheet[place] - std::min(sheet.target[place] + lead.lift, 1.0f);
    }
    Point direction(size_t place, float cosine, float sine) const {
        float c = hatching.cosines[place] * turnCosine - hatching.sines[place] * turnSine;
        float s = hatching.sines[place] * turnCosine + hatching.cosines[place] * turnSine;
        return {c * cosine - s * sine, s * cosine + c * sine};
    }

    void follow(const CMediaSeed &seed, float half, float way, std::vector<Point> &found) const {
        found.clear();
        const float cosine = std::cos(seed.jitter), sine = std::sin(seed.jitter);
        const float bendCosine = std::cos(seed.bend), bendSine = std::sin(seed.bend);
        const int patience = (int)(lead.radius * 2) + 2;
        Point d = direction(place(seed.x, seed.y), cosine, sine);
        d = {d.x * way, d.y * way};
        float x = seed.x, y = seed.y;
        int missed = 0;
        for (int step = 0; step < (int)half; step++) {
            if (x < sheet.left + 1 || y < sheet.top + 1 || x >= sheet.left + sheet.width - 1 ||
                y >= sheet.top + sheet.rows - 1)
                break;
            size_t here = place(x, y);
            if (wanted(here) < hatching.tolerance * 0.3f) {
                if (++missed > patience) break;
            } else {
                missed = 0;
            }
            if (step % 2 == 0) found.push_back({x, y});
            Point e = direction(here, cosine, sine);
            if (e.x * d.x + e.y * d.y < 0) e = {-e.x, -e.y};
            Point f = unit(0.75f * d.x + 0.25f * e.x, 0.75f * d.y + 0.25f * e.y);
            d = {f.x * bendCosine - f.y * bendSine, f.y * bendCosine + f.x * bendSine};
            x += d.x;
            y += d.y;
        }
        for (int i = 0; i < missed / 2 && found.size() > 1; i++) found.pop_back();
    }
};

} // namespace

void cmedia_lead_line(const CMediaSheet *sheet, const CMediaLead *lead, const float *points, int count, float darkness) {
    thread_local Pieces pieces;
    drawLead(*sheet, *lead, points, count, darkness, pieces);
}

int cmedia_hatch(const CMediaSheet *sheet, const CMediaLead *lead, const CMediaHatching *hatching,
                 const CMediaSeed *seeds, int seedCount, float *points, int capacity, int *counts, float *darknesses) {
    Tracer tracer{*sheet, *lead, *hatching, std::cos(hatching->turn), std::sin(hatching->turn)};
    std::vector<Point> forward, back;
    Pieces pieces;
    int lines = 0, used = 0;
    for (int k = 0; k < seedCount; k++) {
        const CMediaSeed &seed = seeds[k];
        size_t here = tracer.place(seed.x, seed.y);
        float weight = hatching->weight[here], need = tracer.wanted(here);
        if (weight <= 0.01f || need < hatching->tolerance) continue;
        float half = 0.5f * hatching->length * hatching->lengths[here] * seed.stretch;
        tracer.follow(seed, half, 1, forward);
        tracer.follow(seed, half, -1, back);
        // The first point of both is the seed itself.
        int count = (int)(forward.size() + back.size()) - 1;
        if (count < 3 || 2 * count < hatching->shortest || used + count > capacity) continue;
        float *line = points + 2 * (size_t)used;
        int i = 0;
        for (size_t j = back.size(); j-- > 1; i++) {
            line[2 * i] = back[j].x;
            line[2 * i + 1] = back[j].y;
        }
        for (Point p : forward) {
            line[2 * i] = p.x;
            line[2 * i + 1] = p.y;
            i++;
        }
        float darkness = hatching->darkness * std::min(1.0f, 0.45f + need * 1.3f) * weight;
        drawLead(*sheet, *lead, line, count, darkness, pieces);
        counts[lines] = count;
        darknesses[lines++] = darkness;
        used += count;
    }
    return lines;
}

void cmedia_tuft_stroke(float *coverage, const float *tooth, int width, int rows, int left, int top,
                        const float *points, int count, float density, const CMediaTuft *tuft, const float *texture,
                        uint32_t seed) {
    constexpr int textureRows = 256, textureColumns = 2048;
    if (count < 2) return;
    float widest = 0;
    for (int i = 0; i < count; i++) widest = std::max(widest, points[3 * i + 2]);
    thread_local Pieces pieces;
    pieces.make(count, std::max(2.0f, 0.5f * widest), [&](int i) { return Point{points[3 * i], points[3 * i + 1]}; });
    const int rowOffset = (int)(mixed(seed) % textureRows), columnOffset = (int)(mixed(seed + 1) % textureColumns);
    auto bristle = [&](float row, float column) {
        int r = (int)std::floor(row), c = (int)std::floor(column);
        float fr = row - r, fc = column - c;
        int r0 = (r % textureRows + textureRows) % textureRows, r1 = (r0 + 1) % textureRows;
        int c0 = (c % textureColumns + textureColumns) % textureColumns, c1 = (c0 + 1) % textureColumns;
        const float *upper = texture + (size_t)r0 * textureColumns, *lower = texture + (size_t)r1 * textureColumns;
        return (upper[c0] * (1 - fc) + upper[c1] * fc) * (1 - fr) + (lower[c0] * (1 - fc) + lower[c1] * fc) * fr;
    };
    float length = 0;
    for (int i = 0; i + 1 < (int)pieces.points.size(); i++) {
        Point a = pieces.points[i], b = pieces.points[i + 1];
        const float start = pieces.place[i] * (count - 1), span = pieces.place[i + 1] * (count - 1) - start;
        const float pieceLength = std::hypot(b.x - a.x, b.y - a.y);
        auto halfWidth = [&](float at) {
            int j = clamp((int)at, 0, count - 2);
            return points[3 * j + 2] + (points[3 * j + 5] - points[3 * j + 2]) * clamp(at - j, 0.0f, 1.0f);
        };
        float margin = std::max(halfWidth(start), halfWidth(start + span)) + 1;
        pixelsOf(pieces, i, margin, width, rows, left, top, [&](int x, int y, float share, float across) {
            float at = start + share * span, r = halfWidth(at), t = at / (count - 1);
            float v = across / std::max(r, 0.5f);
            size_t place = (size_t)y * width + x;
            float soft = std::max(tuft->softness * r, 0.5f);
            float cover = clamp((r - std::fabs(across)) / (2 * soft) + 0.5f, 0.0f, 1.0f) * std::min(1.0f, 2 * r);
            if (cover <= 0) return;
            float dry = tuft->dryStart + (tuft->dryEnd - tuft->dryStart) * t;
            if (dry > 0.02f) {
                float level = bristle((v * 0.5f + 0.5f) * tuft->rows + rowOffset,
                                      (length + share * pieceLength) / tuft->stretch + columnOffset);
                if (tooth) level += (0.5f + 0.22f * tooth[place] - level) * tuft->grain;
                // The sides of a brush run dry first.
                cover *= smoothstep(dry - 0.14f, dry + 0.10f, level - 0.14f * dry * v * v);
            }
            float &value = coverage[place];
            value = std::max(value, cover * density);
        });
        length += pieceLength;
    }
}
