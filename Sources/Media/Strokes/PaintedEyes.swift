/// The eyes as a painter puts them: the white in the shade of its socket, an iris that is darker than it, a pupil, the
/// line of the upper lid, and one small light.
///
/// A photograph that shows all this is followed; a blurred or shaded one gives the places alone.
struct PaintedEyes: Sendable {
    struct Eye: Sendable {
        /// From the inner corner to the outer one, in page heights.
        let upperLid: [SIMD2<Float>]
        let iris: SIMD2<Float>
        /// Of the iris, in page heights.
        let radius: Float
        /// How little of the iris the photograph shows, 0…1.
        let need: Float
        /// How far the lids are open, 0 a slit … 1.
        let openness: Float
        /// Lightness of the white in the photograph.
        let white: Float
        /// Where the photograph has its catchlight.
        let catchlight: SIMD2<Float>?
        /// Within the lids, 0…1 on the page's grid.
        let opening: Plane
    }

    let eyes: [Eye]
    /// The irises within the lids, 0…1.
    let irises: Plane
    /// The same by how little the photograph shows of them.
    let invented: Plane
    private let lids: Plane
    private let page: Page

    /// - Parameter lightness: of the photograph (OKLab L).
    init(_ page: Page, _ lightness: Plane) {
        let grid = page.grid, discs = Irises(page).discs
        // A blurred iris is a gray ball.
        let trust = 1 - 0.45 * page.softness
        let eyes = zip([Mesh.leftEye, Mesh.rightEye], discs).map { outline, disc in
            Self.eye(
                page, lightness, trust: trust, outline.map { SIMD2(page.face.points[$0].x, page.face.points[$0].y) },
                disc)
        }
        self.page = page
        self.eyes = eyes
        irises = grid.map { index, x, y in
            eyes.reduce(Float(0)) { max($0, $1.disc(index, SIMD2(x, y))) }
        }
        invented = grid.map { index, x, y in
            eyes.reduce(Float(0)) { max($0, $1.disc(index, SIMD2(x, y)) * $1.need) }
        }
        lids = grid.plane()
        for eye in eyes {
            let half = 0.14 * eye.radius, strength = mix(0.2, 1, eye.need)
            grid.each { [lids] index, x, y in
                let place = SIMD2(x, y)
                guard distance(place, eye.iris) < 4 * eye.radius else { return }
                lids[index] = max(lids[index], strength * eye.lid(place, half: half))
            }
        }
    }

    private static func eye(
        _ page: Page, _ lightness: Plane, trust: Float, _ lids: [SIMD2<Float>], _ disc: Irises.Disc
    ) -> Eye {
        let grid = page.grid, opening = grid.blur(grid.polygon(lids), 0.0006)
        let seen = EyeSamples(page, lightness, lids: lids, opening: opening, disc)
        let dark = quantile(seen.iris, 0.4) ?? 0.3, pale = max(quantile(seen.white, 0.75) ?? 0.5, dark)
        // A light iris is seen by its pupil.
        let pupil = quantile(seen.pupil, 0.3) ?? dark
        // In the shade every step is smaller.
        let step = 0.62 * max(pale - dark, 0.75 * (pale - pupil)) / max(pale, 0.42)
        let need = smoothstep(0.24, 0.12, step * trust)
        return Eye(
            upperLid: seen.upperLid, iris: disc.center, radius: disc.radius, need: need,
            openness: smoothstep(0.35, 0.7, seen.openness), white: pale,
            catchlight: seen.light.tone > dark + 0.22 && need < 0.5 ? seen.light.place : nil, opening: opening)
    }

    /// A lightness with the eyes put into it.
    func painted(over lightness: Plane) -> Plane {
        let grid = page.grid, result = lightness.copy()
        for eye in eyes {
            grid.each { [lids] index, x, y in
                let place = SIMD2(x, y), away = distance(place, eye.iris) / eye.radius
                guard away < 4 else { return }
                let within = clamp(eye.opening[index])
                result[index] = mix(eye.tone(result[index], place, away, within), 0.13, 0.85 * lids[index])
            }
        }
        return result
    }
}

