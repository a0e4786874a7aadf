/// Everything about a linocut that is decided before it is printed.
struct LinocutPlan: Sendable {
    let page: Page
    let direction: Direction
    let style: Linocut.Style
    let figure: Figure
    let inks: PrintInks
    let ground: CutGround
    let frame: Plane
    let body: Plane
    let open: Plane

    var grid: Grid { page.grid }
    var palette: Palette { direction.palette }
    var seed: UInt64 { direction.seed }
    /// What is printed on: the paper, or a sheet in the key's color.
    var sheet: Ink { style.isInverse ? palette.key.shifted(lightness: 0.03) : palette.paper }

    init(_ page: Page, _ direction: Direction, _ style: Linocut.Style) {
        let grid = page.grid
        self.page = page
        self.direction = direction
        self.style = style
        figure = Figure(page, rounding: 0.0035)
        inks = PrintInks(page, direction.palette)
        ground = CutGround(direction, page, rounding: 0.003)
        let frame = grid.frame(
            margin: style.margin, foot: style.margin + 0.012, aspect: page.aspect, waver: 0.0009, seed: direction.seed)
        self.frame = frame
        body = grid.lowest([figure.head, frame])
        open = grid.lowest([grid.outside(figure.head), frame])
    }

    func plates() -> [PressPlate] {
        if style.isReduction { return reductionPlates() }
        let key = KeyBlock(self)
        let press = Press(ink: 0.98, shift: 0.0005, rough: 0.0005, mottle: 0.035)
        if style.isInverse {
            // What the key would leave white is what is printed.
            let page = grid, frame = frame
            let light = PressPlate(palette.paper, blend: .opaque, press: press) { grid in
                let black = key.coverage(on: grid), inside = grid.cut(grid.sample(frame, on: page))
                return grid.map { inside[$0] * (1 - black[$0]) }
            }
            return [light]
        }
        return colorPlates() + [PressPlate(palette.key, press: press) { key.coverage(on: $0) }]
    }
}

// MARK: Color blocks
extension LinocutPlan {
    /// The ground's light ink: strong, but far from the key.
    private var tint: Ink {
        palette.inks.filter { (0.68...0.93).contains($0.lab.x) }.max {
            hypot($0.lab.y, $0.lab.z) < hypot($1.lab.y, $1.lab.z)
        }
            ?? Ink(lab: palette.ground(0.8))
    }

    /// A skin block: the tint where it is no lighter than the sitter, else the sitter's own depth.
    private var skinInk: Ink {
        let own = inks.skin.light.lab, tint = tint.lab
        var lab = mix(SIMD3(tint.x, tint.y, tint.z), own, 0.55)
        lab.x = min(lab.x, max(page.skinColor.x + 0.05, page.skinLightness))
        return Ink(lab: lab)
    }

    private func block(_ ink: Ink, _ level: Plane, ink strength: Float = 0.94, opacity: Float = 1) -> PressPlate {
        PressPlate(
            ink, opacity: opacity, press: Press(ink: strength, shift: 0.0011, rough: 0.0006, mottle: 0.06),
            level: level,
            on: grid)
    }

    private func colorPlates() -> [PressPlate] {
        guard style.hasColors else { return [] }
        let tint = tint, lead = palette.ink(showingOn: [tint, palette.paper])
        let cloth =
            palette.ink(2).contrast(with: lead) > 0.12 && palette.ink(2).contrast(with: tint) > 0.12
            ? palette.ink(2) : lead
        // All of the skin: lights left white on it are patches.
        let skin = grid.lowest([figure.skin, body, grid.outside(figure.whites)])
        // The lights of fair hair are the paper.
        let hairLights = figure.quantiles(within: figure.hair, [0.62])?.first ?? 1
        let toned = page.isFairHaired ? grid.edged(grid.map { [tone = figure.tone] in hairLights - tone[$0] }) : body
        let hair = grid.lowest([figure.hair, body, toned])
        // Light cloth that is not white has its tone too.
        let clothLight = figure.clothThreshold(0.80)
        let clothes = grid.lowest([
            figure.clothes, body, grid.edged(grid.map { [tone = figure.tone] in clothLight - tone[$0] }),
        ])
        let object = grid.lowest([open, groundObject])
        let rest = grid.lowest([open, grid.outside(groundObject)])
        return [
            block(skinInk, skin, ink: 0.88), block(hairInk, hair, ink: 0.9), block(tint, rest, ink: 0.85),
            block(lead, object), block(cloth, clothes),
        ]
    }

    private var hairInk: Ink {
        page.isFairHaired
            ? Ink(lab: mix(inks.hair.light.lab, inks.hair.shade.lab, 0.4))
            : Ink(lab: mix(inks.hair.light.lab, skinInk.lab, 0.5))
    }

