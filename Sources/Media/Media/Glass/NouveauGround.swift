/// The ground as flat stages with drawn edges.
struct NouveauGround: Sendable {
    /// On the page's grid, 0 … `steps`.
    let stage: Plane
    let accent: Plane
    /// OKLab of every stage from dark to light.
    let tones: [SIMD3<Float>]
    let accentTone: SIMD3<Float>
    static let steps = 5

    init(_ page: Page, direction: Direction, colors: NouveauColors) {
        let grid = page.grid
        let field = direction.ground.field(on: grid, page: page, seed: direction.seed)
        let smooth = grid.blur(field.tone, 0.006)
        stage = grid.map { smooth[$0] * Float(Self.steps) }
        let soft = grid.blur(field.accent, 0.0016)
        accent = grid.map { soft[$0] - 0.5 }
        tones = (0...Self.steps).map { step in
            colors.muted(direction.palette.ground(0.16 + 0.76 * Float(step) / Float(Self.steps)), 0.34)
        }
        accentTone = colors.muted(direction.palette.ink(0).lab, 0.30)
    }
}
