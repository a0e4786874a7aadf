/// How an eye is drawn where the photograph's own tones do not carry it: the line of the lid, iris and pupil, and a
/// white about them that is no lighter than the face around allows.
struct EyeDrawing: Sendable {
    struct Eye: Sendable {
        /// From the inner corner to the outer one, in page heights.
        let upperLid: [SIMD2<Float>]
        /// The other way round, from corner to corner.
        let lowerLid: [SIMD2<Float>]
        let iris: SIMD2<Float>
        /// Of the iris, in page heights.
        let radius: Float
        /// How little of the iris the photograph shows against the white, 0…1.
        let need: Float
        /// How far the lids are open, 0 a slit … 1: a slit has no white.
        let openness: Float
        /// Tone of the white.
        let white: Float
        /// Within the lids, 0…1 on the page's grid.
        let opening: Plane
    }

    let eyes: [Eye]
    private let page: Page

    /// - Parameter tone: in which the eyes have to show; 0 ink … 1 paper.
    init(_ page: Page, _ tone: Plane) {
        let discs = Irises(page).discs
        // A blurred iris is a gray ball.
        let trust = 1 - 0.45 * page.softness
        self.page = page
        eyes = zip([Mesh.leftEye, Mesh.rightEye], discs).map { outline, disc in
            let lids = outline.map { SIMD2(page.face.points[$0].x, page.face.points[$0].y) }
            return Self.eye(page, tone, trust: trust, lids: lids, disc)
        }
    }

    private static func eye(
        _ page: Page, _ tone: Plane, trust: Float, lids: [SIMD2<Float>], _ disc: Irises.Disc
    ) -> Eye {
        let opening = page.grid.polygon(lids)
        let seen = EyeSamples(page, tone, lids: lids, opening: opening, disc)
        let dark = quantile(seen.iris, 0.4) ?? 1, light = quantile(seen.white, 0.75) ?? dark
        let skin = quantile(seen.skin, 0.6) ?? 0.6
        return Eye(
            upperLid: seen.upperLid, lowerLid: seen.lowerLid, iris: disc.center, radius: disc.radius,
            need: smoothstep(0.30, 0.12, trust * (light - dark)), openness: smoothstep(0.35, 0.7, seen.openness),
            white: clamp(max(light, skin + 0.10), 0.45, 0.90), opening: opening)
    }

    /// The tone with the eyes drawn into it.
    func drawn(over tone: Plane) -> Plane {
        let grid = page.grid, result = tone.copy()
        for eye in eyes {
            let opening = grid.blur(eye.opening, 0.0006)
            let lid = Self.line(eye.upperLid, half: 0.16 * eye.radius, on: grid, around: eye.iris, 4 * eye.radius)
            let glint = eye.iris + SIMD2(0.30 * page.lightSide, -0.34) * eye.radius
            let cap = mix(0.32, 0.22, eye.need), lined = mix(0.5, 1, eye.need)
            grid.each { index, x, y in
                let place = SIMD2(x, y), away = distance(place, eye.iris) / eye.radius
                guard away < 4 else { return }
                var value = result[index]
                let within = clamp(opening[index])
                // The white lies in the lid's shadow above and rounds off toward the corners.
                let white = eye.white - 0.10 * smoothstep(0.2, -0.8, (y - eye.iris.y) / eye.radius)
                value = mix(value, max(value, white), within * eye.need * eye.openness)
                let disc = clamp((1 - away) * eye.radius / 0.0012 + 0.5) * within
                let own = mix(cap, 0.5 * cap, smoothstep(0.6, 0.95, away))
                value = mix(value, min(value, away < 0.45 ? 0.04 : own), disc * mix(0.85, 1, eye.need))
                let light = clamp((0.26 * eye.radius - distance(place, glint)) / 0.0010 + 0.5) * within
                value = mix(value, max(value, 0.95), light * eye.need * eye.openness)
                result[index] = mix(value, min(value, 0.05), lid[index] * lined)
            }
        }
        return result
    }

    /// A line that is thickest over its middle and runs out at its ends, 0…1.
    static func line(
        _ points: [SIMD2<Float>], half: Float, on grid: Grid, around center: SIMD2<Float>, _ reach: Float
    ) -> Plane {
        let last = Float(max(points.count - 1, 1))
        return grid.map { _, x, y in
            let place = SIMD2(x, y)
            guard distance(place, center) < reach else { return 0 }
            var best: Float = 0
            for number in 1..<points.count {
                let a = points[number - 1], axis = points[number] - a
                let t = clamp(dot(place - a, axis) / max(dot(axis, axis), 1e-9))
                let along = (Float(number - 1) + t) / last
                let width = half * (0.35 + 0.65 * min(1, 3 * min(along, 1 - along)))
                best = max(best, clamp((width - distance(place, a + axis * t)) / 0.0012 + 0.5))
            }
            return best
        }
    }
}

extension Page {
    /// A tone with the eyes drawn into it where the photograph does not carry them.
    func drawingEyes(over tone: Plane) -> Plane { EyeDrawing(self, tone).drawn(over: tone) }
}
