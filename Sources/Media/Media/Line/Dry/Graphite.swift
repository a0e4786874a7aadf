/// A drawing in graphite: layers of tapered hatching that bend over the form, finer and darker toward the features.
///
/// Variations: a vignette; a framed sheet with a hatched ground; graphite with a colored pencil; an open sketch.
struct Graphite: Medium {
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        try GraphiteStudio(page, direction).drawing()
    }
}

private enum GraphiteLayout: CaseIterable {
    case vignette, framed, colored, sketch
}

private struct GraphiteStudio {
    let page: Page
    let direction: Direction
    let layout: GraphiteLayout
    let study: LineStudy
    let field: GroundField
    let finish: Plane
    let paper: DryPaper
    let lengths: Plane

    init(_ page: Page, _ direction: Direction) {
        let grid = page.grid, seed = direction.seed
        self.page = page
        self.direction = direction
        layout = GraphiteLayout.allCases.variation(direction.variation)
        let study = LineStudy(page)
        self.study = study
        field = direction.ground.field(on: grid, page: page, seed: seed)
        switch layout {
        case .vignette, .colored: finish = study.finish(from: 0.35, to: 0.45, seed: seed &+ 21)
        case .framed: finish = study.framed(margin: 0.075, ragged: 0.0035, seed: seed &+ 21)
        case .sketch: finish = study.finish(from: 0.24, to: 0.36, seed: seed &+ 21)
        }
        paper = DryPaper(ink: direction.palette.paper, seed: seed)
        lengths = grid.map { index in
            min(
                1 + 0.9 * page.hair[index] - 0.45 * study.features[index] + 0.5 * (1 - page.mask[index])
                    + 0.5 * page.clothes[index], 2)
        }
    }

    func drawing() throws -> DryDrawing {
        let grid = page.grid, work = grid.work
        let target = self.target()
        try work.check()
        var pigments: [DryPigment] = []
        if layout == .colored { pigments.append(coloredPencil()) }
        let rubbed = self.rubbed(target)
        var hatch = sheet(target, rubbed, stream: 0)
        let flow = study.direction(slant: -0.95, ground: field.flow)
        try work.check()
        lay(on: &hatch, flow)
        try work.check()
        var graphite = hatch.pigment(.graphite, rubbed: rubbed)
        var dice = Dice(direction.seed, stream: 61)
        if layout == .sketch { graphite.lines.drawConstruction(of: page, dice: &dice) }
        graphite.lines.drawContours(
            of: study, finish: finish, weight: layout == .sketch ? 1.25 : 1,
            clip: layout == .framed ? finish : nil, dice: &dice)
        pigments.append(graphite)
        return DryDrawing(page: page, paper: paper, pigments: pigments)
    }

    private func sheet(_ target: Plane, _ rubbed: Plane, stream: UInt64) -> HatchSheet {
        let grid = page.grid, tooth = paper.tooth(on: grid)
        let start = grid.map { 1 - (1 - rubbed[$0]) * clamp(0.9 + 0.12 * tooth[$0], 0, 1.1) }
        return HatchSheet(
            grid: grid, sheet: start, target: target, tooth: tooth, seed: direction.seed &+ stream &* 977)
    }

    /// Paper left by the drawing: skin kept light, hair by its own darkness, teeth almost bare.
    private func target() -> Plane {
        let grid = page.grid, face = page.face, features = study.features, hair = study.hairLightness
        let ground = self.ground(), weight: Float = layout == .sketch ? 0.75 : 1
        // Fair skin is mostly bare paper; dark skin is drawn in its full tone.
        let light = 0.25 * (1 - clamp(page.depth / 0.3))
        let drawn = grid.map { index in
            let t = study.tone[index]
            let skin = pow(clamp(0.12 + 0.92 * t), 1 - light * face.soft[index] * (1 - features[index]))
            let form = 1 - (1 - skin) * (1.12 - 0.8 * light * face.soft[index])
            let strands = min(clamp(0.06 + t * (0.55 + 0.75 * hair)), 0.97)
            var sitter = mix(form, strands, page.hair[index])
            sitter = min(sitter, 1 - 0.06 * study.teeth[index])
            let drawn = 1 - (1 - sitter) * page.mask[index] * finish[index] * weight
            return clamp(min(drawn, 1 - ground[index]), 0.03, 1)
        }
        // Hatching stays short of its target, the more of it there is.
        return page.modelled(
            drawn, form: study.tone, whites: study.whites, paper: paper.ink, ink: .graphite,
            rise: 0.07 - 0.07 * page.deepness, lift: 0.04,
            lifted: 0.3)
    }

    /// A breath of smudged lead below the lines of the face.
    private func rubbed(_ target: Plane) -> Plane {
        let grid = page.grid, face = page.face, soft = grid.blur(target, 0.0012)
        let stump = 0.4 * page.deepness
        return grid.map { index in
            let share = max(0.16 * face.soft[index], stump * page.skin[index]) + 0.30 * study.features[index]
            return 1 - (1 - soft[index]) * share * (1 - 0.5 * page.hair[index])
        }
    }

