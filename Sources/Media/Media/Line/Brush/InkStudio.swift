/// Plans a picture in ink: what the washes cover, where strokes go, where the brush runs dry.
struct InkStudio {
    let page: Page
    let direction: Direction
    let layout: InkLayout
    let study: LineStudy
    let flat: FlatTone
    let field: GroundField
    /// 1 where the picture is finished, 0 where paper stays bare: torn for washes, swept out for the brush.
    let torn: Plane
    let finish: Plane
    let streaks: Plane
    let wetness: Plane

    init(_ page: Page, _ direction: Direction) throws {
        let grid = page.grid, seed = direction.seed
        self.page = page
        self.direction = direction
        let layout = InkLayout.allCases.variation(direction.variation)
        self.layout = layout
        flat = FlatTone(page)
        study = LineStudy(page, detail: 0.2, inFeatures: 0.3, flattened: flat.base)
        try grid.work.check()
        field = direction.ground.field(on: grid, page: page, seed: seed)
        let strands = study.strandStreaks(seed: seed &+ 70),
            sweep = study.sweep(slant: 0.95 * page.lightSide, seed: seed)
        let streaks = grid.map { mix(sweep[$0], strands[$0], smoothstep(0.2, 0.6, page.hair[$0])) }
        self.streaks = streaks
        wetness = grid.map { [cloud = grid.noise(seed &+ 73, 0.11, octaves: 2)] in clamp(0.5 + 0.5 * cloud[$0]) }
        let low = grid.noise(seed &+ 40, 0.12, octaves: 2), side = grid.noise(seed &+ 44, 0.08, octaves: 3)
        let ends = grid.blur(page.valid, 0.02), center = page.face.center, aspect = page.aspect
        let bottom: Float = page.isCloseUp ? 2 : layout == .sparse ? 0.72 : 0.80
        let torn = grid.map { index, x, y in
            let below =
                1 - smoothstep(bottom, bottom + 0.16, y + 0.022 * low[index] - 0.10 * page.lightSide * (x - center.x))
            let beside = 1 - smoothstep(0.36, 0.46, (abs(x - center.x) + 0.03 * side[index]) / aspect)
            let sides = page.isCloseUp ? 1 : mix(1, beside, smoothstep(0.6, 0.72, y))
            return below * sides * smoothstep(0.35, 0.9, ends[index] + 0.1 * low[index])
        }
        self.torn = torn
        // The brush runs dry along its hairs.
        finish = grid.map { index in
            smoothstep(0.34, 0.60, torn[index] + 0.26 * streaks[index] * smoothstep(1, 0.75, torn[index]))
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
        let drawn = grid.map { busy[$0] > 0.15 ? 1 : 0 }
        let distance = grid.map { [away = grid.distance(to: drawn)] in -away[$0] }
        let seal = Seal(.writing, on: page, offOf: distance, margin: 0.02, half: 0.029, seed: seed)
        let ringInk = Ink(lab: mix(palette.key.lab, palette.paper.lab, 0.28))
        return InkPainting(
            page: page, palette: palette, seed: seed, washes: washes, lines: lines, gray: gray, ring: ring,
            ringInk: ringInk, blacks: blacks(), streaks: streaks, dryness: dryness(), drops: drops,
            seal: layout == .colored ? nil : seal)
    }

    /// Where full ink fills areas: the darkest of hair and clothes, a little in the features.
    private func blacks() -> Plane {
        let grid = page.grid
        let elsewhere: Float = layout == .sparse ? 0.06 : (layout == .colored ? 0.13 : 0.20)
        let level = flat.level(below: flat.thresholds(0.045, cap: 0.16, elsewhere: elsewhere))
        let openings = study.eyes.openings, drawn = study.eyes.lines
        // In hair that is not dark a shade in full ink is a blot.
        let fair = 0.3 * smoothstep(0.24, 0.38, page.hairLightness)
        return grid.map { index in
            // The shade under a chin is a wash; in full ink it would be a beard.
            let neck = 0.25 * page.skin[index] * smoothstep(0.75, 0.45, page.face.soft[index])
            let open =
                0.6 * study.teeth[index] + 0.05 * page.face.eyes[index] + neck + fair * page.hair[index]
                + 0.4 * openings[index] + 0.25 * study.mouth.lips[index]
            let dark = min(min(level[index], (page.mask[index] - 0.5) * 0.5), (finish[index] - 0.45) * 0.6) - open
            return max(dark, min(0.4 * (drawn[index] - 0.5), (page.mask[index] - 0.5) * 0.5))
        }
    }

    private func dryness() -> Plane {
        page.grid.map { index, _, y in
            clamp(
                0.30 + 0.75 * smoothstep(0.55, 0.88, y) + 0.42 * page.hair[index] - 0.6 * page.face.soft[index]
                    + 0.5 * (1 - finish[index]))
        }
    }
}
