/// Paint laid on with a palette knife: short flat slabs with sharp ridges, marbled, skipping over the canvas.
package struct KnifePainting: Medium {
    package init() {}

    package func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let variation = direction.variation(of: 3)
        var key = PaintKey()
        key.dark = 0.26
        key.light = 0.93
        key.contrast = 1.12
        key.falloff = 0.12
        // A knife's edge makes a slab of every furrow.
        key.filling = 0.85
        var hues = PaintHues()
        hues.chroma = 1.12
        hues.boldness = variation == 2 ? 0.5 : 0.15
        hues.clouds = 2
        let sizes = BrushSizes(
            ground: variation == 1 ? 0.05 : 0.03, outline: 0.010, body: 0.015, face: 0.0072, features: 0.0013,
            hair: 0.0085)
        let easel = try Easel(
            page, in: direction, key: key, hues: hues, sizes: sizes,
            flow: BrushFlow(smoothness: 0.018, form: 0.8), lengths: .init(hair: 1.4, features: 0.8, ground: 1.2))
        var planner = easel.planner()
        var others = Coat(radius: 0, brush: knife)
        others.threshold = 0.045
        others.spacing = 1.1
        others.shortest = 2
        others.longest = 6
        others.curving = 0.12
        others.tolerance = 0.14
        others.jitter = SIMD3(0.03, 0.016, 0.016)
        others.snap = 0.15
        others.wander = 0.25
        var first = others
        first.threshold = nil
        first.spacing = 1.8
        first.tolerance = 0.3
        first.ignoresFinest = true
        try planner.lay(
            [0.050, 0.032, 0.021, 0.014, 0.0092, 0.0060, 0.0038, 0.0022, 0.0013], first: first, others: others)
        planner.lightEyes(easel)
        var surface = PaintSurface()
        surface.relief = 0.5
        surface.gloss = 0.2
        surface.weave = 0.07
        return easel.artwork(planner, surface)
    }

    private var knife: Brush {
        var brush = Brush()
        brush.lightnessSpread = 0.06
        brush.colorSpread = 0.03
        brush.bristles = 0.3
        brush.thickness = 0.12
        brush.ridge = 0.26
        brush.ragged = 0.45
        brush.taper = 0
        brush.softness = 0.04
        brush.smear = 0.4
        brush.dryness = 0.22
        brush.grain = 0.1
        brush.leveling = 0.85
        return brush
    }
}
