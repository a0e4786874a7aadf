/// A silkscreen print: opaque flats that do not quite meet, and a black screen over them.
package struct ScreenPrint: Medium {
    package init() {}

    package func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let figure = Figure(page, rounding: 0.004, lineWidth: 0.0017)
        try page.grid.work.check()
        let count = 4
        switch ((direction.variation % count) + count) % count {
        case 0:
            return FlatPrint(
                on: .init(ink: direction.palette.paper, grain: 0.010, fibers: 0.006),
                PopPlan(page, direction, figure).plates(), aspect: page.aspect, seed: direction.seed)
        case 1: return PanelPrint(figure, direction)
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
