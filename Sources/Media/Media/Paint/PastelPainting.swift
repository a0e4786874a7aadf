/// Soft chalks on toned paper, whose grain breaks every stroke; the picture runs out into the sheet.
package struct PastelPainting: Medium {
    package init() {}

    package func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let variation = direction.variation(of: 4)
        var key = PaintKey()
        key.falloff = variation == 1 ? 0.3 : 0.08
        key.contrast = 1.04
        var hues = PaintHues()
        hues.keeping = 1.25
        let sizes = BrushSizes(
            ground: 0.012, outline: 0.006, body: 0.0065, face: 0.0036, features: 0.0012, hair: 0.0026)
        var easel = try Easel(
            page, in: direction, key: key, hues: hues, sizes: sizes, flow: BrushFlow(smoothness: 0.011),
            lengths: .init(hair: 1.9, features: 0.7, ground: 1.4))
        let lightness: [Float] = [0.56, 0.30, 0.80, 0.62]
        easel.ground = Unfinished.paper(direction.palette, lightness: lightness[variation])
        let isFull = variation == 3
        let cover =
            isFull
            ? page.grid.plane(1)
            : Unfinished(reach: 0.34, chest: 0.46).coverage(page, seed: direction.seed)
        let hatch = hatchFlow(easel, angle: variation == 2 ? -0.6 : -0.95, seed: direction.seed)
        var planner = easel.planner()
        try paint(&planner, easel, cover: cover, hatch: hatch)
        try accents(&planner, easel, cover: cover, hatch: hatch)
        planner.lightEyes(easel, brush: chalk(0.2, opacity: 0.9))
        var surface = PaintSurface()
        surface.support = .paper(0.0021)
        surface.relief = 0.2
        surface.gloss = 0
        surface.weave = 0.9
        surface.hollows = 0.15
        surface.tooth = 0.10
        return easel.artwork(planner, surface)
    }

    /// The form's direction and one hatching angle, half and half; hair keeps its own.
    private func hatchFlow(_ easel: Easel, angle: Float, seed: UInt64) -> Flow {
        let page = easel.page, grid = page.grid, base = easel.scene.flow
        let drift = grid.noise(seed &+ 71, 0.06)
        return grid.flow { index in
            if page.hair[index] > 0.5 { return base.angle(index) }
            let share = mix(0.9, 0.45, easel.target.figure[index])
            return mixedAngle(base.angle(index), angle + 0.12 * drift[index], share)
        }
    }

    private func chalk(_ dryness: Float, opacity: Float) -> Brush {
        var brush = Brush()
        brush.opacity = opacity
        brush.dryness = dryness
        brush.grain = 0.88
        brush.thickness = 0
        brush.ridge = 0
        brush.ragged = 0.8
        brush.taper = 0.2
        brush.softness = 0.5
        brush.lightnessSpread = 0.02
        brush.colorSpread = 0.008
        return brush
    }

    private func paint(_ planner: inout StrokePlanner, _ easel: Easel, cover: Plane, hatch: Flow) throws {
        let coats: [(radius: Float, dryness: Float, opacity: Float, threshold: Float?)] = [
            (0.014, 0.56, 0.62, nil), (0.0085, 0.54, 0.66, 0.03), (0.0050, 0.49, 0.72, 0.035),
            (0.0030, 0.43, 0.80, 0.035), (0.0020, 0.36, 0.86, 0.035), (0.0013, 0.26, 0.92, 0.04),
        ]
        for (number, row) in coats.enumerated() {
            var coat = Coat(radius: row.radius, brush: chalk(row.dryness, opacity: row.opacity))
            coat.threshold = row.threshold
            coat.spacing = number == 0 ? 1 : 0.75
            coat.longest = number < 2 ? 10 : 13
            coat.tolerance = 0.13
            coat.jitter = SIMD3(0.014, 0.012, 0.012)
            coat.chance = cover
            coat.flow = hatch
            try planner.lay(coat)
        }
    }

    /// Broken hatching over it: warm in the lights, cool in the shadows; eyes and mouth are spared.
    private func accents(_ planner: inout StrokePlanner, _ easel: Easel, cover: Plane, hatch: Flow) throws {
        let page = easel.page, grid = page.grid, target = easel.scene.target
        let turned = grid.colors { index, _, _ in
            let light = smoothstep(0.45, 0.8, target.c0[index])
            let warm = SIMD3<Float>(0.035, 0.012, 0.035), cool = SIMD3<Float>(0.01, -0.004, -0.05)
            return target[index] + mix(cool, warm, light)
        }
        var coat = Coat(radius: 0.0021, brush: chalk(0.60, opacity: 0.55))
        coat.brush.ragged = 1.2
        coat.brush.taper = 0.5
        coat.target = turned
        coat.flow = grid.flow { _ in -0.95 }
        coat.spacing = 3.4
        coat.shortest = 8
        coat.longest = 26
        coat.tolerance = 0.14
        coat.jitter = SIMD3(0.02, 0.02, 0.02)
        coat.ignoresFinest = true
        coat.chance = grid.map { index in
            page.importance[index] < 0.5 && page.hair[index] < 0.4 ? smoothstep(0.4, 0.8, cover[index]) : 0
        }
        try planner.lay(coat)
    }
}
