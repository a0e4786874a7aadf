/// Halo, plants, border and cartouche of a panel.
struct NouveauOrnament: Sendable {
    /// Behind the sitter.
    let back: Drawing
    /// Before the sitter.
    let front: Drawing
    /// Outside this frame the page is bare: inset in page heights.
    let inset: Float

    init(_ page: Page, style: NouveauStyle, colors: NouveauColors, seed: UInt64) {
        var dice = Dice(seed, stream: 82)
        inset = 0.058
        let nimbus = Nimbus(page, margin: inset)
        var back = Flora(line: colors.line), front = Flora(line: colors.line)
        switch style.layout {
        case .halo:
            Self.corners(page, style, colors, inset, &back, &dice)
            Self.halo(nimbus, colors, rays: false, &back, &dice)
        case .arch:
            Self.columns(page, style, colors, inset, &back, &dice)
        case .peacock:
            Self.halo(nimbus, colors, rays: true, &back, &dice)
            Self.corners(page, style, colors, inset, &back, &dice)
        case .medallion:
            Self.wreath(page, nimbus, style, colors, &back, &dice)
        }
        Self.frame(page, style, colors, inset, &front)
        if style.hasCartouche { Self.cartouche(page, style, colors, inset, &front, &dice) }
        self.back = back.drawing
        self.front = front.drawing
    }

    // MARK: Halo

    private static func halo(
        _ nimbus: Nimbus, _ colors: NouveauColors, rays: Bool, _ flora: inout Flora, _ dice: inout Dice
    ) {
        let c = nimbus.center, outer = nimbus.radius + 0.012, inner = outer - 0.060
        func circle(_ r: Float) -> [SIMD2<Float>] { Curve.circle(c, radius: r).points }
        flora.drawing.area([circle(outer)], colors.band)
        flora.drawing.area([circle(outer - 0.006)], colors.paper)
        flora.drawing.area([circle(outer - 0.009)], mix(colors.gold, colors.paper, 0.25))
        let count = rays ? 34 : 36
        for number in 0..<count {
            let angle = (Float(number) + 0.5) / Float(count) * 2 * .pi
            let out = SIMD2(cos(angle), sin(angle)), middle = c + out * (0.5 * (outer + inner) - 0.002)
            if rays {
                feather(
                    from: c + out * inner, out: out, length: outer - inner - 0.012,
                    width: 0.5 * inner * 2 * .pi / Float(count), colors, &flora)
            } else if number % 2 == 0 {
                flora.bloom(middle, radius: 0.0195, petals: 5, turn: angle, colors.flower, colors.heart)
            } else {
                for side in [-1, 1] as [Float] {
                    flora.leaf(
                        middle - out * 0.014, angle: angle + side * 0.5, length: 0.033, width: 0.0062, bend: side * 0.8,
                        colors.green)
                }
                flora.drawing.disc(middle + out * 0.004, radius: 0.0042, colors.line)
                flora.drawing.disc(middle + out * 0.004, radius: 0.0030, colors.heart)
            }
        }
        flora.drawing.area([circle(inner)], colors.band)
        flora.drawing.area([circle(inner - 0.0045)], mix(colors.paper, colors.gold, 0.28))
        for (radius, width) in [(outer, 0.0026), (outer - 0.0075, 0.0012), (inner, 0.0022), (inner - 0.0055, 0.0010)]
            as [(Float, Float)]
        {
            flora.drawing.line(Curve.circle(c, radius: radius), width: width, colors.line)
        }
    }

    /// An eye of a peacock's tail.
    private static func feather(
        from base: SIMD2<Float>, out: SIMD2<Float>, length: Float, width: Float, _ colors: NouveauColors,
        _ flora: inout Flora
    ) {
        let side = turned(out)
        func drop(_ size: Float, _ start: Float) -> [SIMD2<Float>] {
            let knots: [SIMD2<Float>] = [
                SIMD2(0, 0), SIMD2(0.55, 0.42), SIMD2(0.86, 0.72), SIMD2(0.5, 0.97), SIMD2(0, 1.03), SIMD2(-0.5, 0.97),
                SIMD2(-0.86, 0.72), SIMD2(-0.55, 0.42),
            ]
            let placed = knots.map { base + out * (start + $0.y * size * length) + side * ($0.x * width * size) }
            return Curve.spline(placed, isClosed: true, step: 0.002).points
        }
        flora.shape(drop(1, 0), colors.green)
        flora.shape(drop(0.66, 0.28 * length), colors.heart, weight: 0.7)
        flora.shape(drop(0.36, 0.52 * length), colors.flower, weight: 0.7)
    }

    // MARK: Plants

