/// A mosaic of smalti: courses of stones along the forms (andamento), their joints in dark mortar.
///
/// Rows are laid explicitly, outlines, rings and border first; a stone is a quad along its row. Where rows meet,
/// stones are cut to fit: a pixel belongs to the stone of the least scaled maximum distance (Hausner 2001).
struct Mosaic: Medium {
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let style = MosaicStyle.all.variation(direction.variation)
        let layout = try MosaicLayout(page, style: style, direction: direction)
        try page.grid.work.check()
        var rows = Rows(on: page.grid, regions: layout.regions, flow: layout.flow, spacing: layout.spacing)
        for (path, region) in layout.guides { rows.add(path, only: region) }
        try page.grid.work.check()
        rows.grow()
        try page.grid.work.check()
        let colors = MosaicColors(page, layout: layout, style: style, direction: direction)
        let stones = MosaicStones(rows, layout: layout, colors: colors, seed: direction.seed)
        try page.grid.work.check()
        return MosaicArtwork(
            stones: stones, mortar: colors.mortar, seed: direction.seed)
    }
}

/// What tells a mosaic's variations apart.
struct MosaicStyle: Sendable {
    enum Ground: Sendable { case gold, field, fans, white }
    let ground: Ground
    let hasNimbus: Bool
    /// Times the usual size of stones.
    let scale: Float
    /// Rows of the border.
    let borderRows: Int

    static let all = [
        MosaicStyle(ground: .gold, hasNimbus: true, scale: 1, borderRows: 7),
        MosaicStyle(ground: .field, hasNimbus: false, scale: 1.05, borderRows: 3),
        MosaicStyle(ground: .fans, hasNimbus: false, scale: 1.12, borderRows: 5),
        MosaicStyle(ground: .white, hasNimbus: false, scale: 0.92, borderRows: 9),
    ]
}
