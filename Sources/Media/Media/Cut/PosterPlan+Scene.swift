/// The ground's design in the poster's few inks, in the manner of each layout.
extension PosterPlan {
    /// A plain ground has shapes of the layout's own.
    var hasScene: Bool { direction.ground != .plain }

    /// Whether the design's tone is a gradation, whose steps are rounded far.
    var isSoft: Bool {
        switch direction.ground {
        case .plain, .bokashi, .sun, .storm: true
        case .rays, .fire, .night, .curl, .city, .garden, .mist, .waves: false
        }
    }

    /// The design's tone over its own range, 0…1, darker where the design is a dark one; and its object.
    private var scene: (tone: Plane, object: Plane) {
        // Leaves are many small shapes: they are run together.
        let rounding: Float = isSoft ? 0.014 : direction.ground == .garden ? 0.012 : 0.0045
        let ground = CutGround(direction, page, rounding: rounding)
        let range = ground.range(outside: figure.head)
        let dusk: Float =
            switch direction.ground {
            case .night: 0.30
            case .storm, .fire: 0.10
            case .plain, .sun, .bokashi, .rays, .curl, .city, .garden, .mist, .waves: 0
            }
        let tone = grid.map { clamp((ground.tone[$0] - range.low) / (range.high - range.low) - dusk) }
        return (tone, grid.lowest([open, ground.object(on: page)]))
    }

    /// What shines is light whatever the palette's order.
    private func objectInk(on others: [Ink]) -> Ink {
        switch direction.ground {
        case .night, .city, .storm:
            let dark = [inks.lead, inks.dark]
            return palette.inks.first { ink in
                ink.lab.x > 0.66 && dark.allSatisfy { $0.contrast(with: ink) > 0.22 }
            } ?? palette.paper
        case .plain, .sun, .bokashi, .rays, .fire, .curl, .garden, .mist, .waves:
            return palette.ink(showingOn: others, least: 0.15)
        }
    }

    /// Three inks, the darker ones sprayed from their edges toward the lighter.
    func sprayedScene() -> [PressPlate] {
        let scene = scene
        let object = objectInk(on: [inks.lead, inks.light, inks.dark])
        return [
            plate(inks.light, open), sprayed(inks.lead, scene.tone, below: 0.62, reach: isSoft ? 0.30 : 0.12),
            sprayed(inks.dark, scene.tone, below: 0.22, reach: isSoft ? 0.20 : 0.10), plate(object, scene.object),
        ]
    }

    private func sprayed(_ ink: Ink, _ tone: Plane, below threshold: Float, reach: Float) -> PressPlate {
        let solid = grid.lowest([open, grid.edged(grid.map { threshold - tone[$0] })])
        let soft = grid.blur(tone, 0.006), share = grid.map { clamp((threshold + reach - soft[$0]) / reach) * 0.9 }
        let open = open, page = grid, seed = seed &+ UInt64(ink.hex)
        return plate(ink) { grid in
            let solid = grid.cut(grid.sample(solid, on: page)), inside = grid.cut(grid.sample(open, on: page))
            let grains = Stipple(seed: seed, spacing: 0.0030).coverage(on: grid, grid.sample(share, on: page))
            return grid.map { max(solid[$0], grains[$0] * inside[$0]) }
        }
    }

    /// Two inks that change places where the sheet's halves meet, as in a coat of arms.
    func counterchangedScene() -> [PressPlate] {
        let scene = scene, center = center, side = side
        let slant = grid.map { _, x, y in clamp(((x - center.x) * side - 0.16 * (y - 0.5)), -0.004, 0.004) }
        let isObjectAlone = direction.ground == .rays
        let threshold: Float = isObjectAlone ? -1 : direction.ground == .garden ? 0.30 : 0.48
        let dark = grid.edged(grid.map { threshold - scene.tone[$0] })
        // What is the object and what is dark, but not what is both: windows shine in dark houses.
        let shape = grid.highest([
            grid.lowest([dark, grid.outside(scene.object)]), grid.lowest([grid.outside(dark), scene.object]),
        ])
        let deepest = grid.lowest([
            open, grid.edged(grid.map { (isObjectAlone ? -1 : 0.12) - scene.tone[$0] }), grid.outside(scene.object),
        ])
        return [
            plate(inks.light, grid.lowest([open, slant])), plate(inks.lead, grid.lowest([open, grid.outside(slant)])),
            plate(inks.lead, grid.lowest([open, slant, shape])),
            plate(inks.light, grid.lowest([open, grid.outside(slant), shape])), plate(inks.dark, deepest),
        ]
    }

    /// Stripes of nested squares that are as broad as the design is dark; its object in one flat with a light rim.
    func stripedScene() -> [PressPlate] {
        let scene = scene, center = center, side = side, period: Float = 0.019
        let phase = grid.map { _, x, y in
            let u = ((x - center.x) + (y - center.y) * side) * 0.7071,
                v = ((y - center.y) - (x - center.x) * side) * 0.7071
            return max(abs(u), abs(v)) / period
        }
        let hatch = FormHatch(
            phase: phase, width: grid.map { clamp(1.02 - scene.tone[$0] * 1.1) }, period: period, page: grid)
        let away = grid.distance(to: scene.object, above: 0)
        let rim = grid.lowest([open, grid.map { clamp(0.0035 - away[$0], -0.004, 0.004) }])
        let open = open, page = grid
        let stripes = plate(inks.lead) { grid in
            let lines = hatch.coverage(on: grid), inside = grid.cut(grid.sample(open, on: page))
            return grid.map { lines[$0] * inside[$0] }
        }
        return [
            plate(inks.light, open), stripes, plate(palette.paper, rim, shift: 0.0004),
            plate(objectInk(on: [inks.lead, inks.light, palette.paper]), scene.object),
        ]
    }
}