    /// The design's object, or a disc behind the head where the ground has none.
    var groundObject: Plane {
        switch ground.design {
        case .plain, .bokashi, .mist:
            let center = page.face.center
            return grid.disc(SIMD2(center.x, center.y - 0.02), 0.335)
        case .storm, .waves, .city, .garden, .night, .fire, .curl, .rays, .sun: return ground.accent
        }
    }
}

// MARK: Reduction
extension LinocutPlan {
    /// Five tones from one block; each cut away after printing, so that darker ones lie within lighter ones.
    private func reductionPlates() -> [PressPlate] {
        let groundRamp = palette.ground, tone = figure.tone
        let press = Press(ink: 0.96, shift: 0.0008, rough: 0.0006, mottle: 0.05)
        func inks(_ place: Float) -> (ground: Ink, skin: Ink, cloth: Ink, hair: Ink) {
            (
                Ink(lab: groundRamp(place)),
                place > 0.6 ? self.inks.skin.light : place > 0.35 ? self.inks.skin.shade : self.inks.skin.deep,
                Ink(lab: palette.clothes(place)), place > 0.5 ? self.inks.hair.light : self.inks.hair.shade
            )
        }
        var plates: [PressPlate] = []
        let depth = page.depth
        let steps: [(place: Float, share: Float, cap: Float, other: Float, eye: Float)] = [
            (0.82, 0.80 + 0.3 * depth, 0.95, 0.92, 0.60), (0.55, 0.46, 0.66, 0.62, 0.48),
            (0.30, 0.20, 0.42, 0.40, 0.38),
        ]
        let chatter = chatterMarks()
        for (number, step) in steps.enumerated() {
            let color = inks(step.place)
            let dark = figure.darker(than: step.share, cap: step.cap, elsewhere: step.other, eye: step.eye)
            let skin = grid.lowest([figure.skin, body, dark, grid.outside(figure.whites)])
            let share = figure.quantiles(within: figure.hair, [[1.0, 0.62, 0.35][number]])?.first ?? 0.5
            let hair = grid.lowest([figure.hair, body, grid.edged(grid.map { share + 0.001 - tone[$0] })])
            let clothes = grid.lowest([figure.clothes, body, dark])
            let field =
                number == 0
                ? open
                : grid.lowest([open, ground.darker(than: [1, 0.6, 0.3][number], outside: figure.head, on: grid)])
            let page = grid
            plates.append(
                PressPlate(color.ground, blend: .opaque, press: press) { grid in
                    let solid = grid.cut(grid.sample(field, on: page)), marks = chatter[number].coverage(on: grid)
                    return grid.map { solid[$0] * (1 - marks[$0]) }
                })
            for (ink, level) in [(color.skin, skin), (color.hair, hair), (color.cloth, clothes)] {
                plates.append(PressPlate(ink, blend: .opaque, press: press, level: level, on: grid))
            }
        }
        plates.append(
            PressPlate(
                palette.ink(showingOn: [Ink(lab: groundRamp(0.55)), Ink(lab: groundRamp(0.3))]), blend: .opaque,
                press: press,
                level: grid.lowest([open, ground.accent]), on: grid))
        let black = figure.darkness(below: 0.075, cap: 0.24, elsewhere: 0.2, eye: 0.22),
            lines = figure.lines(heldBack: 0.35)
        let last = grid.lowest([
            body, grid.edged(grid.map { max(black[$0], lines[$0]) }),
        ])
        let strands = Strands(figure, seed: seed), page = grid
        plates.append(
            PressPlate(palette.key, press: Press(ink: 0.97, shift: 0.0004, mottle: 0.04)) { grid in
                let solid = grid.cut(grid.sample(last, on: page)), cuts = strands.cuts.coverage(on: grid)
                return grid.map { solid[$0] * (1 - cuts[$0]) }
            })
        return plates
    }

    /// What a gouge leaves of a cleared ground: sparse thin ridges, here as the cuts between them.
    private func chatterMarks() -> [GougeMarks] {
        (0..<3).map { step in
            var dice = Dice(seed, stream: 140 + UInt64(step)), marks = GougeMarks()
            let density: Float = [0.10, 0.22, 0.30][step]
            for place in GroundMarks.places(page.aspect, spacing: 0.011, &dice) {
                let index = grid.index(place.x, place.y), choice = dice.uniform(), long = dice.uniform()
                guard figure.distance[index] < -0.006, choice < density else { continue }
                marks.add(
                    at: place, angle: ground.flow.angle(index) + dice.normal(0.08), length: 0.012 + 0.03 * long,
                    halfWidth: 0.0006 + 0.0009 * dice.uniform(), bend: dice.normal(1))
            }
            return marks
        }
    }
}
