/// Planes of light that cross figure and ground, after Feininger; each shifts tone, color and, a little, the drawing.
struct Prism: Medium {
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let style = PrismStyle.all.variation(direction.variation)
        let grid = page.grid
        let flat = FlatTone(page, across: 0.0025, along: 0.006, detail: 0.5, rounds: 1)
        try grid.work.check()
        let planes = LightPlane.planned(page, style: style, seed: direction.seed)
        return PrismArtwork(page, flat: flat, planes: planes, style: style, direction: direction)
    }
}

/// What tells prisms apart.
struct PrismStyle: Sendable {
    enum Layout: Sendable { case crossing, discs, crystal, beams }
    let layout: Layout
    let count: Int
    /// Change of tone over an edge.
    let contrast: Float
    /// Greatest shift of the drawing in page heights.
    let shift: Float
    /// How much quieter the face is, 0…1.
    let calm: Float

    static let all = [
        PrismStyle(layout: .crossing, count: 28, contrast: 0.095, shift: 0.012, calm: 0.45),
        PrismStyle(layout: .discs, count: 16, contrast: 0.085, shift: 0.008, calm: 0.55),
        PrismStyle(layout: .crystal, count: 46, contrast: 0.085, shift: 0.017, calm: 0.38),
        PrismStyle(layout: .beams, count: 22, contrast: 0.105, shift: 0.007, calm: 0.50),
    ]
}

/// One plane: it begins at a line or a circle and fades out to one side.
struct LightPlane: Sendable {
    /// Normal and offset of a line; for a circle its middle, and `radius` above 0.
    var normal: SIMD2<Float>
    var offset: Float
    var radius: Float = 0
    /// Where along the line the plane is strongest, and how far it reaches.
    var middle: Float
    var half: Float
    /// How far it fades out, in page heights.
    var depth: Float
    var strength: Float
    /// Changes of tone (-1…1) and of warmth, and the drawing's shift along the normal.
    var tone: Float
    var warmth: Float
    var shift: Float
    /// Along it a brush goes, as a number of eighths of a half turn.
    var grain: Int = 0

    /// Distance from the edge, positive inside, and the place along it.
    @inline(__always)
    func place(_ x: Float, _ y: Float) -> (inside: Float, along: Float, normal: SIMD2<Float>) {
        if radius > 0 {
            let d = SIMD2(x, y) - normal, r = (d.x * d.x + d.y * d.y).squareRoot()
            return (radius - r, 0, d / max(r, 1e-4))
        }
        return (normal.x * x + normal.y * y - offset, normal.x * y - normal.y * x, normal)
    }

    static func planned(_ page: Page, style: PrismStyle, seed: UInt64) -> [LightPlane] {
        var dice = Dice(seed, stream: 71), result: [LightPlane] = []
        switch style.layout {
        case .discs: discs(page, style, &result, &dice)
        case .beams: beams(page, style, &result, &dice)
        case .crossing, .crystal:
            anatomical(page, style, &result, &dice)
            free(page, style, &result, &dice)
        }
        for index in result.indices {
            let n = result[index].normal
            let angle = result[index].radius > 0 ? dice.uniform(0, .pi) : atan2(n.x, -n.y)
            result[index].grain = Int((angle / .pi * 8).rounded()) & 7
        }
        return result
    }

    private static func line(
        through a: SIMD2<Float>, _ b: SIMD2<Float>, _ strength: Float, half: Float, _ style: PrismStyle,
        _ dice: inout Dice
    ) -> LightPlane {
        let d = unit(b - a), side: Float = dice.chance(0.5) ? 1 : -1, n = SIMD2(-d.y, d.x) * side
        let middle = (a + b) * 0.5
        return LightPlane(
            normal: n, offset: dot(n, middle), middle: n.x * middle.y - n.y * middle.x, half: half,
            depth: dice.uniform(0.16, 0.42) * (style.layout == .crystal ? 0.7 : 1), strength: strength,
            tone: dice.chance(0.5) ? 1 : -1, warmth: dice.normal(), shift: dice.uniform(-1, 1))
    }

