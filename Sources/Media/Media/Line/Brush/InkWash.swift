/// Ink with the pointed brush, and washes of it.
///
/// Variations: lines and three washes; sparse strokes with a dry brush and a washed moon (sumi-e); a ring drawn in one
/// turn behind the head (ensō); ink lines with washes of color.
struct InkWash: Medium {
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        try InkStudio(page, direction).painting()
    }
}

enum InkLayout: CaseIterable {
    case washes, sparse, ring, colored
}

/// One wash of thin ink.
struct Wash: Sendable {
    var ink: Ink
    /// Positive inside, on the page's grid; the edge is where it is 0.
    var level: Plane
    /// How gradually the edge comes in, as a difference of level; on the page's grid.
    var softness: Plane
    /// Ink gathered at the edge while it dried, and blooms in it; a factor about 1 on the page's grid.
    var pool: Plane
    /// 0…1 where the wash is full.
    var density: Float
}

/// A finished plan in ink.
struct InkPainting: Artwork {
    let page: Page
    let palette: Palette
    let seed: UInt64
    let washes: [Wash]
    /// Strokes of full ink and of thinned ink, and black areas.
    let lines: BrushSet
    let gray: BrushSet
    let ring: BrushSet
    let ringInk: Ink
    /// Positive where ink lies full; on the page's grid.
    let blacks: Plane
    /// Bristles of the brush that filled them, by which they run dry; deviation 1.
    let streaks: Plane
    /// How dry that brush was, 0…1.
    let dryness: Plane
    let drops: BrushSet
    let seal: Seal?

    var reach: Float { 0.004 }

    func paint(on grid: Grid, progress: Float) -> ColorPlane {
        var picture = grid.paper(palette.paper, seed: seed &+ 3, grain: 0.016, fibers: 0.013).color
        let tooth = grid.tooth(seed), key = palette.key
        func part(_ from: Float, _ to: Float) -> Float { clamp((progress - from) / (to - from)) }
        picture = behind(ring, ringInk, picture, grid, tooth, progress: part(0, 0.12))
        let ragged = grid.noise(seed &+ 201, 0.0035, octaves: 2)
        for (number, wash) in washes.enumerated() {
            let start = 0.1 + 0.4 * Float(number) / Float(max(washes.count, 1))
            picture = washed(wash, picture, grid, tooth, ragged, share: part(start, start + 0.1))
        }
        picture = stroked(gray, key, picture, grid, tooth, progress: part(0.45, 0.65))
        let full = blackInk(on: grid, tooth: tooth, share: part(0.6, 0.8))
        let drawn = lines.coverage(on: grid, tooth: tooth, progress: part(0.65, 0.95))
        let spots = drops.coverage(on: grid, tooth: nil, progress: part(0.9, 0.97))
        picture = grid.print(key, grid.map { 0.97 * max(full[$0], max(drawn[$0], spots[$0])) }, over: picture)
        if let seal, progress > 0.97 {
            picture = grid.print(palette.ink(0), seal.coverage(on: grid, wear: 1), over: picture)
        }
        return picture
    }

    private func stroked(
        _ strokes: BrushSet, _ ink: Ink, _ picture: ColorPlane, _ grid: Grid, _ tooth: Plane, progress: Float
    ) -> ColorPlane {
        guard !strokes.strokes.isEmpty, progress > 0 else { return picture }
        return grid.print(ink, strokes.coverage(on: grid, tooth: tooth, progress: progress), over: picture)
    }

    /// As `stroked`, but the sitter stands before it.
    private func behind(
        _ strokes: BrushSet, _ ink: Ink, _ picture: ColorPlane, _ grid: Grid, _ tooth: Plane, progress: Float
    ) -> ColorPlane {
        guard !strokes.strokes.isEmpty, progress > 0 else { return picture }
        let mask = grid.sample(page.mask, on: page.grid)
        let drawn = strokes.coverage(on: grid, tooth: tooth, progress: progress)
        return grid.print(ink, grid.map { drawn[$0] * smoothstep(0.7, 0.25, mask[$0]) }, over: picture)
    }

    private func washed(
        _ wash: Wash, _ picture: ColorPlane, _ grid: Grid, _ tooth: Plane, _ ragged: Plane, share: Float
    ) -> ColorPlane {
        guard share > 0 else { return picture }
        let level = grid.sample(wash.level, on: page.grid), softness = grid.sample(wash.softness, on: page.grid)
        // A wash of the eyes or lips is nowhere near most tiles; the noise moves an edge by less than this.
        guard (0..<level.count).contains(where: { level[$0] + softness[$0] > -0.12 }) else { return picture }
        let pool = grid.sample(wash.pool, on: page.grid)
        // Paper takes up the water unevenly: the edge wavers, and pigment settles in the tooth.
        let amount = grid.map { index in
            let soft = max(softness[index], 0.004)
            let body = smoothstep(-soft, soft, level[index] + 0.012 * ragged[index])
            let grain = 1 + 0.09 * clamp(tooth[index], -2, 2)
            return clamp(body * pool[index] * grain * wash.density * share)
        }
        return grid.print(wash.ink, amount, over: picture)
    }

    private func blackInk(on grid: Grid, tooth: Plane, share: Float) -> Plane {
        guard share > 0 else { return grid.plane() }
        let edge = grid.cut(grid.sample(blacks, on: page.grid), softness: 1.4)
        let bristles = grid.sample(streaks, on: page.grid), dry = grid.sample(dryness, on: page.grid)
        return grid.map { index in
            let gate = clamp((1.25 - dry[index] * (0.75 + 0.55 * bristles[index] + 0.18 * tooth[index])) * 2.2)
            return edge[index] * gate * share
        }
    }
}
