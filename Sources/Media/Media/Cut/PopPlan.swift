/// A pop print: bright flats out of register, dots in the half tones, thick drawn lines.
struct PopPlan: Sendable {
    let page: Page
    let direction: Direction
    let figure: Figure
    let inks: PrintInks
    let frame: Plane
    let body: Plane

    private var grid: Grid { page.grid }
    private var palette: Palette { direction.palette }

    init(_ page: Page, _ direction: Direction, _ figure: Figure) {
        self.page = page
        self.direction = direction
        self.figure = figure
        inks = PrintInks(page, direction.palette)
        frame = page.grid.frame(margin: 0.045, aspect: page.aspect, waver: 0.0004, seed: direction.seed)
        body = page.grid.lowest([figure.head, frame])
    }

    func plates() -> [PressPlate] { ground() + flats() + dots() + [key()] }

    private func plate(_ ink: Ink, _ level: Plane, blend: Plate.Blend = .opaque, shift: Float = 0.003) -> PressPlate {
        PressPlate(
            ink, blend: blend, press: Press(ink: 0.98, shift: shift, rough: 0.0005, mottle: 0.03, holes: 0.5),
            level: level,
            on: grid)
    }

    private func screen(
        _ ink: Ink, _ share: Plane, within level: Plane, cell: Float, angle: Float, blend: Plate.Blend = .multiply,
        shift: Float = 0.002
    ) -> PressPlate {
        let halftone = Halftone(share: share, page: grid, cell: cell, angle: angle), page = grid
        return PressPlate(
            ink, blend: blend, press: Press(ink: 0.97, shift: shift, rough: 0.0003, mottle: 0.03, holes: 0.4)
        ) { grid in
            let dots = halftone.coverage(on: grid), inside = grid.cut(grid.sample(level, on: page))
            return grid.map { dots[$0] * inside[$0] }
        }
    }

    private var groundInk: Ink { palette.ink(0) }

    /// A flat, the design's object, and large dots that grow toward where the design is dark.
    private func ground() -> [PressPlate] {
        let design = CutGround(direction, page, rounding: 0.004)
        let base = groundInk, second = palette.ink(showingOn: [base, inks.skin.light], least: 0.12)
        let open = grid.lowest([frame, grid.outside(figure.head)])
        let soft = grid.blur(design.tone, 0.03)
        let share = grid.map { index, x, y in
            clamp(0.75 - soft[index] * 0.9 + 0.25 * (y - 0.5), 0, 0.7)
        }
        let shade = base.lab.x > 0.5 ? base.shifted(lightness: -0.16, chroma: 1.1) : base.shifted(lightness: 0.18)
        var plates = [plate(base, frame, shift: 0.0006)]
        plates.append(screen(shade, share, within: open, cell: 0.020, angle: 0.6, blend: .opaque))
        plates.append(plate(second, grid.lowest([open, design.accent]), shift: 0.001))
        return plates
    }

    private func flats() -> [PressPlate] {
        let cloth = palette.ink(showingOn: [groundInk, inks.skin.light], least: 0.16)
        let light = grid.edged(grid.map { [tone = figure.tone] in 0.80 - tone[$0] })
        let hair = inks.hair.light.shifted(lightness: 0.04, chroma: 1.5)
        return [
            plate(palette.paper, body, shift: 0.0008),
            plate(
                inks.skin.light.shifted(lightness: 0, chroma: 1.1),
                grid.lowest([body, figure.skinUnderHair, grid.outside(figure.whites)])),
            plate(hair, grid.lowest([body, figure.hair]), shift: 0.0035),
            plate(cloth, grid.lowest([body, figure.clothes, light])),
            plate(inks.lips.shifted(lightness: 0, chroma: 1.15), grid.lowest([body, figure.lips]), shift: 0.0015),
        ]
    }

    private func dots() -> [PressPlate] {
        let tone = grid.blur(figure.tone, 0.003), features = page.face.features, eyes = figure.eyes
        let mouth = page.face.mouth
        let middle = figure.flat.threshold(0.80), low = figure.flat.threshold(0.12)
        let skinShare = grid.map { index in
            clamp((middle - tone[index]) / max(middle - low, 0.1)) * 0.72 * (1 - eyes[index]) * (1 - mouth[index])
                * (1 - 0.3 * features[index])
        }
        let otherShare = grid.map { clamp((0.78 - tone[$0]) / 0.55) * 0.75 }
        let skin = grid.lowest([body, figure.skin]), rest = grid.lowest([body, grid.outside(figure.skin)])
        return [
            screen(dotInk, skinShare, within: skin, cell: 0.0086, angle: 0.38),
            screen(
                Ink.overprint(palette.key.shifted(lightness: 0.18), on: palette.paper), otherShare, within: rest,
                cell: 0.0086, angle: 0.90),
        ]
    }

    /// Dots in the skin: as deep as its shade, in the leading ink's direction.
    private var dotInk: Ink {
        let shade = inks.skin.shade.lab, lead = palette.ink(0).lab
        let vivid = SIMD3(shade.x, mix(shade.y, max(lead.y, 0.06), 0.5), mix(shade.z, lead.z, 0.3))
        return .overprint(Ink(lab: vivid), on: inks.skin.light)
    }

    private func key() -> PressPlate {
        let black = figure.darkness(
            below: 0.07, cap: 0.29, elsewhere: 0.26, eye: 0.24, hair: page.blackHair(dark: 0.70, fair: 0.08))
        let lines = figure.lines
        let solid = grid.edged(grid.map { max(black[$0], lines[$0]) })
        let band = grid.edged(figure.contour(inner: 0.0022, outer: 0.0010))
        let level = grid.lowest([frame, grid.highest([grid.lowest([solid, figure.head]), band])])
        return plate(palette.key, level, blend: .multiply, shift: 0.0006)
    }
}