    /// Lines through landmark pairs: the eyes, the axis, jaw and cheeks.
    private static func anatomical(
        _ page: Page, _ style: PrismStyle, _ result: inout [LightPlane], _ dice: inout Dice
    ) {
        func mark(_ index: Int) -> SIMD2<Float> { SIMD2(page.face.points[index].x, page.face.points[index].y) }
        let pairs: [(Int, Int, Float)] = [
            (10, 152, 0.6), (234, 152, 0.9), (454, 152, 0.9), (10, 454, 0.6), (10, 234, 0.6), (127, 58, 0.8),
            (356, 288, 0.8), (70, 4, 0.45), (300, 4, 0.45), (61, 291, 0.3), (33, 263, 0.4),
        ]
        for (a, b, strength) in pairs {
            result.append(line(through: mark(a), mark(b), strength, half: dice.uniform(0.35, 0.7), style, &dice))
        }
    }

    private static func free(_ page: Page, _ style: PrismStyle, _ result: inout [LightPlane], _ dice: inout Dice) {
        let ways: [Float] = [-1.25, -0.95, -0.35, 0.35, 0.95, 1.25, 0, 1.57]
        var tries = 0
        while result.count < style.count, tries < 1000 {
            tries += 1
            let angle = dice.element(ways) + dice.normal(0.10), d = SIMD2(-sin(angle), cos(angle))
            let place = SIMD2(dice.uniform(0, page.aspect), dice.uniform())
            // Not through the middle of the face.
            let away = place - page.face.center
            guard abs(d.x * away.y - d.y * away.x) > (style.layout == .crystal ? 0.07 : 0.12) else { continue }
            result.append(line(through: place, place + d, 1, half: dice.uniform(0.3, 0.8), style, &dice))
        }
    }

    /// Discs in one another, cut by a cross of lines.
    private static func discs(_ page: Page, _ style: PrismStyle, _ result: inout [LightPlane], _ dice: inout Dice) {
        let face = page.face
        let centers = [
            SIMD2(face.center.x, face.center.y - 0.3 * face.eyeDistance),
            SIMD2(dice.uniform(0.02, 0.22) * page.aspect, dice.uniform(0.08, 0.3)),
            SIMD2(page.aspect * dice.uniform(0.8, 1), dice.uniform(0.5, 0.85)),
        ]
        for (number, center) in centers.enumerated() {
            let first: Float = number == 0 ? 0.30 : 0.07, step: Float = number == 0 ? 0.075 : 0.062
            for ring in 0..<(number == 0 ? 4 : 5) {
                let radius = first + step * Float(ring) * dice.uniform(0.92, 1.08)
                result.append(
                    LightPlane(
                        normal: center, offset: 0, radius: radius, middle: 0, half: 9, depth: step * 2.2, strength: 1,
                        tone: (ring + number) % 2 == 0 ? 1 : -1, warmth: dice.normal(1.3), shift: dice.uniform(-1, 1)))
            }
            for angle in [0.35, 1.92] as [Float] {
                let d = SIMD2(cos(angle + dice.normal(0.1)), sin(angle + dice.normal(0.1)))
                result.append(line(through: center, center + d, 0.8, half: number == 0 ? 0.6 : 0.4, style, &dice))
            }
        }
    }

    /// Beams from a light above one shoulder.
    private static func beams(_ page: Page, _ style: PrismStyle, _ result: inout [LightPlane], _ dice: inout Dice) {
        let source = SIMD2(page.lightSide < 0 ? -0.08 : page.aspect + 0.08, dice.uniform(-0.12, 0.10))
        for number in 0..<style.count - 6 {
            let share = (Float(number) + dice.uniform(0.1, 0.9)) / Float(style.count - 6)
            let toward = SIMD2(
                page.lightSide < 0 ? page.aspect * (1.4 - share * 1.4) : page.aspect * (share * 1.4 - 0.4), 1.2)
            result.append(line(through: source, toward, 0.9, half: 3, style, &dice))
        }
        for _ in 0..<6 {
            let place = SIMD2(dice.uniform(0, page.aspect), dice.uniform())
            let angle = dice.element([0.1, 1.5, -0.6] as [Float]) + dice.normal(0.08)
            result.append(line(through: place, place + SIMD2(cos(angle), sin(angle)), 0.6, half: 0.5, style, &dice))
        }
    }
}