extension PaintedEyes.Eye {
    /// Lightness at a place of the eye.
    @inline(__always)
    fileprivate func tone(_ painted: Float, _ place: SIMD2<Float>, _ away: Float, _ within: Float) -> Float {
        guard within > 0 else { return painted }
        // The white lies in the lid's shadow above and rounds off toward the corners.
        let shade = smoothstep(0.3, -0.8, (place.y - iris.y) / radius), corner = smoothstep(1.2, 2.6, away)
        let most = clamp(white + mix(0.12, 0.05, need), 0.32, 0.86)
        let ball = most - 0.10 * shade - 0.08 * corner
        var value = mix(painted, min(painted, most), within)
        value = mix(value, ball, within * need * openness * 0.85)
        // However light the white, the iris is darker by a step that is seen.
        let usual = clamp(most - mix(0.16, 0.26, need), 0.14, mix(0.56, 0.42, need))
        let below = 0.05 * smoothstep(-0.2, 0.7, (place.y - iris.y) / radius)
        let ring = usual * mix(1, 0.7, smoothstep(0.65, 0.95, away)) + below * need
        let own = mix(min(value, usual), ring, need)
        let pupil = smoothstep(0.48, 0.38, away)
        let dark = mix(own, min(own, 0.10), pupil * mix(0.35, 1, need))
        return mix(value, dark, coverage(away, within))
    }

    /// 1 within the iris where the lids leave it free.
    func disc(_ index: Int, _ place: SIMD2<Float>) -> Float {
        coverage(distance(place, iris) / radius, clamp(opening[index]))
    }

    private func coverage(_ away: Float, _ within: Float) -> Float {
        clamp((1 - away) * radius / 0.0012 + 0.5) * within
    }

    /// The upper lid's line, thickest over its middle and running out at its ends, 0…1.
    fileprivate func lid(_ place: SIMD2<Float>, half: Float) -> Float {
        let last = Float(max(upperLid.count - 1, 1))
        var best: Float = 0
        for number in 1..<max(upperLid.count, 1) {
            let a = upperLid[number - 1], axis = upperLid[number] - a
            let t = clamp(dot(place - a, axis) / max(dot(axis, axis), 1e-9))
            let along = (Float(number - 1) + t) / last
            let width = half * (0.35 + 0.65 * min(1, 3 * min(along, 1 - along)))
            best = max(best, clamp((width - distance(place, a + axis * t)) / 0.0012 + 0.5))
        }
        return best
    }
}

extension StrokePlanner {
    /// What is put into open eyes last: pupils that the photograph lacks, and the light, without which eyes are dull.
    mutating func lightEyes(_ easel: Easel, brush: Brush = Brush().with { $0.roundness = 1 }) {
        let light = mix(easel.direction.palette.paper.lab, SIMD3(1, 0, 0.01), 0.5)
        let fine = brush.with {
            $0.opacity = 0.9
            $0.ragged = 0.1
            $0.dryness *= 0.5
            $0.lightnessSpread *= 0.3
        }
        for eye in easel.target.eyes.eyes where eye.openness > 0.05 {
            let right = SIMD2<Float>(1, 0)
            if eye.need > 0.4 {
                let radius = 0.40 * eye.radius, half = right * (0.12 * radius)
                touch(
                    [eye.iris - half, eye.iris + half], radius: radius, color: SIMD3(0.11, 0.008, 0.008), brush: fine)
            }
            // As high as the lid allows.
            let grid = easel.page.grid, side = 0.30 * easel.page.lightSide
            let places = ([-0.34, -0.22, -0.10] as [Float]).map { eye.iris + SIMD2(side, $0) * eye.radius }
            let free = places.first { eye.opening[grid.index($0.x, $0.y)] > 0.7 }
            guard let place = eye.catchlight ?? free else { continue }
            let radius = max(0.19 * eye.radius, 0.0011), half = right * (0.2 * radius)
            // In the shade a light is no brighter than the shade allows.
            let color = mix(light, SIMD3(min(eye.white + 0.35, 1), 0, 0.01), 0.6)
            touch([place - half, place + half], radius: radius, color: color, brush: fine)
        }
    }
}
