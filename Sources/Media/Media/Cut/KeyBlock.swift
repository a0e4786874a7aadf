/// The black block of a linocut, on any raster.
struct KeyBlock: Sendable {
    private let page: Grid
    /// Everything black but what marks open.
    private let solid: Plane
    /// Whether hair is drawn in dark strands, not cut.
    private let isFair: Bool
    private let hair: Plane
    private let hatch: FormHatch
    private let hatchArea: Plane
    private let strands: Strands
    private let cuts: GroundMarks
    private let outside: Plane

    init(_ plan: LinocutPlan) {
        let figure = plan.figure, grid = plan.grid, scale = plan.style.scale
        page = grid
        outside = grid.map { [distance = plan.figure.distance] in clamp(-0.0012 - distance[$0], -0.004, 0.004) }
        isFair = plan.page.isFairHaired
        hair = grid.lowest([figure.hair, plan.body])
        let black = figure.darkness(below: 0.15, cap: 0.42, elsewhere: 0.42, eye: 0.30)
        solid = grid.lowest([plan.frame, Self.solid(plan, black)])
        hatch = figure.hatch(
            figure.darkness(below: 0.185, cap: 0.42, elsewhere: 0.42, eye: 0.1),
            depth: plan.style.hasColors ? 0.22 + 0.12 * plan.page.depth : 0.24 + 0.8 * plan.page.depth,
            period: 0.0078 * scale, slant: SIMD2(0.42, 0.86), relief: 0.40, seed: plan.seed)
        // Cuts about the mouth are whiskers.
        hatchArea = grid.lowest([figure.skin, plan.body, grid.edged(grid.map { 0.35 - figure.muzzle[$0] })])
        strands =
            isFair
            ? Strands(drawnIn: figure, seed: plan.seed, scale: scale)
            : Strands(figure, seed: plan.seed, width: scale)
        cuts = GroundMarks(plan)
    }

    private static func solid(_ plan: LinocutPlan, _ black: Plane) -> Plane {
        let figure = plan.figure, grid = plan.grid, lines = figure.lines
        let drawn = figure.lines(heldBack: 0.6)
        let range = figure.quantiles(within: figure.hair, [0.18, 0.98]) ?? [0.2, 0.8]
        let isFair = plan.page.isFairHaired
        // Dark hair is a black that is cut; in fair hair only the deepest hollows are black.
        let hairDark =
            isFair ? 0.07 : mix(range[0], range[1], mix(1.05, 0.72, smoothstep(0.30, 0.55, plan.page.hairLightness)))
        let tone = figure.tone, clothBlack = figure.clothThreshold(0.60)
        let sitter = grid.edged(
            grid.map { index in
                if figure.hair[index] > 0 {
                    return max(hairDark - tone[index], lines[index] + (isFair ? -0.1 : 0.05))
                }
                if figure.clothes[index] > 0 { return max(clothBlack - tone[index], lines[index] - 0.15) }
                return max(black[index], drawn[index])
            })
        let contour = figure.contour(inner: 0.0016, outer: 0.0008)
        let figureInk = grid.highest([grid.lowest([sitter, figure.head]), grid.edged(contour)])
        // A light gap keeps the head off a black ground.
        let ground = grid.map { index in
            min(-0.0062 - figure.distance[index], GroundMarks.blackness(plan, index))
        }
        return grid.highest([figureInk, grid.edged(ground)])
    }

    func coverage(on grid: Grid) -> Plane {
        let black = grid.cut(grid.sample(solid, on: page))
        let lines = hatch.coverage(on: grid), skin = grid.cut(grid.sample(hatchArea, on: page))
        let hair = grid.cut(grid.sample(hair, on: page))
        let clothCuts = cuts.clothes.coverage(on: grid), groundCuts = cuts.ground.coverage(on: grid)
        let outside = grid.cut(grid.sample(outside, on: page)), strandCuts = strands.cuts.coverage(on: grid)
        let strokes = isFair ? strands.strokes.coverage(on: grid) : grid.plane()
        return grid.map { index in
            var ink = max(black[index], lines[index] * skin[index])
            let cut = max(clothCuts[index] * (1 - outside[index]), groundCuts[index] * outside[index])
            ink *= 1 - max(cut, strandCuts[index] * hair[index])
            return max(ink, strokes[index] * hair[index])
        }
    }
}

