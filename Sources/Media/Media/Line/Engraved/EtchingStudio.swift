/// Draws with the needle: layers of hatching, each for its own range of darkness, then strands and features.
struct EtchingStudio {
    let page: Page
    let direction: Direction
    let layout: EtchingLayout
    let study: LineStudy
    let field: GroundField
    let plate: Plane

    init(_ page: Page, _ direction: Direction) throws {
        let grid = page.grid
        self.page = page
        self.direction = direction
        let layout = EtchingLayout.allCases.variation(direction.variation)
        self.layout = layout
        study = LineStudy(page, detail: 0.45, inFeatures: 0.6, deepening: 0.5)
        field = direction.ground.field(on: grid, page: page, seed: direction.seed)
        plate =
            layout == .drypoint
            ? study.finish(from: 0.32, to: 0.42, seed: direction.seed &+ 21)
            : study.framed(margin: EtchedPrint.margin + 0.012, ragged: 0.0016, seed: direction.seed &+ 21)
        try grid.work.check()
    }

    func print() throws -> EtchedPrint {
        let grid = page.grid
        let target = self.target()
        let lines = try etched(toward: target)
        try grid.work.check()
        return EtchedPrint(
            page: page, palette: direction.palette, seed: direction.seed, layout: layout, lines: lines, target: target,
            film: film(), eyes: (study.eyes.lines, study.eyes.glints), inks: layout == .colored ? dabbed() : nil)
    }

    /// What lines are to make of the plate, 0 black … 1 bare.
    private func target() -> Plane {
        let grid = page.grid, center = page.face.center, side = page.lightSide
        let hair = study.hairLightness, away = grid.distance(to: page.mask), layout = layout
        let bare = grid.map { index, x, y in
            let t = study.tone[index]
            let skin = clamp(0.10 + 0.95 * pow(t, 0.92))
            let strands = clamp(0.05 + t * (0.45 + 0.8 * hair))
            var sitter = mix(skin, strands, page.hair[index])
            let halo = smoothstep(0, 0.07, away[index]), lit = side * (x - center.x)
            var ground = 1 - clamp((0.66 - 0.62 * field.tone[index] - 0.35 * field.accent[index]) * (0.5 + 0.5 * halo))
            if layout == .night {
                let light = exp(-pow(hypot(x - center.x - 0.05 * side, (y - center.y) * 0.8) / 0.34, 2))
                sitter *= 0.36 + 0.68 * light
                ground *= clamp(0.20 + 0.35 * light + 0.25 * lit)
            }
            if layout == .drypoint { ground = 1 - 0.45 * (1 - ground) * smoothstep(0.05, -0.3, lit) }
            let picture = mix(ground, sitter, page.mask[index])
            return clamp(1 - (1 - picture) * plate[index], 0.03, 1)
        }
        let drawn =
            layout == .night
            ? bare
            : page.modelled(
                bare, form: study.tone, whites: study.whites, paper: direction.palette.paper,
                ink: direction.palette.key,
                rise: 0.15 - 0.13 * page.deepness, lift: 0.08)
        // Bitten lines fill where they cross too often: the shades of skin keep white between them.
        let open: Float = layout == .night ? 0.06 : 0.17, white = 1 - 0.3 * page.modelling
        return grid.map { index in
            let own = drawn[index], dark = 1 - own
            let lifted = own + open * page.skin[index] * (1 - study.features[index]) * dark * dark
            return mix(lifted, max(lifted, 0.97 * white), study.teeth[index] * plate[index])
        }
    }

