/// Lays out a drawing in charcoal or chalks: for each pigment what the stump rubs in and the lines over it.
struct ChalkStudio {
    let page: Page
    let direction: Direction
    let layout: ChalkLayout
    let study: LineStudy
    let field: GroundField
    let finish: Plane
    let paper: DryPaper
    let tooth: Plane
    let flow: Flow
    let lengths: Plane
    /// Away from the lit side, and on it: shares of the ground's dark and light, 0…1.
    let shade: Plane
    let halo: Plane

    init(_ page: Page, _ direction: Direction, layout: ChalkLayout) throws {
        let grid = page.grid, seed = direction.seed
        self.page = page
        self.direction = direction
        self.layout = layout
        let study = LineStudy(
            page, detail: 0.32, inFeatures: 0.55, deepening: layout.isCharcoal ? 0.8 : 0.5)
        self.study = study
        try grid.work.check()
        let field = direction.ground.field(on: grid, page: page, seed: seed)
        self.field = field
        finish =
            layout == .blackened
            ? study.framed(margin: 0.06, ragged: 0.002, seed: seed &+ 21)
            : study.finish(from: layout.finish.from, to: layout.finish.to, seed: seed &+ 21)
        paper = DryPaper(
            ink: layout.paper(direction.palette), seed: seed, grain: 0.028, fibers: 0.010,
            ribs: layout == .blackened || layout == .colored ? 0.35 : 0.75)
        tooth = paper.tooth(on: grid)
        flow = study.direction(slant: -0.85, ground: field.flow)
        lengths = grid.map { index in
            min(
                1 + 0.9 * page.hair[index] - 0.45 * study.features[index] + 0.9 * (1 - page.mask[index])
                    + 0.5 * page.clothes[index], 2)
        }
        let center = page.face.center, side = study.side
        let cloud = grid.noise(seed &+ 9, 0.13, octaves: 2), second = grid.noise(seed &+ 12, 0.11, octaves: 2)
        let outside = grid.map { 1 - smoothstep(0.1, 0.8, page.mask[$0]) }
        shade = grid.map { index, x, y in
            let dx = ((x - center.x) * side + 0.24) / 0.19, dy = (y - center.y) / 0.29
            return exp(-dx * dx - dy * dy) * clamp(0.85 + 0.22 * cloud[index], 0, 1.1) * outside[index]
        }
        halo = grid.map { index, x, y in
            let dx = ((x - center.x) * side - 0.24) / 0.12, dy = (y - center.y + 0.03) / 0.2
            return exp(-dx * dx - dy * dy) * clamp(0.75 + 0.28 * second[index]) * outside[index]
        }
        try grid.work.check()
    }

    func drawing() throws -> DryDrawing {
        var pigments: [DryPigment] = []
        let work = page.grid.work
        if layout == .colored || layout == .vine { pigments.append(contentsOf: groundChalks()) }
        try work.check()
        if !layout.isCharcoal { pigments.append(sanguine()) }
        try work.check()
        var white = whiteChalk()
        if layout == .dark { white.strength = 0.92 }
        pigments.append(white)
        try work.check()
        pigments.append(black())
        try work.check()
        return DryDrawing(page: page, paper: paper, pigments: pigments)
    }

    /// Lays rounds over what the stump left.
    func pigment(
        _ ink: Ink, target: Plane, rubbed: Plane, stream: UInt64, covers: Bool, grain: Float,
        _ lay: (inout HatchSheet) -> Void
    ) -> DryPigment {
        let grid = page.grid, tooth = tooth
        let start = grid.map { 1 - (1 - rubbed[$0]) * clamp(0.9 + grain * tooth[$0], 0, 1.1) }
        var hatch = HatchSheet(
            grid: grid, sheet: start, target: target, tooth: tooth, seed: direction.seed &* 31 &+ stream)
        lay(&hatch)
        return hatch.pigment(ink, rubbed: rubbed, covers: covers, grain: grain)
    }

    /// One round of chalk lines.
    func round(
        _ count: Int, _ length: Float, _ radius: Float, _ darkness: Float, grain: Float, tolerance: Float,
        lift: Float = 0, jitter: Float = 0.12, spill: Float = 0.3
    ) -> HatchRound {
        HatchRound(
            count: count, length: length,
            lead: Lead(radius: radius, grain: grain, taper: 0.15, spill: spill, lift: lift, softness: 0.25),
            darkness: darkness, tolerance: tolerance, jitter: jitter)
    }

    /// Lightness of a color on the drawing, 0…1, over which black and white chalk meet.
    var paperLightness: Float { paper.ink.lab.x }
}
