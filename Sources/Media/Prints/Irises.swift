/// Irises, which the mesh does not tell: the darkest disc of their usual size within the eye's opening.
struct Irises: Sendable {
    let discs: [(center: SIMD2<Float>, radius: Float)]

    init(_ page: Page) {
        // An iris measures 11.7 mm and the eyes lie 63 mm apart (Dodgson 2004).
        let radius = 0.092 * page.face.eyeDistance
        discs = [Mesh.leftEye, Mesh.rightEye].map { outline in
            let places = outline.map { SIMD2(page.face.points[$0].x, page.face.points[$0].y) }
            return (Irises.darkest(page, places, radius), radius)
        }
    }

    private static func darkest(_ page: Page, _ outline: [SIMD2<Float>], _ radius: Float) -> SIMD2<Float> {
        let grid = page.grid, count = Float(max(outline.count, 1))
        let middle = outline.reduce(.zero, +) / count
        let span = (outline.map(\.x).max() ?? 0) - (outline.map(\.x).min() ?? 0)
        var best = middle, least = Float.infinity
        for across in -6...6 {
            for down in -2...2 {
                let center = middle + SIMD2(Float(across) / 6 * 0.30 * span, Float(down) * 0.16 * radius)
                var sum: Float = 0, area: Float = 0
                for y in stride(from: -radius, through: radius, by: radius / 5) {
                    for x in stride(from: -radius, through: radius, by: radius / 5) where hypot(x, y) <= radius {
                        let index = grid.index(center.x + x, center.y + y)
                        let share = page.face.eyes[index]
                        sum += page.tone[index] * share
                        area += share
                    }
                }
                // The middle is the likeliest place.
                let away = distance(center, middle) / max(span, 1e-4)
                let tone = sum / max(area, 1e-4) + 0.35 * away * away
                if area > 1, tone < least {
                    least = tone
                    best = center
                }
            }
        }
        return best
    }
}
