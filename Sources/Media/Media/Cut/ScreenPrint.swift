/// A silkscreen print: opaque flats that do not quite meet, and a black screen over them.
package struct ScreenPrint: Medium {
    package init() {}

    package func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let figure = Figure(page, rounding: 0.004, lineWidth: 0.0017)
        try page.grid.work.check()
        switch direction.variation(of: 4) {
        case 0:
            return FlatPrint(
                on: .init(ink: direction.palette.paper, grain: 0.010, fibers: 0.006),
                PopPlan(page, direction, figure).plates(), aspect: page.aspect, seed: direction.seed)
        case 1: return PanelPrint(fourOf: figure, direction)
        case 2:
            let colors = PanelColors(direction.palette, turn: Int(direction.seed % 5))
            let plan = PanelPlan(figure, colors, seed: direction.seed, cell: 0.0046, margin: 0.035)
            return FlatPrint(
                on: .init(ink: direction.palette.paper, grain: 0.010, fibers: 0.008), plan.plates(),
                aspect: page.aspect,
                seed: direction.seed)
        default:
            return FlatPrint(
                on: .init(ink: direction.palette.paper, grain: 0.010, fibers: 0.008),
                ScreensPlan(page, direction, figure).plates(), aspect: page.aspect, seed: direction.seed)
        }
    }
}

extension PanelPrint {
    /// One sitter four times, each in other colors.
    init(fourOf figure: Figure, _ direction: Direction) {
        let aspect = figure.page.aspect, gap: Float = 0.012, edge: Float = 0.024
        let size = SIMD2((aspect - 2 * edge - gap) / 2, (1 - 2 * edge - gap) / 2)
        let scale = max(size.x / aspect, size.y)
        let origin = SIMD2((aspect - size.x / scale) / 2, (1 - size.y / scale) * 0.4)
        panels = (0..<4).map { number in
            let colors = PanelColors(direction.palette, turn: number + Int(direction.seed % 5))
            let seed = direction.seed &+ UInt64(number) &* 31
            let plan = PanelPlan(figure, colors, seed: seed, cell: 0.0080, margin: 0)
            let print = FlatPrint(
                on: .init(ink: direction.palette.paper, grain: 0.008, fibers: 0.006), plan.plates(), aspect: aspect,
                seed: seed)
            let corner = SIMD2(
                edge + Float(number % 2) * (size.x + gap), edge + Float(number / 2) * (size.y + gap))
            return Panel(print: print, corner: corner, size: size, scale: scale, origin: origin)
        }
        sheet = FlatPrint(
            on: .init(ink: direction.palette.paper, grain: 0.012, fibers: 0.008), [], aspect: aspect,
            seed: direction.seed)
    }
}
