/// All that a painting is begun with: the picture to reach, the scene for the brush, the primed support.
struct Easel: Sendable {
    let page: Page
    let direction: Direction
    let target: PaintTarget
    var scene: StrokeScene
    var ground: Ink

    /// - Parameters:
    ///   - prime: how light the primed support is on the palette's ground ramp, 0…1.
    /// - Throws: `CancellationError`.
    init(
        _ page: Page, in direction: Direction, key: PaintKey = PaintKey(), hues: PaintHues = PaintHues(),
        sizes: BrushSizes = BrushSizes(), flow: BrushFlow = BrushFlow(), lengths: BrushSizes.Lengths = .init(),
        prime: Float = 0.35
    ) throws {
        self.page = page
        self.direction = direction
        target = PaintTarget(page, in: direction, key: key, hues: hues)
        try page.grid.work.check()
        let figure = target.figure
        scene = StrokeScene(
            grid: page.grid, target: target.lab, flow: flow.flow(target, page: page),
            finest: sizes.finest(page, target), lengths: lengths.plane(page, figure: figure), care: page.importance,
            regions: BrushSizes.regions(page, target))
        scene.pigments = direction.palette.pigments
        scene.axes = direction.palette.divisionAxes
        // Priming is warm: bare places bind the colors.
        let skin = direction.palette.skin(0.45)
        ground = Ink(lab: mix(direction.palette.ground(prime), skin, 0.35))
        try page.grid.work.check()
    }

    func planner() -> StrokePlanner { StrokePlanner(scene, ground: ground, seed: direction.seed) }

    func artwork(_ planner: StrokePlanner, _ surface: PaintSurface) -> PaintedArtwork {
        var surface = surface
        surface.side = page.lightSide
        return PaintedArtwork(strokes: planner.list, ground: ground, surface: surface, seed: direction.seed)
    }
}

extension StrokePlanner {
    /// Lays coats from broad to fine: the first one everywhere and wet, the others where they are needed. Fine ones
    /// are calmer.
    ///
    /// - Throws: `CancellationError`.
    mutating func lay(_ radii: [Float], first: Coat, others: Coat) throws {
        for (number, radius) in radii.enumerated() {
            var coat = number == 0 ? first : others
            coat.radius = radius
            if radius < 0.0025 {
                coat.brush.lightnessSpread *= 0.5
                coat.brush.colorSpread *= 0.5
                coat.jitter *= 0.5
                coat.snap *= 0.15
                coat.division *= 0.3
            }
            try lay(coat)
        }
    }
}
