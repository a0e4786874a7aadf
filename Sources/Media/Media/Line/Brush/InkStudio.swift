/// Plans a picture in ink: what the washes cover, where strokes go, where the brush runs dry.
struct InkStudio {
    let page: Page
    let direction: Direction
    let layout: InkLayout
    let study: LineStudy
    let flat: FlatTone
    let field: GroundField
    /// 1 where the picture is finished, 0 where paper stays bare; a soft ragged end below and at the sides.
    let finish: Plane
    let streaks: Plane
    let wetness: Plane

    init(_ page: Page, _ direction: Direction) throws {
        let grid = page.grid, seed = direction.seed
        self.page = page
        self.direction = direction
        let layout = InkLayout(rawValue: direction.variation % InkLayout.allCases.count) ?? .washes
        self.layout = layout
        study = LineStudy(page, detail: 0.3, inFeatures: 0.5)
        flat = FlatTone(page)
        try grid.work.check()
        field = direction.ground.field(on: grid, page: page, seed: seed)
        let broad = grid.edgeFlow(study.smooth, detail: 0.004, smoothness: 0.02).flow
        let hair = page.hair
        let along = grid.flow { [study] index in hair[index] > 0.4 ? study.hairFlow.angle(index) : broad.angle(index) }
        let raw = grid.along(along, grid.noise(seed &+ 70, 0.0011), 0.016)
        let spread = (raw.values { $0 % 7 == 0 }.reduce(0) { $0 + $1 * $1 } / Float(max(raw.count / 7, 1)))
            .squareRoot()
        let streaks = grid.map { raw[$0] / max(spread, 1e-4) }
        self.streaks = streaks
        wetness = grid.map { [cloud = grid.noise(seed &+ 73, 0.11, octaves: 2)] in clamp(0.5 + 0.5 * cloud[$0]) }
        let low = grid.noise(seed &+ 40, 0.09, octaves: 3), side = grid.noise(seed &+ 44, 0.08, octaves: 3)
        let ends = grid.blur(page.valid, 0.02), center = page.face.center, aspect = page.aspect
        let bottom: Float = layout == .sparse ? 0.74 : 0.82
        finish = grid.map { index, x, y in
            let below = 1 - smoothstep(bottom, bottom + 0.14, y + 0.04 * low[index])
            let beside = 1 - smoothstep(0.36, 0.46, (abs(x - center.x) + 0.03 * side[index]) / aspect)
            let sides = mix(1, beside, smoothstep(0.6, 0.72, y))
            let value = below * sides * smoothstep(0.35, 0.9, ends[index] + 0.1 * low[index])
            // The brush runs dry along its hairs.
            return smoothstep(0.30, 0.62, value + 0.13 * streaks[index] * smoothstep(1, 0.7, value))
        }
        try grid.work.check()
    }

    func painting() throws -> InkPainting {
        let grid = page.grid, seed = direction.seed, palette = direction.palette
        var dice = Dice(seed, stream: 101)
        let washes = self.washes()
        try grid.work.check()
        var lines = BrushSet(), gray = BrushSet(), ring = BrushSet(), drops = BrushSet()
        drawLines(into: &lines, dice: &dice)
        try grid.work.check()
        if layout == .sparse || layout == .ring { brushMasses(lines: &lines, gray: &gray, dice: &dice) }
        if layout == .ring { drawRing(into: &ring, dice: &dice) }
        spatter(into: &drops, dice: &dice)
        let busy = grid.blur(grid.map { page.mask[$0] * finish[$0] }, 0.01)
        let ringInk = Ink(lab: mix(palette.key.lab, palette.paper.lab, 0.28))
        return InkPainting(
            page: page, palette: palette, seed: seed, washes: washes, lines: lines, gray: gray, ring: ring,
            ringInk: ringInk, blacks: blacks(), streaks: streaks, dryness: dryness(), drops: drops,
            seal: layout == .colored ? nil : Seal(on: page, busy: busy, seed: seed))
    }

    /// Where full ink fills areas: the darkest of hair and clothes, a little in the features.
    private func blacks() -> Plane {
        let grid = page.grid
        let elsewhere: Float = layout == .sparse ? 0.06 : (layout == .colored ? 0.13 : 0.20)
        let level = flat.level(below: flat.thresholds(0.045, cap: 0.16, elsewhere: elsewhere))
        return grid.map { index in
            let open = 0.6 * page.face.mouth[index] * smoothstep(0.2, 0.4, study.tone[index])
            return min(min(level[index], (page.mask[index] - 0.5) * 0.5), (finish[index] - 0.45) * 0.6) - open
        }
    }

    private func dryness() -> Plane {
        page.grid.map { index, _, y in
            clamp(
                0.22 + 0.75 * smoothstep(0.6, 0.92, y) + 0.42 * page.hair[index] - 0.6 * page.face.soft[index]
                    + 0.5 * (1 - finish[index]))
        }
    }
}
