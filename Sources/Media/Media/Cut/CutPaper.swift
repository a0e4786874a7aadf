/// Sheets of colored paper, cut and laid over one another, each with its shadow.
package struct CutPaper: Medium {
    package init() {}

    package func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let layout = Layout.allCases.variation(direction.variation)
        let plan = CutPaperPlan(page, direction, layout)
        try page.grid.work.check()
        let sheets = plan.sheets()
        try page.grid.work.check()
        return PaperRelief(backing: plan.backing, sheets, seed: direction.seed)
    }

    enum Layout: CaseIterable, Sendable {
        /// Waved rings that open toward the head like a theater.
        case theater
        /// The ground's design in steps, the sitter in colors of skin, hair and clothes.
        case landscape
        /// One black sheet, cut through, over colored papers.
        case lattice
        /// Loose shapes of strong color, leaves among them.
        case leaves
    }
}
