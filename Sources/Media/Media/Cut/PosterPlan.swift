/// Everything about a poster that is decided before it is printed.
struct PosterPlan: Sendable {
    let page: Page
    let direction: Direction
    let layout: Poster.Layout
    let figure: Figure
    let frame: Plane
    let body: Plane
    let open: Plane
    let inks: Inks

    /// Four inks: the darkest, the leading one, a light one, and one for accents.
    struct Inks: Sendable {
        var dark, lead, light, accent: Ink
        /// Shade and half shade of the skin, as light as the leading and the light ink and of the skin's own hues: in the
        /// inks of hair or ground a shade is a mask.
        var skin: (shade: Ink, half: Ink)

        init(_ palette: Palette, _ page: Page) {
            let paper = palette.paper
            let lead = palette.inks.first { (0.38...0.74).contains($0.lab.x) } ?? palette.ink(0)
            let light =
                palette.inks.filter { $0.lab.x > lead.lab.x + 0.06 && $0.lab.x < paper.lab.x - 0.03 }
                .max { $0.contrast(with: lead) < $1.contrast(with: lead) } ?? Ink(lab: mix(lead.lab, paper.lab, 0.55))
            func contrast(_ ink: Ink) -> Float { min(ink.contrast(with: lead), ink.contrast(with: light)) }
            accent = palette.inks.max { contrast($0) < contrast($1) } ?? lead
            dark = palette.key.shifted(lightness: 0.04, chroma: 1.4)
            self.lead = lead
            self.light = light
            let own = page.skinLightness, half = clamp(light.lab.x, own - 0.04, own + 0.08)
            let shade = max(clamp(lead.lab.x, own - 0.20, min(own, half) - 0.10), dark.lab.x + 0.05)
            skin = (palette.skinPaper(shade, of: page), palette.skinPaper(max(half, shade + 0.09), of: page))
        }
    }

    var grid: Grid { page.grid }
    var palette: Palette { direction.palette }
    var seed: UInt64 { direction.seed }

    init(_ page: Page, _ direction: Direction, _ layout: Poster.Layout) {
        let grid = page.grid
        self.page = page
        self.direction = direction
        self.layout = layout
        figure = Figure(page, rounding: 0.0055, lineWidth: 0.0018)
        inks = Inks(direction.palette, page)
        frame = grid.frame(margin: layout == .travel ? 0.05 : 0.036, aspect: page.aspect)
        body = grid.lowest([figure.head, frame])
        // Under the light rim, not under the sitter.
        open = grid.lowest([
            grid.map { [distance = figure.distance] in clamp(-0.0015 - distance[$0], -0.004, 0.004) }, frame,
        ])
    }

    func plates() -> [PressPlate] {
        let ground: [PressPlate] =
            switch layout {
            case .disc: hasScene ? sprayedScene() : discGround()
            case .halves: hasScene ? counterchangedScene() : halvesGround()
            case .travel: travelGround()
            case .stripes: hasScene ? stripedScene() : stripesGround()
            }
        // What crosses the sheet passes behind the sitter: a sash over chest and hair is none of the sitter's.
        return layout == .stripes
            ? ground + rim() + sitter() + furniture() : ground + furniture() + rim() + sitter()
    }

    func plate(_ ink: Ink, _ level: Plane, opacity: Float = 1, shift: Float = 0.0008) -> PressPlate {
        PressPlate(
            ink, blend: .opaque, opacity: opacity,
            press: Press(ink: 0.98, shift: shift, rough: 0.0004, mottle: 0.025, holes: 0.5),
            level: level, on: grid)
    }

    func plate(_ ink: Ink, opacity: Float = 1, shift: Float = 0.0008, _ carved: @escaping @Sendable (Grid) -> Plane)
        -> PressPlate
    {
        PressPlate(
            ink, blend: .opaque, opacity: opacity,
            press: Press(ink: 0.98, shift: shift, rough: 0.0003, mottle: 0.025, holes: 0.5),
            carved: carved)
    }

    /// A light rim that holds the head off the ground.
    private func rim() -> [PressPlate] {
        let rim = grid.lowest([
            frame, grid.map { [distance = figure.distance] in clamp(distance[$0] + 0.0032, -0.004, 0.004) },
        ])
        return [plate(palette.paper, rim, shift: 0.0003)]
    }
}

