/// A color woodblock print: flat transparent inks in register, gradations wiped by hand, the plank's grain, a key block.
package struct Woodblock: Medium {
    package init() {}

    package func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let style = Style.all.variation(direction.variation)
        let plan = WoodblockPlan(page, direction, style)
        try page.grid.work.check()
        let plates = plan.plates()
        try page.grid.work.check()
        return FlatPrint(
            on: .init(ink: plan.paper, grain: 0.012, fibers: 0.014), plates, aspect: page.aspect, seed: direction.seed,
            plank: Plank(seed: direction.seed &+ 70, isUpright: style.isUpright, waver: style.waver))
    }

    struct Style: Sendable {
        /// Paper around the picture, in page heights.
        var margin: Float = 0.052
        var isUpright = false
        /// How far the plank's rings waver.
        var waver: Float = 0.022
        var grain: Float = 0.10
        /// One hue for all inks.
        var isBlue = false
        /// A plain ground with a wide, even gradation, as behind large heads.
        var isBare = false
        /// Coarse cuts, few inks, a rough edge.
        var isCoarse = false

        static let all = [
            Style(), Style(margin: 0.038, grain: 0.06, isBare: true), Style(grain: 0.09, isBlue: true),
            Style(margin: 0.03, isUpright: true, waver: 0.05, grain: 0.15, isCoarse: true),
        ]
    }
}
