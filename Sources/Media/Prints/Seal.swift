/// A stamp in red, the printer's or the painter's: a square with a sign cut out of it.
struct Seal: Sendable {
    enum Sign: Sendable {
        /// Six petals and a crown.
        case narcissus
        /// Two characters of no known writing.
        case writing
    }

    /// Middle and half height, in page heights.
    let center: SIMD2<Float>
    let half: Float
    private let sign: Sign
    private let seed: UInt64
    /// Ends of the writing's strokes, -1…1 across the seal.
    private let strokes: [(SIMD2<Float>, SIMD2<Float>)]

    /// On calm ground, away from what is drawn; nil where there is none: a seal on a busy coat is a blot.
    ///
    /// - Parameters:
    ///   - distance: from the outline of what is drawn, in page heights, above 0 within it.
    ///   - tone: of the ground; where it is even the ground is calm.
    ///   - margin: around the printed area.
    init?(
        _ sign: Sign, on page: Page, offOf distance: Plane, ground tone: Plane? = nil, margin: Float, half: Float,
        seed: UInt64
    ) {
        guard
            let place = Self.place(page, distance: distance, ground: tone, margin: margin, half: half, seed: seed)
        else { return nil }
        center = place
        self.half = half
        self.sign = sign
        self.seed = seed
        strokes = sign == .writing ? Self.writing(seed) : []
    }

    private static func place(
        _ page: Page, distance: Plane, ground tone: Plane?, margin: Float, half: Float, seed: UInt64
    ) -> SIMD2<Float>? {
        let grid = page.grid, aspect = page.aspect
        var dice = Dice(seed, stream: 61)
        let side: Float = dice.chance(0.5) ? 1 : -1
        func inset(_ x: Float, _ y: Float) -> Float { min(min(x, aspect - x), min(y, 1 - y)) - margin }
        let local = tone.map { tone in
            let mean = grid.blur(tone, half), square = grid.blur(grid.map { tone[$0] * tone[$0] }, half)
            return grid.map { max(square[$0] - mean[$0] * mean[$0], 0).squareRoot() }
        }
        // Low beside the shoulders, or in the upper corners; not beside the face.
        func seat(_ row: Float) -> Float { row > 0.5 ? (1 - row) * 0.3 : 0.2 + max(row - 0.12, 0) }
        var best: (cost: Float, place: SIMD2<Float>)?
        for row in stride(from: half * 2, to: 1 - half * 2, by: 0.012) {
            for column in stride(from: half * 2, to: aspect - half * 2, by: 0.012) {
                let index = grid.index(column, row)
                guard distance[index] < -half * 1.75, inset(column, row) > half * 1.45 else { continue }
                // Near a side, low, and on the side that chance chose.
                let fromSide = min(column, aspect - column)
                let cost =
                    (local?[index] ?? 0) * 4 + fromSide * 1.2 + seat(row) * 1.5
                    + ((column - aspect / 2) * side < 0 ? 0.08 : 0)
                if cost < best?.cost ?? .infinity { best = (cost, SIMD2(column, row)) }
            }
        }
        return best?.place
    }

    /// Two characters, one above the other: a few level strokes, a stem, a box.
    private static func writing(_ seed: UInt64) -> [(SIMD2<Float>, SIMD2<Float>)] {
        var dice = Dice(seed, stream: 83), strokes: [(SIMD2<Float>, SIMD2<Float>)] = []
        for top in [Float(-0.78), 0.1] {
            let low = top + 0.68
            for share in [0, 0.5, 1] as [Float] where dice.chance(0.8) {
                let reach = dice.uniform(0.45, 0.72), y = mix(top, low, share)
                strokes.append((SIMD2(-reach, y), SIMD2(reach, y)))
            }
            strokes.append((SIMD2(0, top), SIMD2(0, low)))
            let side = dice.uniform(0.3, 0.6)
            if dice.chance(0.7) { strokes.append((SIMD2(-side, top + 0.2), SIMD2(-side, low))) }
            if dice.chance(0.7) { strokes.append((SIMD2(side, top + 0.2), SIMD2(side, low))) }
        }
        return strokes
    }
}

extension Seal {
    /// The printed seal on any raster.
    ///
    /// - Parameter wear: how unevenly the ink lies, 0…1; 0 for a plate, which its press wears.
    func coverage(on grid: Grid, wear: Float = 0) -> Plane {
        let wobble = grid.noise(seed &+ 9, 0.005, octaves: 2), patch = grid.noise(seed &+ 12, 0.008, octaves: 2)
        return grid.map { index, x, y in
            let place = (SIMD2(x, y) - center) / half
            guard abs(place.x) < 1.3, abs(place.y) < 1.3 else { return 0 }
            let body = level(place) + 0.03 * wobble[index]
            let cut = min(cutLevel(place) + 0.014 * wobble[index], body - 0.14)
            let ink = inside(body, grid.unit) * (1 - inside(cut, grid.unit))
            return ink * (1 - wear * clamp(0.08 + 0.10 * patch[index] + 0.35 * smoothstep(1.5, 2.2, patch[index])))
        }
    }

    /// The bare paper under it, for seals on printed ground.
    func bed(on grid: Grid) -> Plane {
        grid.map { _, x, y in inside(level((SIMD2(x, y) - center) / half) - 0.016, grid.unit) }
    }

    /// One pixel soft at the edge of a level in halves of the seal.
    @inline(__always)
    private func inside(_ level: Float, _ unit: Float) -> Float { clamp(level * half * unit / 1.4 + 0.5) }

    /// Level of the whole stamp: upright, with rounded corners.
    private func level(_ place: SIMD2<Float>) -> Float {
        let corner: Float = 0.2
        return corner - hypot(max(abs(place.x) - 0.92 + corner, 0), max(abs(place.y) - 1 + corner, 0))
    }

    private func cutLevel(_ place: SIMD2<Float>) -> Float {
        switch sign {
        case .narcissus:
            let r = hypot(place.x, place.y), angle = atan2(place.y, place.x) - .pi / 2
            let petal = 0.40 + 0.30 * abs(cos(angle * 3)).squareRoot() - 0.10 * abs(sin(angle * 3))
            return min(petal - r, abs(r - 0.22) - 0.055)
        case .writing:
            let away = strokes.reduce(Float(10)) { least, stroke in
                let d = stroke.1 - stroke.0, t = clamp(dot(place - stroke.0, d) / max(dot(d, d), 1e-6))
                return min(least, distance(place, stroke.0 + d * t))
            }
            return 0.062 - away
        }
    }
}
