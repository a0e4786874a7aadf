/// The printer's seal: a square or a disc with a narcissus cut out of it.
struct CutSeal: Sendable {
    let center: SIMD2<Float>
    /// Half its side, in page heights.
    let radius: Float
    let isRound: Bool
    let seed: UInt64

    /// On calm ground within the frame, away from the sitter; nil where there is none.
    ///
    /// - Parameters:
    ///   - margin: around the printed area.
    ///   - tone: of the ground; where it is even the ground is calm.
    init?(
        _ figure: Figure, margin: Float, ground tone: Plane?, radius: Float = 0.026, isRound: Bool = false, seed: UInt64
    ) {
        let grid = figure.page.grid, aspect = figure.page.aspect
        var dice = Dice(seed, stream: 61)
        let side: Float = dice.chance(0.5) ? 1 : -1
        func inset(_ x: Float, _ y: Float) -> Float { min(min(x, aspect - x), min(y, 1 - y)) - margin }
        let local = tone.map { tone in
            let mean = grid.blur(tone, radius), square = grid.blur(grid.map { tone[$0] * tone[$0] }, radius)
            return grid.map { max(square[$0] - mean[$0] * mean[$0], 0).squareRoot() }
        }
        // Low beside the shoulders, or in the upper corners; not beside the face.
        func seat(_ row: Float) -> Float { row > 0.5 ? (1 - row) * 0.3 : 0.2 + max(row - 0.12, 0) }
        var best: (cost: Float, place: SIMD2<Float>)?
        let step: Float = 0.012
        for row in stride(from: radius * 2, to: 1 - radius * 2, by: step) {
            for column in stride(from: radius * 2, to: aspect - radius * 2, by: step) {
                let index = grid.index(column, row)
                guard figure.distance[index] < -radius * 1.75, inset(column, row) > radius * 1.45 else { continue }
                // Near a side, low, and on the side that chance chose.
                let fromSide = min(column, aspect - column)
                let cost =
                    (local?[index] ?? 0) * 4 + fromSide * 1.2 + seat(row) * 1.5
                    + ((column - aspect / 2) * side < 0 ? 0.08 : 0)
                if cost < best?.cost ?? .infinity { best = (cost, SIMD2(column, row)) }
            }
        }
        guard let best else { return nil }
        center = best.place
        self.radius = radius
        self.isRound = isRound
        self.seed = seed
    }

    /// Level of the whole stamp.
    private func body(_ x: Float, _ y: Float) -> Float {
        let dx = abs(x - center.x), dy = abs(y - center.y)
        if isRound { return radius - hypot(dx, dy) }
        // A square with rounded corners.
        let corner = radius * 0.22, qx = max(dx - radius * 0.9 + corner, 0), qy = max(dy - radius + corner, 0)
        return corner - hypot(qx, qy)
    }

    /// Six petals and a crown.
    private func flower(_ x: Float, _ y: Float) -> Float {
        let dx = x - center.x, dy = y - center.y, r = hypot(dx, dy) / radius
        let angle = atan2(dy, dx) - .pi / 2
        let petal = 0.40 + 0.30 * abs(cos(angle * 3)).squareRoot() - 0.10 * abs(sin(angle * 3))
        let outer = petal - r
        let crown = abs(r - 0.22) - 0.055
        return min(outer, crown) * radius
    }

    /// The printed seal on any raster.
    func coverage(on grid: Grid) -> Plane {
        let wobble = grid.noise(seed &+ 9, 0.006, octaves: 2)
        let center = center, limit = radius * 1.3
        return grid.map { index, x, y in
            guard abs(x - center.x) < limit, abs(y - center.y) < limit else { return 0 }
            let body = body(x, y) + 0.0007 * wobble[index]
            let cut = min(flower(x, y) + 0.0004 * wobble[index], body - radius * 0.14)
            return coverage_(body, grid.unit) * (1 - coverage_(cut, grid.unit))
        }
    }

    /// The bare paper under it, for seals on printed ground.
    func bed(on grid: Grid) -> Plane {
        grid.map { _, x, y in coverage_(body(x, y) - 0.0004, grid.unit) }
    }

    @inline(__always)
    private func coverage_(_ level: Float, _ unit: Float) -> Float { clamp(level * unit / 1.4 + 0.5) }
}