/// The gouge's cuts in the black of clothes and ground.
struct GroundMarks: Sendable {
    private(set) var clothes = GougeMarks()
    private(set) var ground = GougeMarks()

    init(_ plan: LinocutPlan) {
        cutClothes(plan)
        cutGround(plan)
    }

    /// Places at about an even distance, in chance order of size.
    static func places(_ aspect: Float, spacing: Float, _ dice: inout Dice) -> [SIMD2<Float>] {
        let rows = Int(1 / spacing), columns = Int(aspect / spacing)
        return (0..<rows * columns).map { number in
            let x = Float(number % columns) + dice.uniform(-0.2, 1.2),
                y = Float(number / columns) + dice.uniform(-0.2, 1.2)
            return SIMD2(x, y) * spacing
        }
    }

    /// Broad slanting cuts that follow folds, where cloth is light.
    private mutating func cutClothes(_ plan: LinocutPlan) {
        let figure = plan.figure, page = plan.page, grid = plan.grid, scale = plan.style.scale
        var dice = Dice(plan.seed, stream: 71)
        for place in Self.places(page.aspect, spacing: 0.0105 * scale, &dice) {
            let index = grid.index(place.x, place.y), choice = dice.uniform(), long = dice.uniform()
            let bend = dice.normal(0.8)
            guard figure.clothes[index] > 0.001, figure.head[index] > 0.002 else { continue }
            let light = clamp((figure.tone[index] - 0.10) / 0.5)
            guard choice < light * 1.1 + 0.05 else { continue }
            let angle = mixedAngle(-1.0, page.flow.angle(index), clamp(page.clarity[index] * 1.3 - 0.4, 0, 0.8))
            clothes.add(
                at: place, angle: angle, length: 0.018 + 0.030 * long, halfWidth: (0.0008 + 0.0022 * light) * scale,
                bend: bend)
        }
    }

    /// How much of the ground's black is opened, 0…1: most around the head, and where the design is light.
    static func openness(_ plan: LinocutPlan, _ index: Int) -> Float {
        let near = clamp(1.05 + plan.figure.distance[index] / 0.50)
        let tone = plan.ground.tone[index]
        return plan.ground.hasShapes ? clamp(1.5 * tone - 0.28) : clamp(near * 0.8 + 0.5 * (tone - 0.4))
    }

    /// Level of the ground's black before it is opened: the design's lights and its object are cut away whole.
    static func blackness(_ plan: LinocutPlan, _ index: Int) -> Float {
        switch plan.ground.design {
        case .night, .fire, .garden, .city, .waves, .curl: -plan.ground.accent[index]
        case .sun, .rays, .storm, .plain, .bokashi, .mist: 0.004
        }
    }

    private mutating func cutGround(_ plan: LinocutPlan) {
        let figure = plan.figure, page = plan.page, grid = plan.grid, scale = plan.style.scale
        let center = page.face.center, design = plan.ground.design
        let uneven = grid.noise(plan.seed &+ 5, 0.15, octaves: 2)
        var dice = Dice(plan.seed, stream: 72)
        for place in Self.places(page.aspect, spacing: 0.0072 * scale, &dice) {
            let index = grid.index(place.x, place.y), choice = dice.uniform(), long = dice.uniform()
            let wide = dice.uniform(), turn = dice.normal(0.05), bend = dice.normal(0.5)
            guard figure.distance[index] < -0.004 else { continue }
            let open = clamp(Self.openness(plan, index) + 0.12 * uneven[index])
            guard choice < pow(open, 1.2) else { continue }
            let radial = atan2(place.y - center.y - 0.08, place.x - center.x)
            let angle =
                switch design {
                case .plain, .bokashi, .sun, .rays, .mist: radial
                case .fire, .storm, .night, .curl, .city, .garden, .waves: plan.ground.flow.angle(index)
                }
            let far = clamp(-figure.distance[index], 0, 0.4)
            ground.add(
                at: place, angle: angle + turn, length: (0.016 + 0.030 * long + 0.03 * far) * scale,
                halfWidth: (0.0008 + 0.0024 * open * wide) * scale, bend: bend)
        }
    }
}
