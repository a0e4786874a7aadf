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

    /// The light in open eyes, put in last: without it they are dull.
    mutating func lightEyes(_ page: Page, _ palette: Palette, brush: Brush = Brush().with { $0.roundness = 1 }) {
        let face = page.face, iod = face.eyeDistance
        for outline in [Mesh.leftEye, Mesh.rightEye] {
            let points = outline.map { SIMD2(face.points[$0].x, face.points[$0].y) }
            let xs = points.map(\.x), ys = points.map(\.y)
            guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max(),
                bottom - top > 0.17 * (right - left)
            else { continue }
            let middle = points.reduce(.zero, +) / Float(points.count)
            guard let iris = darkest(near: middle, reach: 0.3 * (right - left), page) else { continue }
            let place = iris + SIMD2(0.035 * page.lightSide, -0.04) * iod
            let radius = max(0.014 * iod, 0.0011)
            let color = mix(palette.paper.lab, SIMD3(1, 0, 0.01), 0.5)
            touch(
                [place, place + SIMD2(radius * 0.6, 0)], radius: radius, color: color,
                brush: brush.with {
                    $0.opacity = 0.9
                    $0.ragged = 0.1
                    $0.dryness *= 0.5
                })
        }
    }

    /// Middle of what is darkest about a place: an iris.
    private func darkest(near middle: SIMD2<Float>, reach: Float, _ page: Page) -> SIMD2<Float>? {
        let grid = page.grid, radius = Int(reach * grid.unit)
        let x0 = Int(middle.x * grid.unit), y0 = Int(middle.y * grid.unit)
        let left = max(x0 - radius, 0), right = min(x0 + radius, grid.width - 1)
        let top = max(y0 - radius / 2, 0), bottom = min(y0 + radius / 2, grid.height - 1)
        // The mesh may reach beyond the page.
        guard radius > 0, left <= right, top <= bottom else { return nil }
        var sum = SIMD2<Float>.zero, weight: Float = 0
        for y in top...bottom {
            for x in left...right {
                let dark = pow(max(1 - page.tone[y * grid.width + x], 0), 6)
                sum += SIMD2(grid.x(x), grid.y(y)) * dark
                weight += dark
            }
        }
        return weight > 1e-4 ? sum / weight : nil
    }
}
