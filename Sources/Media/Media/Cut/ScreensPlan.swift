/// Three screens of ink over one another, light to dark, at three angles; the ground is a flat.
struct ScreensPlan: Sendable {
    let page: Page
    let direction: Direction
    let figure: Figure

    private var grid: Grid { page.grid }
    private var palette: Palette { direction.palette }

    init(_ page: Page, _ direction: Direction, _ figure: Figure) {
        self.page = page
        self.direction = direction
        self.figure = figure
    }

    func plates() -> [PressPlate] {
        let frame = grid.frame(margin: 0.045, aspect: page.aspect)
        let open = grid.lowest([frame, grid.outside(figure.head)]), body = grid.lowest([frame, figure.head])
        let inks = self.inks
        let design = CutGround(direction, page, rounding: 0.006)
        let ground = grid.blur(design.tone, 0.01)
        let dim = grid.map { clamp(0.75 - 0.9 * ground[$0]) }
        let tone = grid.blur(figure.tone, 0.0014), depth = page.depth
        func share(_ high: Float, _ low: Float, _ outerHigh: Float, _ outerLow: Float) -> Plane {
            let h = figure.flat.threshold(min(high + 0.5 * depth, 0.98)), l = figure.flat.threshold(low + 0.3 * depth)
            let skin = figure.skin, eyes = figure.eyes
            return grid.map { index in
                let inside = smoothstep(-0.003, 0.003, skin[index])
                let top = mix(mix(outerHigh, h, inside), 0.85, eyes[index])
                let bottom = mix(mix(outerLow, l, inside), 0.15, eyes[index])
                return clamp((top - tone[index]) / max(top - bottom, 0.08)) * (1 - 0.5 * eyes[index])
            }
        }
        let whites = grid.outside(figure.whites)
        return [
            flat(inks.light, open), screen(inks.lead, dim, open, 0.0125, 0.26),
            flat(inks.second, grid.lowest([open, design.accent])),
            screen(inks.light, share(0.97, 0.45, 0.95, 0.5), grid.lowest([body, whites]), 0.0074, 1.31),
            screen(inks.lead, share(0.72, 0.14, 0.75, 0.25), grid.lowest([body, whites]), 0.0074, 0.26),
            screen(inks.dark, share(0.36, 0.02, 0.48, 0.10), grid.lowest([body, whites]), 0.0058, 0.785),
            lines(body, inks.dark),
        ]
    }

    private var inks: (light: Ink, lead: Ink, second: Ink, dark: Ink) {
        let poster = PosterPlan.Inks(palette, page)
        return (poster.light, poster.lead, poster.accent, poster.dark)
    }

    private var press: Press { Press(ink: 0.96, shift: 0.0016, rough: 0.0003, mottle: 0.05, holes: 0.7) }

    private func flat(_ ink: Ink, _ level: Plane) -> PressPlate {
        PressPlate(ink, press: press, level: level, on: grid)
    }

    private func screen(_ ink: Ink, _ share: Plane, _ level: Plane, _ cell: Float, _ angle: Float) -> PressPlate {
        let halftone = Halftone(share: share, page: grid, cell: cell, angle: angle), page = grid
        return PressPlate(ink, blend: .opaque, press: press) { grid in
            let dots = halftone.coverage(on: grid), inside = grid.cut(grid.sample(level, on: page))
            return grid.map { dots[$0] * inside[$0] }
        }
    }

    /// Only the features are drawn; eyes are too small for a screen, so their darks are solid.
    private func lines(_ body: Plane, _ ink: Ink) -> PressPlate {
        let lines = figure.lines(heldBack: 0.6)
        let black = figure.darkness(below: 0.03, cap: 0.2, elsewhere: 0.08, eye: 0.38)
        let level = grid.map { index in
            max(lines[index] - 0.05, black[index])
        }
        return flat(ink, grid.lowest([body, grid.edged(level)]))
    }
}
