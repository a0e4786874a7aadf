/// A linocut: a black key block from which light is cut with a gouge, over one to three flat color blocks.
package struct Linocut: Medium {
    package init() {}

    package func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let style = Style.all.variation(direction.variation)
        let plan = LinocutPlan(page, direction, style)
        try page.grid.work.check()
        let plates = plan.plates()
        try page.grid.work.check()
        return FlatPrint(
            on: .init(ink: plan.sheet, grain: 0.014, fibers: 0.010), plates, aspect: page.aspect, seed: direction.seed)
    }

    struct Style: Sendable {
        var margin: Float = 0.048
        /// Color blocks under the key.
        var hasColors = true
        /// Printed in light ink on a dark sheet.
        var isInverse = false
        /// Cut and printed step by step from one block, light to dark, without lines.
        var isReduction = false
        /// Distance and width of the gouge's cuts, 1 usual.
        var scale: Float = 1

        static let all = [
            Style(), Style(margin: 0.06, hasColors: false, scale: 1.15), Style(margin: 0.04, isReduction: true),
            Style(margin: 0.05, hasColors: false, isInverse: true, scale: 0.9),
        ]
    }
}
