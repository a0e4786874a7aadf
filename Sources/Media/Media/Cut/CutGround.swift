/// A ground as a cutter of blocks lays it out: the design's own shapes, and flat steps of its tone.
struct CutGround: Sendable {
    let design: GroundDesign
    /// The design's tone, rounded as a knife rounds it.
    let tone: Plane
    /// Level of the design's own object, above 0 inside.
    let accent: Plane
    let flow: Flow

    /// Whether the tone has shapes of its own: then its steps are cut; a soft one is wiped.
    var hasShapes: Bool {
        switch design {
        case .plain, .sun, .bokashi, .rays: false
        case .fire, .storm, .night, .curl, .city, .garden, .mist, .waves: true
        }
    }

    /// - Parameter rounding: of the steps' edges, in page heights.
    init(_ direction: Direction, _ page: Page, rounding: Float = 0.002) {
        let grid = page.grid
        design = direction.ground
        let field = design.field(on: grid, page: page, seed: direction.seed)
        tone = grid.blur(field.tone, rounding)
        flow = field.flow
        let smooth = grid.blur(field.accent, 0.0008)
        let kept = grid.withoutSpecks(smooth, smallerThan: design == .night ? 0.000004 : 0.00003)
        accent = grid.edged(grid.map { (smooth[$0] > 0.5 && kept[$0] == 0 ? 0 : smooth[$0]) - 0.5 })
    }

    /// The design's object large enough to be seen across a room: flowers, stars and windows are grown, a storm has its
    /// bolt.
    func object(on page: Page) -> Plane {
        let grid = page.grid
        let growth: Float =
            switch design {
            case .night: 0.0042
            case .garden: 0.0035
            case .city: 0.0014
            case .plain, .sun, .bokashi, .rays, .fire, .storm, .curl, .mist, .waves: 0
            }
        if design == .storm { return grid.highest([accent, Self.bolt(on: page)]) }
        guard growth > 0 else { return accent }
        let away = grid.distance(to: accent, above: 0)
        return grid.map { accent[$0] > 0 ? 0.004 : clamp(growth - away[$0], -0.004, 0.004) }
    }

    /// Lightning beside the head, on the side away from the light.
    private static func bolt(on page: Page) -> Plane {
        let corners: [SIMD2<Float>] = [
            SIMD2(0.020, 0), SIMD2(-0.030, 0.170), SIMD2(0.006, 0.160), SIMD2(-0.022, 0.300), SIMD2(0.012, 0.288),
            SIMD2(-0.014, 0.440), SIMD2(0.062, 0.236), SIMD2(0.026, 0.246), SIMD2(0.066, 0.110), SIMD2(0.032, 0.120),
            SIMD2(0.066, 0),
        ]
        let side = -page.lightSide
        let top = SIMD2(page.face.center.x + side * (0.30 * page.aspect + 0.06), 0.06)
        let shape = page.grid.polygon(corners.map { top + SIMD2($0.x * side, $0.y) })
        return page.grid.edged(page.grid.map { [soft = page.grid.blur(shape, 0.0012)] in soft[$0] - 0.5 })
    }

    /// The tone's own range beside the sitter.
    func range(outside head: Plane) -> (low: Float, high: Float) {
        let values = tone.values { head[$0] < 0 }
        let low = quantile(values, 0.03) ?? 0
        return (low, max(quantile(values, 0.97) ?? 1, low + 0.02))
    }

    /// Level of what is darker than `share` of the ground's own range.
    func darker(than share: Float, outside head: Plane, on grid: Grid) -> Plane {
        let range = range(outside: head), threshold = mix(range.low, range.high, share)
        return grid.edged(grid.map { threshold - tone[$0] })
    }
}
