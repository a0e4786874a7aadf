// Lines as smooth curves. A pixel depends on the lines that cover it and their order alone.
#include "polyline.hpp"

#include "cmedia_lines.h"

using namespace cmedia;

namespace {

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
