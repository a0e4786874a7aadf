/// Buon fresco: earths laid into wet plaster, day by day; time has worn and broken it.
struct Fresco: Medium {
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let seed = Dice.mixed(direction.seed &+ 0xF2E), palette = direction.palette, grid = page.grid
        let manner = Manner.all.variation(direction.variation)
        let plaster = Self.plaster(palette)
        let flat = FlatTone(page, across: 0.003, along: 0.007, detail: 0.6)
        let figure = FrescoFigure(page, flat: flat, palette: palette, plaster: plaster, seed: seed)
        try grid.work.check()
        let setting = FrescoSetting(page, direction: direction, manner: manner, plaster: plaster, seed: seed)
        let wall = FrescoWall(page, manner: manner, seed: seed)
        var dice = Dice(seed, stream: 0x1C)
        let traced = grid.tracedLines(
            page.lineStrength(flat.base, detail: 0.0013, outline: 1), along: page.flow, start: 0.34, shortest: 0.025,
            spacing: 0.006)
        let brush = Hand(width: 0.0015, stray: 0.0004, overrun: 0.004, expression: 0.7)
        let underdrawing = Hand(width: 0.0021, stray: 0.002, overrun: 0.02, expression: 0.7)
        return PaintedWall(
            seed: seed, grid: grid, plaster: plaster, figure: figure, setting: setting, wall: wall,
            contour: traced.map { brush.draw($0, &dice) }, sinopia: traced.map { underdrawing.draw($0, &dice) },
            earth: SIMD3(0.46, 0.5 * (palette.skin(0.3).y + 0.09), 0.5 * (palette.skin(0.3).z + 0.06)),
            dark: mix(palette.key.lab, palette.skin(0.2), 0.45))
    }

    struct Manner: Sendable {
        var nimbus = true
        /// How much is lost, 0…1.
        var loss: Float = 0.35
        /// Painted bands round the picture.
        var bands = false
        /// A plain painted panel instead of the design.
        var panel = false

        static let all = [
            Manner(),
            Manner(loss: 0.85),
            Manner(loss: 0.25, bands: true),
            Manner(nimbus: false, loss: 0.5, bands: true, panel: true),
        ]
    }

    /// Lime and sand: nearly white, of the paper's hue.
    private static func plaster(_ palette: Palette) -> SIMD3<Float> {
        let paper = palette.paper.lab
        return SIMD3(clamp(paper.x, 0.86, 0.92), paper.y * 0.7, max(paper.z * 0.8, 0.012))
    }
}
