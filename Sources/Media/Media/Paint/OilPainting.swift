/// Oil on canvas: broad strokes for the ground, fine ones for the eyes, bristles and impasto.
package struct OilPainting: Medium {
    package init() {}

    package func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let target = PaintTarget(page, in: direction, key: PaintKey())
        let figure = target.figure
        var scene = StrokeScene(
            grid: page.grid, target: target.lab, flow: BrushFlow().flow(target, page: page),
            finest: BrushSizes().finest(page, figure: figure), lengths: BrushSizes.lengths(page, figure: figure),
            regions: BrushSizes.regions(page, figure: figure))
        scene.pigments = []
        let ground = Ink(lab: direction.palette.ground(0.35) * 0.6 + Ink(0x7a5a40).lab * 0.4)
        var planner = StrokePlanner(scene, ground: ground, seed: direction.seed)
        for (number, radius) in [0.034, 0.020, 0.0115, 0.0066, 0.0042, 0.0026, 0.0014].enumerated() {
            var brush = Brush()
            var coat = Coat(radius: Float(radius), brush: brush)
            coat.threshold = 0.032
            if number == 0 {
                brush.thickness = 0.05
                coat.threshold = nil
                coat.spacing = 1.2
                coat.ignoresFinest = true
                coat.shortest = 4
                coat.longest = 9
                coat.tolerance = 0.3
            } else {
                brush.dryness = 0.22
            }
            if radius < 0.0025 {
                brush.lightnessSpread = 0.03
                coat.jitter *= 0.5
            }
            coat.brush = brush
            try planner.lay(coat)
        }
        var surface = PaintSurface()
        surface.side = page.lightSide
        return PaintedArtwork(strokes: planner.list, ground: ground, surface: surface, seed: direction.seed)
    }
}
