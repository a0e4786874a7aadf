/// A leaded window: the sitter's flesh in one painted piece for the head, long pieces for the hair, cloth cut along its
/// folds; the features in trace lines and stippled matting (grisaille), as glass painters do.
struct StainedGlass: Medium {
    var hasVectors: Bool { true }

    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let style = GlassStyle.all.variation(direction.variation)
        let layout = try GlassLayout(page, style: style, direction: direction)
        try page.grid.work.check()
        let colors = GlassColors(page, layout: layout, direction: direction)
        try page.grid.work.check()
        let paint = GlassPaint(page, seed: direction.seed &+ 57)
        try page.grid.work.check()
        return GlassArtwork(page, layout: layout, colors: colors, paint: paint, seed: direction.seed)
    }
}

/// What tells a window's variations apart.
struct GlassStyle: Sendable {
    enum Ground: Sendable { case rays, quarries, flowing, panes }
    let ground: Ground
    let hasNimbus: Bool
    /// Width of the border; 0 for none.
    let border: Float
    /// Width of pieces in hair and clothes.
    let strand: Float
    let fold: Float

    static let all = [
        GlassStyle(ground: .rays, hasNimbus: true, border: 0.040, strand: 0.026, fold: 0.075),
        GlassStyle(ground: .flowing, hasNimbus: false, border: 0.016, strand: 0.020, fold: 0.055),
        GlassStyle(ground: .quarries, hasNimbus: true, border: 0.052, strand: 0.028, fold: 0.085),
        GlassStyle(ground: .panes, hasNimbus: false, border: 0.0, strand: 0.034, fold: 0.10),
    ]
}