// MARK: The sitter
extension PosterPlan {
    /// Light, leading and dark ink, each with a sprayed edge toward the lighter one.
    private func sitter() -> [PressPlate] {
        let fair = page.hairFairness, white = page.hairWhiteness
        let depth = page.depth, dusk = page.duskiness, whites = grid.outside(figure.whites)
        // The skin's inks are as dark as the skin: only of its light ones depth takes more.
        let first = figure.darkness(
            below: 0.62 + 0.6 * depth, cap: 0.72 + 0.3 * depth + 0.2 * dusk, elsewhere: 0.86, eye: 0.55,
            hair: mix(1, 0.30, white))
        let second = figure.darkness(
            below: 0.34 + 0.1 * dusk, cap: 0.50 + 0.2 * depth + 0.25 * dusk, elsewhere: 0.52, eye: 0.38,
            hair: mix(0.96, mix(0.5, 0.22, white), fair))
        let third = figure.darkness(
            below: 0.10, cap: 0.30, elsewhere: 0.36, eye: 0.24, hair: page.blackHair(dark: 0.80, fair: 0.10))
        let lines = figure.lines(heldBack: 0.6)
        let spray = layout != .halves
        let skin = figure.skin, rest = grid.outside(skin), lips = figure.lips
        // The light of a lip is no paper.
        let half = grid.map { max(first[$0], lips[$0] * 80) }
        return [
            shade(inks.light, first, [body, rest], spray: spray ? 0.10 : 0),
            shade(inks.lead, second, [body, rest], spray: 0),
            shade(
                inks.skin.half, covering(half, from: palette.paper, 0.19), [body, skin, whites],
                spray: spray ? 0.10 : 0),
            shade(inks.skin.shade, second, [body, skin, whites], spray: 0),
            ruled(second, whites),
            shade(inks.dark, grid.map { max(third[$0], lines[$0]) }, [body], soft: third, spray: spray ? 0.10 : 0),
        ].compactMap { $0 }
    }

    /// A darkness that covers all the skin where the ink below would be lighter than the skin by more than `most`.
    private func covering(_ level: Plane, from below: Ink, _ most: Float) -> Plane {
        guard below.lab.x > page.skinLightness + most else { return level }
        return grid.map { [skin = figure.skin] in max(level[$0], skin[$0] * 80) }
    }

    /// - Parameter spray: how far below the edge in tone the stipple begins.
    private func shade(_ ink: Ink, _ level: Plane, _ within: [Plane], soft: Plane? = nil, spray: Float) -> PressPlate {
        let solid = grid.lowest(within + [grid.edged(level)]), page = grid
        guard spray > 0 else { return plate(ink, solid) }
        let inside = grid.lowest(within), blurred = grid.blur(soft ?? level, 0.004)
        let calm = grid.map { [features = self.page.face.features] in 1 - clamp(features[$0] * 1.3) }
        let share = grid.map { clamp((blurred[$0] + spray) / spray) * calm[$0] }
        let seed = seed &+ UInt64(ink.hex)
        return plate(ink) { grid in
            let solid = grid.cut(grid.sample(solid, on: page)), inside = grid.cut(grid.sample(inside, on: page))
            let share = grid.sample(share, on: page)
            let grains = Stipple(seed: seed, spacing: 0.0024).coverage(on: grid, share)
            return grid.map { max(solid[$0], grains[$0] * inside[$0]) }
        }
    }

    /// Ruled lines in the half tone, in the layout that has them.
    private func ruled(_ level: Plane, _ whites: Plane) -> PressPlate? {
        guard layout == .halves else { return nil }
        let inside = grid.lowest([body, figure.skin, whites]), page = grid
        let blurred = grid.blur(level, 0.005), features = self.page.face.features
        let width = grid.map { clamp((blurred[$0] + 0.16) / 0.30) * (1 - clamp(features[$0] * 1.2)) * 0.62 }
        let hatch = FormHatch(
            phase: grid.map { (_: Int, x: Float, y: Float) in y / 0.0085 }, width: width, period: 0.0085, page: grid)
        return plate(inks.skin.shade) { grid in
            let lines = hatch.coverage(on: grid), inside = grid.cut(grid.sample(inside, on: page))
            return grid.map { lines[$0] * inside[$0] }
        }
    }
}