    private func etched(toward target: Plane) throws -> LineSet {
        let grid = page.grid, features = study.features, seed = direction.seed
        let mouth = study.mouth
        let form = mouth.flow(study.direction(slant: -0.62, bulge: 0.5, ground: field.flow), on: grid)
        let detail = mouth.flow(study.detailFlow, on: grid)
        let lengths = grid.map { index in
            min(1 + 0.6 * page.hair[index] - 0.5 * features[index] + 0.6 * (1 - page.mask[index]), 2)
        }
        // In dark skin lips, brows and nose lie in the hatching of the face: short touches alone would leave white ticks.
        let dark = page.modelling
        // Lips are hatched along their form, by lines as those of the face.
        let lips = grid.map { clamp(1.3 * (mouth.lips[$0] + mouth.opening[$0])) }
        let apart = grid.map { max(page.face.eyes[$0], features[$0] * (1 - 0.75 * dark) * (1 - lips[$0])) }
        let coarse = grid.map { 1 - apart[$0] }, whole = grid.plane(1)
        let crossing = grid.map { (1 - apart[$0]) * (1 - 0.9 * page.hair[$0]) }
        let crossed = grid.map { crossing[$0] * (1 - lips[$0] * (1 - dark)) }
        let touched = grid.map { features[$0] * (1 - 0.9 * lips[$0]) }
        let near = grid.map { clamp(features[$0] * 1.3 + page.face.soft[$0] * 0.6) * (1 - 0.9 * lips[$0]) }
        let strands = grid.map { page.hair[$0] > 0.3 ? page.hair[$0] : 0 }
        let sheet = grid.plane(1)
        var result = LineSet()
        let share: Float = layout == .drypoint ? 0.7 : 1
        // Each layer goes down to its own darkness; what is darker is crossed.
        func layer(
            _ count: Float, _ length: Float, _ radius: Float, down floor: Float, tolerance: Float, turn: Float = 0,
            _ flow: Flow, _ weight: Plane, stream: UInt64, spacing: Float = 0.0019
        ) {
            let goal = grid.map { max(target[$0], floor) }
            var hatch = HatchSheet(grid: grid, sheet: sheet, target: goal, tooth: nil, seed: seed &+ stream)
            let lead = Lead(radius: radius, grain: 0, taper: 0.18, spill: 1, softness: 0)
            hatch.lay(
                HatchRound(
                    count: Int(count * share), length: length, shortest: 0.28, lead: lead, darkness: 0.94,
                    tolerance: tolerance * (1 - 0.5 * dark),
                    turn: turn, jitter: 0.05, bend: 4, spacing: (spacing, 0.94 * radius / spacing * 0.9)),
                along: flow, weight: weight, lengths: lengths)
            result.append(hatch.lines)
        }
        layer(36000, 0.062, 0.00040, down: 0.52, tolerance: 0.12, form, coarse, stream: 1)
        layer(30000, 0.050, 0.00042, down: 0.34, tolerance: 0.14, turn: 0.75, form, crossed, stream: 2)
        // Likeness lies in the features: there lines stop where the tone is reached. They come early,
        // so that a print half made has eyes.
        var hatch = HatchSheet(grid: grid, sheet: sheet, target: target, tooth: nil, seed: seed &+ 6)
        for (count, length, radius, weight) in [
            (60000, 0.016, 0.00036, near), (90000, 0.010, 0.00036, touched),
        ] as [(Int, Float, Float, Plane)] {
            let lead = Lead(radius: radius, grain: 0, taper: 0.2, spill: 0.2, softness: 0)
            hatch.lay(
                HatchRound(
                    count: count, length: length, lead: lead, darkness: 0.9, tolerance: 0.05, jitter: 0.08),
                along: detail, weight: weight, lengths: whole)
        }
        result.append(hatch.lines)
        try grid.work.check()
        layer(36000, 0.050, 0.00042, down: 0.18, tolerance: 0.13, turn: 0.05, detail, strands, stream: 3)
        layer(30000, 0.040, 0.00045, down: 0.18, tolerance: 0.14, turn: -0.55, form, crossed, stream: 4)
        layer(26000, 0.030, 0.00050, down: 0.05, tolerance: 0.16, turn: 1.35, form, crossed, stream: 5)
        try grid.work.check()
        layer(26000, 0.022, 0.00045, down: 0.03, tolerance: 0.2, turn: 0.3, form, coarse, stream: 8)
        var dice = Dice(seed, stream: 67)
        result.drawContours(
            of: study, finish: plate, width: layout == .drypoint ? 0.85 : 0.6, weight: 1.4, grain: 0, open: 0.9,
            clip: layout == .drypoint ? nil : plate, dice: &dice)
        return result
    }

    /// The veil of ink: thicker in the corners and away from the light, wiped from the lights of the face.
    private func film() -> Plane {
        let grid = page.grid, center = page.face.center, layout = layout
        let cloud = grid.noise(direction.seed &+ 51, 0.16, octaves: 3),
            smear = grid.noise(direction.seed &+ 52, 0.03, octaves: 2)
        let light = grid.blur(grid.map { page.face.soft[$0] * study.tone[$0] }, 0.012)
        let base: Float = layout == .night ? 0.26 : (layout == .drypoint ? 0.05 : 0.09)
        // On dark skin it would gray the paper between lines, which is all that models it.
        let dark = max(page.depth * 0.16, 0.34 * page.deepness) * (1 - 0.7 * page.modelling)
        return grid.map { index, x, y in
            let corner = pow(hypot((x - center.x) / 0.5, (y - 0.5) / 0.6), 2)
            let wiped = 1 - 0.85 * clamp(light[index] * 1.3)
            let skin = dark * page.skin[index]
            return clamp(
                base * (0.7 + 0.6 * corner + 0.25 * cloud[index] + 0.08 * smear[index]) * wiped + skin, 0, 0.5)
        }
    }

    /// Inks dabbed on one plate with small pads: flesh, hair, clothes and ground in colors that run into each other.
    private func dabbed() -> ColorPlane {
        let grid = page.grid, palette = direction.palette, key = palette.key.lab
        func deep(_ lab: SIMD3<Float>, _ lightness: Float) -> SIMD3<Float> {
            mix(SIMD3(min(lab.x, lightness), lab.y, lab.z), key, 0.25)
        }
        let flesh = deep(palette.sanguine.lab, 0.42), cloth = deep(palette.ink(2).lab, 0.40)
        let hair = deep(palette.hair(0.2), 0.32), object = deep(palette.ink(0).lab, 0.5)
        let ground = deep(palette.ground(0.3), 0.42)
        let skin = grid.blur(page.skin, 0.006), strands = grid.blur(page.hair, 0.006)
        let coat = grid.blur(page.clothes, 0.008), accent = grid.blur(field.accent, 0.006)
        return grid.colors { index, _, _ in
            var color = mix(ground, object, accent[index])
            color = mix(color, cloth, clamp(coat[index]))
            color = mix(color, hair, clamp(strands[index]))
            return mix(color, mix(flesh, key, 0.5 * study.features[index]), clamp(skin[index]))
        }
    }
}

extension LineSet {
    /// Draws another set's lines after these.
    mutating func append(_ other: LineSet) {
        for (number, lead) in other.leads.enumerated() {
            take(lead)
            for line in other.lines where Int(line.lead) == number {
                add(other.coordinates(of: line), unit: 1, darkness: line.darkness)
            }
        }
    }

    private func coordinates(of line: Line) -> ArraySlice<Float> {
        points[2 * Int(line.start)..<2 * Int(line.start + line.count)]
    }
}
