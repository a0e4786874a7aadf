/// Short touches of divided color: impressionist commas, points, or small blocks.
package struct DabPainting: Medium {
    package init() {}

    package func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let variation = direction.variation(of: 3)
        var key = PaintKey()
        key.dark = 0.34
        key.light = 0.94
        key.contrast = 0.98
        key.falloff = 0
        key.toe = 0.2
        var hues = PaintHues()
        hues.chroma = 1.15
        hues.groundRange = 0.18...1
        hues.clouds = 2
        hues.shadows = 0.55
        let sizes = BrushSizes(
            ground: 0.0060, outline: 0.0048, body: 0.0046, face: 0.0031, features: 0.0014, hair: 0.0034)
        var easel = try Easel(
            page, in: direction, key: key, hues: hues, sizes: sizes, flow: BrushFlow(smoothness: 0.012),
            lengths: .init(hair: 1.4, features: 0.8, ground: 1.1))
        easel.ground = Unfinished.paper(direction.palette, lightness: 0.86)
        var planner = easel.planner()
        try planner.lay(scumble)
        let grid = page.grid
        let lean = grid.map { [noise = grid.noise(direction.seed &+ 51, 0.02, octaves: 2)] in tanh(noise[$0]) * 0.75 }
        for (radius, division, isForced) in coats {
            var coat = dab(variation, radius)
            coat.threshold = isForced ? nil : 0.03
            coat.spacing = variation == 1 ? 1.65 : radius > 0.003 ? 1.7 : 1.1
            coat.division = division * (variation == 1 ? 1.1 : 0.8)
            coat.divisionLean = variation == 1 ? nil : lean
            try planner.lay(coat)
        }
        planner.lightEyes(easel)
        var surface = PaintSurface()
        surface.relief = 0.5
        surface.gloss = 0.08
        surface.weave = 0.3
        return easel.artwork(planner, surface)
    }

    private var coats: [(Float, Float, Bool)] {
        [
            (0.0072, 0.30, true), (0.0062, 0.30, true), (0.0050, 0.28, true), (0.0038, 0.22, true),
            (0.0033, 0.17, true), (0.0027, 0.12, false), (0.0019, 0.07, false), (0.0014, 0.04, false),
        ]
    }

    /// A thin first layer that holds the masses together.
    private var scumble: Coat {
        var coat = Coat(
            radius: 0.018,
            brush: Brush().with {
                $0.dryness = 0.1
                $0.ragged = 0.5
                $0.thickness = 0.02
                $0.ridge = 0.01
            })
        coat.spacing = 1.8
        coat.longest = 6
        coat.tolerance = 0.3
        coat.ignoresFinest = true
        return coat
    }

    private func dab(_ variation: Int, _ radius: Float) -> Coat {
        var brush = Brush()
        brush.lightnessSpread = 0.04
        brush.colorSpread = 0.012
        brush.thickness = 0.16
        brush.ridge = 0.12
        brush.ragged = 0.35
        var coat = Coat(radius: radius, brush: brush)
        coat.tolerance = 0.15
        coat.shortest = 1
        coat.jitter = SIMD3(0.018, 0.010, 0.010)
        coat.wander = 0.18
        switch variation {
        case 1:
            coat.brush.roundness = 1
            coat.brush.ragged = 0.1
            coat.brush.taper = 0
            coat.longest = 0.5
            coat.radius = radius * 0.92
        case 2:
            coat.brush.taper = 0
            coat.brush.ragged = 0.2
            coat.brush.ridge = 0.16
            coat.longest = 2.2
            coat.wander = 0.08
            coat.curving = 0.2
        default:
            coat.brush.taper = 0.5
            coat.brush.roundness = 0.5
            coat.longest = 3.4
        }
        return coat
    }
}
