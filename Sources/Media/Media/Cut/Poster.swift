/// A poster in a few flat inks with sprayed turns of form and bold shapes behind the head.
package struct Poster: Medium {
    package init() {}

    package func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let layout = Layout.allCases.variation(direction.variation)
        let plan = PosterPlan(page, direction, layout)
        try page.grid.work.check()
        let plates = plan.plates()
        try page.grid.work.check()
        return FlatPrint(
            on: .init(ink: direction.palette.paper, grain: 0.014, fibers: 0.014), plates, aspect: page.aspect,
            seed: direction.seed)
    }

    enum Layout: CaseIterable, Sendable {
        /// A great disc, arcs, beams and bars.
        case disc
        /// Ruled lines in the half tone, the sheet in two halves of color.
        case halves
        /// The ground's own landscape in flat steps within a border.
        case travel
        /// Concentric squares and stripes, the head cut off by a slanting field.
        case stripes
    }
}
