/// Long thick strokes of nearly one width that flow round everything, laid in complementary pairs.
package struct SwirlPainting: Medium {
    package init() {}

    package func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let variation = direction.variation(of: 3)
        var key = PaintKey()
        key.dark = 0.30
        key.light = 0.93
        key.contrast = 1.1
        key.falloff = 0.05
        key.toe = 0.14
        key.filling = 0.75
        key.detail = 0.1
        key.eyeDetail = 0.6
        var hues = PaintHues()
        hues.keeping = 0.8
        hues.boldness = 0.18
        hues.chroma = 1.15
        hues.clouds = 1.6
        hues.shadows = 0.35
        let sizes = BrushSizes(
            ground: variation == 2 ? 0.0125 : 0.0085, outline: 0.006, body: variation == 2 ? 0.0085 : 0.0062,
            face: 0.0034, features: 0.0010, hair: 0.0045)
        var lit = direction
        lit.lights = direction.lights.map(\.raised)
        var easel = try Easel(
            page, in: lit, key: key, hues: hues, sizes: sizes, flow: BrushFlow(smoothness: 0.013, form: 0.6, ground: 8),
            lengths: .init(hair: 1.5, features: 0.6, ground: variation == 1 ? 0.7 : 1.5))
        easel.scene.flow = SwirlFlow(seed: direction.seed, hasAureole: variation == 1).flow(easel)
        easel.scene.target = BorderContours(width: 0.0036, strength: 0.8, inner: 0.45).drawn(on: easel)
        easel.ground = Ink(lab: mix(direction.palette.ground(0.25), direction.palette.ink(0).lab, 0.25))
        var planner = easel.planner()
        try paint(&planner, variation)
        try secondCoat(&planner, easel)
        planner.lightEyes(easel)
        var surface = PaintSurface()
        surface.relief = 0.6
        surface.weave = 0.15
        return easel.artwork(planner, surface)
    }

    private var brush: Brush {
        var brush = Brush()
        brush.lightnessSpread = 0.10
        brush.colorSpread = 0.03
        brush.thickness = 0.24
        brush.ridge = 0.2
        brush.dryness = 0.15
        brush.ragged = 0.5
        brush.roundness = 0.4
        brush.taper = 0.35
        return brush
    }

    private func paint(_ planner: inout StrokePlanner, _ variation: Int) throws {
        var others = Coat(radius: 0, brush: brush)
        others.threshold = 0.038
        others.spacing = 1.0
        others.shortest = 6
        others.longest = variation == 1 ? 11 : 20
        others.curving = 0.8
        others.tolerance = 0.16
        others.jitter = SIMD3(0.035, 0.014, 0.014)
        others.division = 0.2
        var first = others
        first.threshold = nil
        first.spacing = 1.8
        first.shortest = 4
        first.longest = 14
        first.tolerance = 0.3
        first.ignoresFinest = true
        first.brush.thickness = 0.05
        first.brush.dryness = 0
        let broad: [Float] = variation == 2 ? [0.030, 0.0165, 0.0125] : [0.024, 0.0105]
        try planner.lay(broad + [0.0086, 0.0063, 0.0046, 0.0035, 0.0022, 0.0015, 0.0011], first: first, others: others)
    }

    /// Loose strokes over all: they make the rhythm.
    private func secondCoat(_ planner: inout StrokePlanner, _ easel: Easel) throws {
        let page = easel.page, grid = page.grid, figure = easel.target.figure
        var coat = Coat(
            radius: 0.0075,
            brush: brush.with {
                $0.thickness = 0.3; $0.ridge = 0.25; $0.taper = 0.4
            })
        coat.spacing = 3.3
        coat.shortest = 8
        coat.longest = 18
        coat.curving = 0.8
        coat.jitter = SIMD3(0.05, 0.02, 0.02)
        coat.division = 0.24
        coat.ignoresFinest = true
        coat.chance = grid.map { figure[$0] < 0.5 ? 1 : 0 }
        try planner.lay(coat)
        coat.radius = 0.0036
        coat.spacing = 3.1
        coat.shortest = 4
        coat.longest = 10
        coat.tolerance = 0.1
        coat.jitter = SIMD3(0.028, 0.012, 0.012)
        coat.division = 0.12
        coat.chance = grid.map { figure[$0] > 0.5 && page.importance[$0] < 0.5 ? 1 : 0 }
        try planner.lay(coat)
    }
}

extension Light {
    /// The same light from above the eyes: from below, strokes flatten a face. A weak one may stay as a rim.
    fileprivate var raised: Light {
        guard from.y > -0.15, strength > 0.5 else { return self }
        var light = self
        light.from.y = -0.35
        light.from.z = max(light.from.z, 0.5)
        return light
    }
}
