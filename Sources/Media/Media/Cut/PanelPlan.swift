/// Colors of one panel, by what they cover.
struct PanelColors: Sendable {
    var ground, skin, hair, cloth, lips, lids, key, white: Ink

    /// The palette's strong inks, dealt out so that each area shows on its neighbors.
    ///
    /// - Parameter turn: moves every color on to the next area.
    init(_ palette: Palette, turn: Int) {
        let inks = (palette.inks + [Ink(lab: palette.ground(0.75))]).map { $0.shifted(lightness: 0, chroma: 1.2) }
        func color(_ index: Int) -> Ink { inks[((turn + index) % inks.count + inks.count) % inks.count] }
        func lifted(_ ink: Ink, to lightness: Float) -> Ink {
            let lab = ink.lab
            return lab.x >= lightness ? ink : Ink(lab: SIMD3(lightness, lab.y, lab.z))
        }
        /// From a place in the round on, the first ink that shows on others.
        func next(_ start: Int, least: Float, lightness: Float, on others: [Ink]) -> Ink {
            let all = (0..<inks.count).map { lifted(color(start + $0), to: lightness) }
            func contrast(_ ink: Ink) -> Float { others.map { $0.contrast(with: ink) }.min() ?? 1 }
            return all.first { contrast($0) > least } ?? all.max { contrast($0) < contrast($1) } ?? palette.paper
        }
        ground = lifted(color(0), to: 0.36)
        skin = next(3, least: 0.13, lightness: 0.72, on: [ground])
        hair = next(1, least: 0.13, lightness: 0.55, on: [ground, skin])
        cloth = next(2, least: 0.12, lightness: 0.45, on: [ground, skin])
        lips = next(4, least: 0.12, lightness: 0.45, on: [skin])
        lids = next(1, least: 0.08, lightness: 0.62, on: [skin])
        key = palette.key
        white = palette.paper
    }
}

/// One silkscreened panel over a whole page: hand-cut flats, and the photograph as a black screen.
struct PanelPlan: Sendable {
    let figure: Figure
    let colors: PanelColors
    let seed: UInt64
    /// Distance of the screen's dots.
    let cell: Float
    let margin: Float

    init(_ figure: Figure, _ colors: PanelColors, seed: UInt64, cell: Float, margin: Float) {
        self.figure = figure
        self.colors = colors
        self.seed = seed
        self.cell = cell
        self.margin = margin
    }

    private var grid: Grid { figure.page.grid }

    func plates() -> [PressPlate] {
        let frame = margin > 0 ? grid.frame(margin: margin, aspect: figure.page.aspect) : grid.plane(0.004)
        let page = figure.page, face = page.face
        func inFrame(_ level: Plane) -> Plane { grid.lowest([level, frame]) }
        let lids = lidShapes
        let shine = figure.whites
        return [
            flat(colors.ground, frame, loose: 0, shift: 0.0004),
            flat(colors.cloth, inFrame(figure.clothes), loose: 0.0025),
            flat(colors.skin, inFrame(grid.lowest([figure.skin, figure.head])), loose: 0.0025),
            flat(colors.hair, inFrame(grid.lowest([figure.hair, figure.head])), loose: 0.003, shift: 0.004),
            flat(colors.lids, lids, loose: 0.0008, shift: 0.002),
            flat(colors.lips, figure.lips, loose: 0.0006, shift: 0.0022),
            flat(
                colors.white, grid.lowest([shine, grid.edged(grid.map { face.features[$0] - 0.3 })]), loose: 0,
                shift: 0.0008),
            screen(frame),
        ]
    }

    /// A shape as cut by hand from film: a little larger, wavering, out of register.
    private func flat(_ ink: Ink, _ level: Plane, loose: Float, shift: Float = 0.003) -> PressPlate {
        let wide: Plane
        if loose > 0 {
            let grown = grid.map { [inside = grid.distance(to: level, above: 0)] in loose - inside[$0] }
            let both = grid.map { level[$0] > 0 ? 0.004 : grown[$0] }
            wide = grid.map { [soft = grid.blur(both, loose)] in clamp(soft[$0], -0.004, 0.004) }
        } else {
            wide = level
        }
        return PressPlate(
            ink, blend: .opaque, press: Press(ink: 0.98, shift: shift, rough: 0.0004, mottle: 0.03, holes: 0.4),
            level: wide,
            on: grid)
    }

    /// The lids between eyes and brows, the old actor's make-up of these prints.
    private var lidShapes: Plane {
        let points = figure.page.face.points
        func outline(_ indices: [Int]) -> Plane {
            grid.polygon(indices.map { SIMD2(points[$0].x, points[$0].y) })
        }
        let left = outline([33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 107, 66, 105, 63, 70])
        let right = outline([263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 336, 296, 334, 293, 300])
        let both = grid.blur(grid.map { max(left[$0], right[$0]) }, 0.002)
        let hair = figure.hair
        return grid.edged(grid.map { min(both[$0] - 0.5, -hair[$0] * 100) })
    }

    private func screen(_ frame: Plane) -> PressPlate {
        let share: Float = 0.17
        let threshold = figure.darkness(below: share, cap: 0.36, elsewhere: 0.30, eye: 0.30, hair: 0.45)
        // Crisper than the flats: the photograph itself, its half tones broken into dots.
        let tone = figure.flat.base, smooth = grid.blur(tone, 0.012), rounded = figure.tone, eyes = figure.eyes
        let distance = figure.distance, lines = figure.lines(heldBack: 0.6)
        let darkness = grid.map { index in
            let sharp = tone[index] + (tone[index] - smooth[index]) * 0.8
            let cut = threshold[index] + rounded[index] - mix(sharp, rounded[index], eyes[index])
            let drawn = lines[index] - 0.12
            let inside = clamp(distance[index] * 120, -0.5, 0.5)
            return min(max(cut, drawn * 0.4), inside)
        }
        let screen = PhotographicScreen(
            darkness: darkness, page: grid, cell: cell, angle: .pi / 4, depth: 0.11, seed: seed)
        let page = grid
        return PressPlate(
            colors.key, press: Press(ink: 0.97, shift: 0.001, rough: 0.0003, mottle: 0.05, holes: 0.8)
        ) { grid in
            let ink = screen.coverage(on: grid), inside = grid.cut(grid.sample(frame, on: page))
            return grid.map { ink[$0] * inside[$0] }
        }
    }
}