    /// Tone behind the head after the ground's design, darkest behind the lit side.
    private func ground() -> Plane {
        let grid = page.grid, center = page.face.center, side = study.side, layout = layout
        let cloud = grid.noise(direction.seed &+ 9, 0.07, octaves: 3)
        let tone = grid.map { index, x, y in
            let dx = (x - center.x) * side
            var near = finish[index]
            if layout != .framed {
                let distance = hypot((x - center.x) * 1.15, (y - center.y + 0.02) * 0.95) + 0.035 * cloud[index]
                near = 1 - smoothstep(0.30 + 0.10 * dx, 0.46 + 0.12 * dx, distance)
            }
            let design = 0.62 - 0.62 * field.tone[index] - 0.55 * field.accent[index]
            let share = layout == .framed ? 1.1 + 0.4 * dx : 0.75 + 0.8 * dx
            // A vignette ends before the sheet does: a tuft at its edge would look like a slip.
            if layout != .framed { near *= smoothstep(0.03, 0.10, min(min(x, page.aspect - x), y)) }
            return clamp(design * share, 0, 0.6) * near * (1 - smoothstep(0.1, 0.8, page.mask[index]))
        }
        let scraps = grid.scraps(of: tone, smallerThan: 0.004)
        return grid.map { tone[$0] - scraps[$0] }
    }

    /// A colored pencil under the lead: the ground's object, lips, a warm cheek, the clothes' mid-tones.
    private func coloredPencil() -> DryPigment {
        let grid = page.grid, face = page.face
        let lab = direction.palette.ink(0).lab
        // A green or blue pencil has no business in the flesh.
        let warmth: Float = lab.y > 0.02 && lab.z > 0 ? 1 : 0
        let near = study.finish(from: 0.34, to: 0.50, seed: direction.seed &+ 31)
        let target = grid.map { index in
            let outside = (1 - smoothstep(0.1, 0.7, page.mask[index])) * near[index]
            let object = (0.55 * field.accent[index] + 0.18 * (1 - field.tone[index])) * outside
            let t = study.tone[index]
            let cloth = page.clothes[index] * 0.55 * clamp(1.1 - t) * finish[index]
            let flesh = warmth * page.skin[index] * (0.16 * (1 - t) + 0.30 * face.lips[index] * (1 - face.mouth[index]))
            return 1 - clamp(max(object, max(cloth, flesh)), 0, 0.75)
        }
        let rubbed = grid.map { [soft = grid.blur(target, 0.003)] in 1 - (1 - soft[$0]) * 0.25 }
        var hatch = sheet(target, rubbed, stream: 5)
        let flow = study.direction(slant: -0.75, ground: field.flow), whole = grid.plane(1)
        for (count, length, radius, turn) in [
            (14000, 0.06, 0.0013, 0), (22000, 0.045, 0.001, 0.1), (16000, 0.04, 0.001, 0.7),
        ]
            as [(Int, Float, Float, Float)]
        {
            let lead = Lead(radius: radius, grain: 0.22, spill: 0.5, lift: 0.03)
            hatch.lay(
                HatchRound(
                    count: count, length: length, lead: lead, darkness: 0.6, tolerance: 0.05, turn: turn, jitter: 0.08),
                along: flow, weight: whole, lengths: lengths)
        }
        return hatch.pigment(direction.palette.ink(0), rubbed: rubbed)
    }

    private func lay(on hatch: inout HatchSheet, _ flow: Flow) {
        let grid = page.grid, features = study.features
        let coarse = grid.map { 1 - 0.85 * features[$0] }
        let across = grid.map { (1 - page.hair[$0]) * (1 - features[$0] * 0.7) }
        let whole = grid.plane(1)
        // Fine lines would fill the unfinished parts evenly: those are left to the coarse ones.
        let done = grid.map { smoothstep(0.55, 0.95, finish[$0]) }
        let fine = grid.map { clamp(page.face.soft[$0] * 0.8 + features[$0] + page.hair[$0]) * done[$0] }
        let finest = grid.map { clamp(features[$0] * 1.1 + page.hair[$0] * 0.8) * done[$0] }
        let share: Float = layout == .sketch ? 0.5 : 1
        func lay(
            _ count: Float, _ length: Float, _ radius: Float, _ darkness: Float, _ tolerance: Float, lift: Float,
            turn: Float = 0, jitter: Float, spill: Float, _ weight: Plane
        ) {
            let lead = Lead(radius: radius, grain: 0.20, spill: spill, lift: lift)
            let round = HatchRound(
                count: Int(count * share), length: length, lead: lead, darkness: darkness, tolerance: tolerance,
                turn: turn, jitter: jitter)
            hatch.lay(round, along: flow, weight: weight, lengths: lengths)
        }
        lay(20000, 0.060, 0.0012, 0.55, 0.07, lift: 0.14, jitter: 0.06, spill: 0.6, coarse)
        lay(24000, 0.050, 0.0010, 0.60, 0.07, lift: 0.09, jitter: 0.08, spill: 0.55, coarse)
        lay(20000, 0.046, 0.0009, 0.60, 0.08, lift: 0.09, turn: 0.62, jitter: 0.08, spill: 0.5, across)
        lay(26000, 0.032, 0.0008, 0.65, 0.07, lift: 0.05, jitter: 0.12, spill: 0.4, whole)
        lay(18000, 0.030, 0.0008, 0.65, 0.09, lift: 0.06, turn: -0.55, jitter: 0.08, spill: 0.4, across)
        lay(90000, 0.020, 0.0006, 0.75, 0.035, lift: 0, jitter: 0.15, spill: 0.22, fine)
        let detail = study.detailFlow
        let lead = Lead(radius: 0.00045, grain: 0.16, spill: 0.2)
        let round = HatchRound(
            count: 120000, length: 0.011, lead: lead, darkness: 0.85, tolerance: 0.03, jitter: 0.08)
        hatch.lay(round, along: detail, weight: finest, lengths: whole)
    }
}

extension Ink {
    /// Lead pencil: a dark gray that shines a little.
    static let graphite: Ink = 0x2b2a2e
}
