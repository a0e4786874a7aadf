/// Thick, short, fast strokes in colors of the palette's inks: feeling before nature.
package struct ExpressionistPainting: Medium {
    package init() {}

    package func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let variation = direction.variation(of: 4)
        var key = PaintKey()
        key.dark = 0.22
        key.light = 0.94
        key.own = 0.2
        key.contrast = 1.15
        key.falloff = 0.1
        key.lightColor = 0.9
        key.relighting = 0.62
        var hues = PaintHues()
        hues.keeping = 0.3
        hues.boldness = variation == 3 ? 0.95 : 0.62
        hues.chroma = 1.15
        hues.clouds = 1.6
        hues.shadows = 0.3
        var flow = BrushFlow(smoothness: 0.014, form: 0.45)
        if variation == 2 { flow.lean = (1.45, 0.75) }
        var sizes = BrushSizes(
            ground: 0.03, outline: 0.009, body: 0.013, face: 0.005, features: 0.0013, hair: 0.006)
        if variation == 3 {
            sizes = BrushSizes(ground: 0.03, outline: 0.012, body: 0.015, face: 0.0072, features: 0.0014, hair: 0.009)
        }
        var easel = try Easel(page, in: direction, key: key, hues: hues, sizes: sizes, flow: flow)
        easel.ground = Ink(lab: mix(direction.palette.ink(0).lab, direction.palette.key.lab, 0.45))
        if variation == 1 { easel.scene.target = BorderContours(width: 0.0056).drawn(on: easel) }
        var planner = easel.planner()
        var brush = Brush()
        brush.lightnessSpread = 0.09
        brush.colorSpread = 0.04
        brush.thickness = 0.17
        brush.ridge = 0.13
        brush.dryness = 0.3
        brush.taper = 0.12
        brush.smear = 0.2
        brush.bristles = 0.6
        var others = Coat(radius: 0, brush: brush)
        others.threshold = 0.05
        others.spacing = 0.8
        others.longest = variation == 2 ? 11 : 7
        others.curving = 0.45
        others.jitter = SIMD3(0.03, 0.025, 0.025)
        others.snap = 0.5
        var first = others
        first.threshold = nil
        first.spacing = 1.8
        first.ignoresFinest = true
        first.tolerance = 0.3
        first.brush.thickness = 0.08
        first.brush.dryness = 0.2
        try planner.lay(
            [0.045, 0.026, 0.0155, 0.0095, 0.0055, 0.0032, 0.0020, 0.0013], first: first, others: others)
        if variation == 1 {
            try planner.lay(BorderContours(width: 0.0062).coat(easel, brush: brush.with { $0.smear = 0 }))
        }
        planner.lightEyes(easel)
        var surface = PaintSurface()
        surface.relief = 0.6
        surface.gloss = 0.16
        surface.weave = 0.15
        return easel.artwork(planner, surface)
    }
}