    /// Branches that grow into both upper corners.
    private static func corners(
        _ page: Page, _ style: NouveauStyle, _ colors: NouveauColors, _ inset: Float, _ flora: inout Flora,
        _ dice: inout Dice
    ) {
        let aspect = page.aspect
        for seedling in 0..<3 {
            let foot = SIMD2(inset + 0.006, [0.50, 0.36, 0.235][seedling] + dice.uniform(-0.02, 0.02))
            let length = [0.40, 0.30, 0.20][seedling] * dice.uniform(0.9, 1.1)
            let first = dice.uniform(-0.5, 1.0), last = dice.uniform(3.5, 7.5)
            let state = dice
            // Both sides alike, mirrored.
            for isMirrored in [false, true] {
                dice = state
                flora.mirror = isMirrored ? aspect : nil
                flora.branch(
                    from: foot, angle: -1.50, length: length, bend: first, to: last, leaves: 5 - seedling,
                    green: colors.green, flower: colors.flower, heart: colors.heart, radius: 0.028,
                    petals: style.petals, dice: &dice)
            }
        }
        flora.mirror = nil
    }

    /// Tall plants on both sides, from the foot of the page to its head.
    private static func columns(
        _ page: Page, _ style: NouveauStyle, _ colors: NouveauColors, _ inset: Float, _ flora: inout Flora,
        _ dice: inout Dice
    ) {
        let aspect = page.aspect
        for number in 0..<4 {
            let foot = SIMD2(inset + 0.012 + 0.018 * Float(number), 0.96)
            let length = [0.80, 0.62, 0.47, 0.33][number] * dice.uniform(0.94, 1.04)
            let bend = dice.uniform(-0.9, 0.2), last = dice.uniform(0.6, 2.2), state = dice
            for isMirrored in [false, true] {
                dice = state
                flora.mirror = isMirrored ? aspect : nil
                flora.branch(
                    from: foot, angle: -1.56 + 0.05 * Float(number), length: length, bend: bend, to: last, leaves: 7,
                    green: colors.green, flower: colors.flower, heart: colors.heart, radius: 0.036,
                    petals: style.petals, dice: &dice)
            }
        }
        flora.mirror = nil
        // The arch above.
        let middle = SIMD2(aspect / 2, 0.40), radius = aspect / 2 - inset - 0.004
        let arc = Curve.arc(middle, radius: radius, from: .pi, to: 2 * .pi)
        let top = [
            SIMD2(aspect - inset, arc.points.last?.y ?? 0.4), SIMD2(aspect - inset, inset), SIMD2(inset, inset),
            SIMD2(inset, arc.points.first?.y ?? 0.4),
        ]
        flora.drawing.area([arc.points + top], colors.band)
        for (shrink, width) in [(0, 0.0030), (0.009, 0.0011)] as [(Float, Float)] {
            flora.drawing.line(
                Curve.arc(middle, radius: radius - shrink, from: .pi, to: 2 * .pi), width: width, colors.line)
        }
        for side in [-1, 1] as [Float] {
            let at = SIMD2(aspect / 2 + side * (aspect / 2 - inset - 0.042), inset + 0.044)
            flora.bloom(at, radius: 0.030, petals: 6, turn: 0.4, colors.flower, colors.heart)
            for turn in [0.4, 1.2, 2.0] as [Float] {
                flora.leaf(
                    at + SIMD2(cos(turn) * -side, sin(turn)) * 0.030, angle: side > 0 ? .pi - turn : turn, length: 0.05,
                    width: 0.0095,
                    bend: 0.5 * side, colors.green)
            }
        }
    }

    /// A round of leaves and flowers.
    private static func wreath(
        _ page: Page, _ nimbus: Nimbus, _ style: NouveauStyle, _ colors: NouveauColors, _ flora: inout Flora,
        _ dice: inout Dice
    ) {
        let c = nimbus.center, r = nimbus.radius + 0.004
        flora.drawing.area([Curve.circle(c, radius: r).points], mix(colors.paper, colors.gold, 0.22))
        flora.drawing.line(Curve.circle(c, radius: r), width: 0.0022, colors.line)
        let count = 46
        for number in 0..<count {
            let angle = Float(number) / Float(count) * 2 * .pi
            let out = SIMD2(cos(angle), sin(angle)), foot = c + out * (r + dice.uniform(-0.012, 0.012))
            // Leaves grow up both sides and meet above.
            let along: Float = out.x < 0 ? 1 : -1
            let way = atan2(out.x * along, -out.y * along)
            flora.leaf(
                foot, angle: way + dice.uniform(-0.75, 0.75), length: dice.uniform(0.045, 0.064),
                width: dice.uniform(0.0095, 0.0125), bend: dice.uniform(-0.7, 0.7),
                number % 3 == 0 ? colors.band : colors.green)
        }
        for number in 0..<15 {
            let angle = (Float(number) + dice.uniform(-0.2, 0.2)) / 15 * 2 * .pi - .pi / 2
            let out = SIMD2(cos(angle), sin(angle))
            flora.bloom(
                c + out * (r + dice.uniform(-0.008, 0.010)), radius: dice.uniform(0.018, 0.032),
                petals: style.petals, turn: dice.uniform(0, 6), number % 3 == 1 ? colors.gold : colors.flower,
                colors.heart)
        }
    }
}
