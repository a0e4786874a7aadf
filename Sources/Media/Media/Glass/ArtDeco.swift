/// A poster of the twenties: smooth volumes like enamelled metal, hair and cloth in polished ribbons, fans, towers and
/// a stepped frame.
struct ArtDeco: Medium {
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let style = DecoStyle.all.variation(direction.variation)
        let figure = DecoFigure(page, direction: direction)
        try page.grid.work.check()
        let ribbons = try DecoRibbons(page, palette: direction.palette, seed: direction.seed)
        try page.grid.work.check()
        let ground = DecoGround(page, style: style, direction: direction)
        let frame = DecoFrame(page, style: style, palette: direction.palette)
        return DecoArtwork(
            page, figure: figure, ribbons: ribbons, ground: ground, frame: frame, seed: direction.seed)
    }
}

/// What tells posters apart.
struct DecoStyle: Sendable {
    enum Ground: Sendable { case fan, towers, drapery, scales }
    let ground: Ground
    /// Steps in the frame's corners; 0 for a plain frame.
    let steps: Int
    let hasCornerFans: Bool

    static let all = [
        DecoStyle(ground: .fan, steps: 3, hasCornerFans: false),
        DecoStyle(ground: .towers, steps: 0, hasCornerFans: true),
        DecoStyle(ground: .drapery, steps: 2, hasCornerFans: false),
        DecoStyle(ground: .scales, steps: 4, hasCornerFans: false),
    ]
}
