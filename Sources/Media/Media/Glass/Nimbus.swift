/// The disc of light behind a head.
struct Nimbus: Sendable {
    let center: SIMD2<Float>
    let radius: Float

    /// Wide enough for the head and its hair, within the page less `margin`.
    init(_ page: Page, margin: Float) {
        let face = page.face, grid = page.grid
        let middle = SIMD2(mix(page.aspect / 2, face.center.x, 0.8), face.center.y - 0.16 * face.eyeDistance)
        var top = face.top
        let column = min(max(Int(face.center.x * grid.unit), 0), grid.width - 1)
        for row in 0..<grid.height where page.mask[column, row] > 0.5 {
            top = grid.y(row)
            break
        }
        let wanted = clamp(middle.y - top + 0.055, 1.75 * face.eyeDistance, 0.40)
        let room = min(middle.y - margin - 0.012, min(middle.x, page.aspect - middle.x) - margin + 0.03)
        center = middle
        radius = clamp(wanted, 0.12, max(room, 0.2))
    }

    @inline(__always) func distance(_ x: Float, _ y: Float) -> Float { hypot(x - center.x, y - center.y) }
    /// Turns round the middle, 0…1 from the left.
    @inline(__always) func turn(_ x: Float, _ y: Float) -> Float {
        atan2(y - center.y, x - center.x) / (2 * .pi) + 0.5
    }
}

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
