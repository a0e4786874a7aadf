/// A decorative panel after Mucha: contours that swell and thin, flat quiet colors, hair in swinging locks, a halo, and
/// plants that grow round a cartouche without words.
struct ArtNouveau: Medium {
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let style = NouveauStyle.all.variation(direction.variation)
        let colors = NouveauColors(direction.palette)
        let figure = try NouveauFigure(page, palette: direction.palette, colors: colors)
        try page.grid.work.check()
        let hair = try NouveauHair(page, palette: direction.palette, colors: colors, seed: direction.seed)
        try page.grid.work.check()
        let ornament = NouveauOrnament(page, style: style, colors: colors, seed: direction.seed)
        try page.grid.work.check()
        let ground = NouveauGround(page, direction: direction, colors: colors)
        return NouveauArtwork(
            page, figure: figure, hair: hair, ornament: ornament, ground: ground, colors: colors, seed: direction.seed)
    }
}

/// What tells panels apart.
struct NouveauStyle: Sendable {
    enum Layout: Sendable { case halo, arch, peacock, medallion }
    let layout: Layout
    /// Petals of its flower; up to 3 for a lily.
    let petals: Int
    let hasCartouche: Bool

    static let all = [
        NouveauStyle(layout: .halo, petals: 5, hasCartouche: true),
        NouveauStyle(layout: .arch, petals: 3, hasCartouche: false),
        NouveauStyle(layout: .peacock, petals: 8, hasCartouche: true),
        NouveauStyle(layout: .medallion, petals: 6, hasCartouche: false),
    ]
}

/// The palette as a lithographer would print it: on warm paper, never at full strength.
struct NouveauColors: Sendable {
    let line: SIMD3<Float>
    let paper: SIMD3<Float>
    let green: SIMD3<Float>
    let flower: SIMD3<Float>
    let heart: SIMD3<Float>
    let band: SIMD3<Float>
    let gold: SIMD3<Float>
    private let sheet: SIMD3<Float>

    init(_ palette: Palette) {
        sheet = palette.paper.lab
        paper = palette.paper.rgb
        let key = palette.key.lab
        // Printed lines are brown rather than black.
        line = OKLab.srgb(mix(key, mix(palette.hair(0.3), key, 0.4), 0.5))
        let paperLab = sheet
        func muted(_ lab: SIMD3<Float>, _ share: Float) -> SIMD3<Float> {
            OKLab.srgb(NouveauColors.muted(lab, paper: paperLab, share))
        }
        flower = muted(palette.ink(0).lab, 0.22)
        heart = muted(palette.ink(1).lab, 0.12)
        green = muted(palette.ink(2).lab, 0.38)
        band = muted(palette.ink(2).lab, 0.16)
        gold = muted(palette.ink(1).lab, 0.32)
    }

    static func muted(_ lab: SIMD3<Float>, paper: SIMD3<Float>, _ share: Float) -> SIMD3<Float> {
        let mixed = mix(lab, paper, share)
        return SIMD3(mixed.x, mixed.y * 0.88, mixed.z * 0.9)
    }

    func muted(_ lab: SIMD3<Float>, _ share: Float) -> SIMD3<Float> { Self.muted(lab, paper: sheet, share) }
}
