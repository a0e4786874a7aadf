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
    init(_ direction: Direction, _ page: Page, rounding: Float = 0.002, least: Float = 0.00003) {
        let grid = page.grid
        design = direction.ground
        let field = design.field(on: grid, page: page, seed: direction.seed)
        tone = grid.blur(field.tone, rounding)
        flow = field.flow
        let smooth = grid.blur(field.accent, 0.0008)
        let kept = grid.withoutSpecks(smooth, smallerThan: least)
        accent = grid.edged(grid.map { (smooth[$0] > 0.5 && kept[$0] == 0 ? 0 : smooth[$0]) - 0.5 })
    }

    /// The design's object large enough to be seen across a room: stars and windows are grown.
    func object(on grid: Grid) -> Plane {
        let growth: Float =
            switch design {
            case .night: 0.0042
            case .city: 0.0014
            case .plain, .sun, .bokashi, .rays, .fire, .storm, .curl, .garden, .mist, .waves: 0
            }
        guard growth > 0 else { return accent }
        let away = grid.distance(to: accent, above: 0)
        return grid.map { accent[$0] > 0 ? 0.004 : clamp(growth - away[$0], -0.004, 0.004) }
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
