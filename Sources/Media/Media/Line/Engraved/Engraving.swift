/// An engraved portrait as on bank notes: lines that bulge over the form and swell with the tone.
///
/// Variations: a bank note with guilloche and rosettes; a postage stamp; one single spiral line (after Mellan 1649); an
/// oval frame of stone (after Nanteuil).
struct Engraving: Medium {
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        try EngravedPrint(page, direction)
    }
}

enum EngravingLayout: CaseIterable {
    case bankNote, stamp, spiral, medallion
}

struct EngravedPrint: Artwork {
    let page: Page
    let direction: Direction
    let layout: EngravingLayout
    let plate: EngravedPlate

    var supersampling: Int { 2 }
    var reach: Float { 0.004 }

    init(_ page: Page, _ direction: Direction) throws {
        self.page = page
        self.direction = direction
        layout = EngravingLayout.allCases.variation(direction.variation)
        plate = try EngravedPlate(page, direction, layout: layout)
    }

    func paint(on grid: Grid, progress: Float) -> ColorPlane {
        let sheet = grid.paper(direction.palette.paper, seed: direction.seed &+ 3, grain: 0.008, fibers: 0.004).color
        // Even planes that nobody fills any more take their time.
        if grid.work.isCancelled { return sheet }
        let printed = grid.printed(inks(on: grid, outlines: false, progress: progress), over: sheet)
        return layout == .stamp ? plate.frame.stampEdge(printed, on: grid) : printed
    }

    /// All inks from the first printed to the last.
    private func inks(on grid: Grid, outlines: Bool, progress: Float) -> [EngravedInk] {
        let frame = plate.frame
        let field = direction.ground.field(on: grid, page: page, seed: direction.seed)
        if grid.work.isCancelled { return [] }
        let cut = plate.inked(on: grid, field: field, ease: smoothstep(0.25, 1, progress), outlines: outlines)
        let first = smoothstep(0, 0.25, progress), last = smoothstep(0.1, 0.5, progress)
        if grid.work.isCancelled { return [] }
        var inks = frame.below(on: grid)
        for number in inks.indices { inks[number].opacity *= first }
        let (key, fade) = frame.portraitInk
        if layout != .spiral {
            inks.append(EngravedInk(ink: direction.palette.ink(0), coverage: cut.accent, opacity: 0.92))
        }
        inks.append(EngravedInk(ink: key, coverage: cut.key, opacity: 0.96, fade: fade))
        for var ink in frame.above(on: grid) {
            ink.opacity *= last
            inks.append(ink)
        }
        return inks
    }
}

extension EngravedPrint: PlateArtwork {
    func plates(on grid: Grid) -> [Plate] {
        let paper = direction.palette.paper
        let inks = inks(on: grid, outlines: true, progress: 1).map(\.plate)
        guard layout == .stamp else { return [Plate(paper, grid.plane(1))] + inks }
        return [Plate(plate.frame.matInk, grid.plane(1)), Plate(paper, plate.frame.stampShape(on: grid))] + inks
    }
}

/// What is cut into the plate: lines of the sitter and of the ground.
struct EngravedPlate: Sendable {
    let page: Page
    let layout: EngravingLayout
    let frame: EngravingFrame
    /// 0 light … 1 dark.
    let darkness: Plane
    let relief: Plane
    let sitter: Plane
    let cloth: Plane
    let strands: Plane
    /// Eyes and teeth, where lines are twice as fine.
    let fine: Plane
    /// Distance from the sitter, in page heights.
    let away: Plane
    let contours: LineSet

    init(_ page: Page, _ direction: Direction, layout: EngravingLayout) throws {
        let grid = page.grid, face = page.face, work = page.grid.work
        self.page = page
        self.layout = layout
        frame = EngravingFrame(page: page, direction: direction, layout: layout)
        let study = LineStudy(page, detail: 0.2, inFeatures: 0.3)
        try work.check()
        let sharp = grid.blur(study.tone, 0.002), broad = grid.blur(study.tone, 0.008)
        let bare = grid.map { index in
            let own = study.tone[index]
            var t = own + (own - sharp[index]) * 0.9
            // Eyes are opened before they are cut: dark ones would print solid.
            t += face.eyes[index] * (0.13 + (own - broad[index]) * 1.3)
            t = mix(t, max(t, 0.72 + 0.3 * own), study.teeth[index])
            return 1 - pow(clamp(1 - t), 0.95)
        }
        // Crossed lines never print as full as their darkness asks.
        let cut = page.modelled(
            bare, form: study.tone, whites: study.whites, paper: direction.palette.paper, ink: direction.palette.key,
            rise: 0.04 - 0.09 * page.deepness, lift: 0.08, inLines: true, lifted: 0.2)
        darkness = grid.map { 1 - cut[$0] }
        relief = grid.blur(grid.eased(page.relief, slope: 1.1), 0.013)
        let ends = grid.blur(page.valid, 0.006)
        sitter = grid.map { page.mask[$0] * smoothstep(0.3, 0.7, ends[$0]) }
        let flesh = grid.blur(grid.map { max(page.skin[$0], face.oval[$0] * (1 - page.hair[$0])) }, 0.004)
        cloth = grid.map { 1 - clamp(flesh[$0] * 1.6 - 0.3) }
        let grown = grid.blur(grid.map { max(face.eyes[$0], face.mouth[$0]) }, 0.002)
        fine = grid.map { clamp(grown[$0] * 1.3) }
        away = grid.distance(to: page.mask)
        try work.check()
        let hair = page.hair
        strands =
            layout == .spiral
            ? grid.plane()
            : grid.strands(
                along: study.hairFlow, period: 0.0037, where: grid.map { hair[$0] > 0.02 ? 1 : 0 },
                seed: direction.seed &+ 5)
        try work.check()
        var dice = Dice(direction.seed, stream: 71)
        var contours = LineSet()
        contours.engraveContours(of: study, isSpare: layout == .spiral, dice: &dice)
        self.contours = contours
    }
}
