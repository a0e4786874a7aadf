/// Hair and cloth as polished ribbons: each runs from shade along one edge to light near the other.
struct DecoRibbons: Sendable {
    struct Kind: Sendable {
        let paths: [Path]
        /// Mean tone of every ribbon 0…1.
        let tones: [Float]
        /// Mean OKLab a and b of the photograph along every ribbon.
        let hues: [SIMD3<Float>]
        let width: Float
        /// How far a place is inside; a level set on the page's grid.
        let inside: Plane
        let ramp: [SIMD3<Float>]
        /// Swing of tone from edge to edge.
        let swing: Float
        let keepsOwn: Float
        /// For hair.
        var cast: HairCast?
    }

    let kinds: [Kind]

    init(_ page: Page, palette: Palette, seed: UInt64) throws {
        let grid = page.grid
        let hair = grid.blur(page.wholeHair, 0.0026)
        let worn = page.wholeClothes
        let uneven = grid.noise(seed &+ 101, 0.13)
        let keeps = palette.keepsOwn
        let numbers = page.cloths(3, rounding: 0.0055)
        let folds = page.folds(0.040), seen = Seen(page)
        try grid.work.check()
        // Every cloth has ribbons of its own, so that none crosses a collar.
        let cloths = try (0..<3).map { number -> Kind in
            let inside = grid.blur(grid.map { numbers[$0] == Int32(number) ? worn[$0] : 0 }, 0.0024)
            return try Self.kind(
                page, seen, inside: inside, flow: folds, width: 0.064, uneven: uneven, ramp: palette.clothes,
                swing: 0.24, keepsOwn: 0.5 * keeps, lightness: 0.2)
        }
        var locks = try Self.kind(
            page, seen, inside: hair, flow: page.strands(0.022), width: 0.025, uneven: uneven,
            ramp: palette.hair, swing: 0.44, keepsOwn: 0.15 + 0.6 * keeps, lightness: 0.65)
        locks.cast = HairCast(page)
        kinds = cloths + [locks]
    }

    /// The photograph as ribbons see it, softened; OKLab, and the sitter's tone.
    private struct Seen {
        let tone, l, a, b: Plane

        init(_ page: Page) {
            let grid = page.grid
            tone = grid.blur(page.tone, 0.004)
            l = grid.blur(page.lab.c0, 0.004)
            a = grid.blur(page.lab.c1, 0.006)
            b = grid.blur(page.lab.c2, 0.006)
        }
    }

    private static func kind(
        _ page: Page, _ seen: Seen, inside: Plane, flow: Flow, width: Float, uneven: Plane, ramp: Ramp,
        swing: Float, keepsOwn: Float, lightness: Float
    ) throws -> Kind {
        let grid = page.grid
        let regions = (0..<inside.count).map { inside[$0] > 0.32 ? Int32(0) : -1 }
        let spacing = grid.map { width * (1 + 0.3 * clamp(uneven[$0], -1.3, 1.6)) }
        try grid.work.check()
        var rows = Rows(on: grid, regions: regions, flow: flow, spacing: spacing)
        rows.grow()
        try grid.work.check()
        let paths = rows.rows.filter { $0.path.length > 0.4 * width }.map { $0.path.resampled(0.007).smoothed(4) }
        var tones: [Float] = [], hues: [SIMD3<Float>] = []
        for path in paths {
            var level: Float = 0, hue = SIMD3<Float>.zero
            for point in path.points {
                let index = grid.index(point.x, point.y)
                level += mix(seen.tone[index], seen.l[index], lightness)
                hue += SIMD3(0, seen.a[index], seen.b[index])
            }
            let count = Float(max(path.points.count, 1))
            tones.append(level / count)
            hues.append(hue / count)
        }
        return Kind(
            paths: paths, tones: tones, hues: hues, width: width, inside: grid.map { inside[$0] - 0.5 },
            ramp: ramp.table, swing: swing, keepsOwn: clamp(keepsOwn, 0, 0.8))
    }
}
