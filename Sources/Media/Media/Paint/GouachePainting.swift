/// Opaque matte paint in flat shapes with crisp borders, the brush still seen in them, and a few lines on top.
package struct GouachePainting: Medium {
    package init() {}

    package func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let variation = direction.variation(of: 3)
        var key = PaintKey()
        key.contrast = 1.1
        key.falloff = 0
        key.filling = 0.5
        key.eyeDetail = 0.6
        var hues = PaintHues()
        hues.chroma = variation == 1 ? 1.2 : 1.1
        hues.boldness = variation == 1 ? 0.35 : 0.1
        hues.clouds = 0
        let sizes = BrushSizes(
            ground: 0.5, outline: 0.5, body: 0.5, face: 0.5, features: 0.0011, hair: 0.5)
        var easel = try Easel(
            page, in: direction, key: key, hues: hues, sizes: sizes, flow: BrushFlow(smoothness: 0.012, form: 0.5))
        let shapes = GouacheShapes(easel, levels: variation == 1 ? .few : .many)
        try page.grid.work.check()
        let texture = try brushwork(easel)
        let sheet = GouacheSheet(
            hasMargin: variation != 0, gap: variation == 2 ? 0.0028 : 0, paper: direction.palette.paper)
        let draft = GouacheArtwork(
            page: page, direction: direction, shapes: shapes, texture: texture, details: StrokeList(), sheet: sheet)
        let flat = draft.picture(on: page.grid, progress: 1, band: StrokeCanvas.pageBand)
        easel.scene.target = detailTarget(easel, flat: flat)
        var planner = StrokePlanner(easel.scene, over: flat, seed: direction.seed)
        try details(&planner)
        planner.lightEyes(easel)
        return GouacheArtwork(
            page: page, direction: direction, shapes: shapes, texture: texture, details: planner.list, sheet: sheet)
    }

    /// Strokes that only deviate from their ground: what a brush leaves in a flat of one color.
    private func brushwork(_ easel: Easel) throws -> StrokeList {
        let grid = easel.page.grid
        var scene = easel.scene
        scene.target = ColorPlane(width: grid.width, height: grid.height)
        scene.finest = BrushSizes(
            ground: 0.012, outline: 0.009, body: 0.008, face: 0.0045, features: 0.003, hair: 0.004
        ).finest(easel.page, easel.target)
        var planner = StrokePlanner(scene, over: scene.target, seed: easel.direction.seed &+ 5)
        var brush = Brush()
        brush.lightnessSpread = 0.035
        brush.colorSpread = 0.008
        brush.thickness = 0
        brush.ridge = 0
        brush.dryness = 0.3
        brush.opacity = 0.9
        for radius in [0.017, 0.0095, 0.0052] as [Float] {
            var coat = Coat(radius: radius, brush: brush)
            coat.spacing = 1.25
            coat.longest = 12
            coat.jitter = SIMD3(0.014, 0.005, 0.005)
            coat.twoSided = 0
            try planner.lay(coat)
        }
        return planner.list
    }

    /// The features in small flats, the rest as the large ones have it.
    private func detailTarget(_ easel: Easel, flat: ColorPlane) -> ColorPlane {
        let page = easel.page, grid = page.grid, target = easel.target.lab
        let blurred = easel.target.softness, even = grid.blur(target.c0, 0.0010)
        let irises = easel.target.eyes.irises, eyes = page.face.eyes
        let a = grid.blur(target.c1, 0.002), b = grid.blur(target.c2, 0.002)
        return grid.colors { index, _, _ in
            let own = target[index], fine = max(max(irises[index], smoothstep(0.3, 0.6, eyes[index])), 1 - blurred)
            let small = mix(SIMD3(Self.stepped(even[index]), a[index], b[index]), own, fine)
            return mix(flat[index], small, smoothstep(0.45, 0.75, page.importance[index]))
        }
    }

    /// Gouache has no soft passages: a lightness in steps with crisp borders.
    private static func stepped(_ lightness: Float) -> Float {
        let step: Float = 0.085, place = lightness / step
        let whole = place.rounded(.down)
        return (whole + smoothstep(0.4, 0.6, place - whole)) * step
    }

    private func details(_ planner: inout StrokePlanner) throws {
        var brush = Brush()
        brush.lightnessSpread = 0.01
        brush.colorSpread = 0.004
        brush.thickness = 0
        brush.ridge = 0
        brush.roundness = 0.6
        brush.taper = 0.4
        for radius in [0.0036, 0.0022, 0.0013] as [Float] {
            var coat = Coat(radius: radius, brush: brush)
            coat.threshold = 0.03
            coat.spacing = 0.8
            coat.longest = 9
            coat.tolerance = 0.10
            coat.jitter = SIMD3(0.004, 0.003, 0.003)
            try planner.lay(coat)
        }
    }
}
