/// Pressed plants: leaves, fronds, blades and seed heads as lines of varying width.
struct Plants: Sendable {
    private(set) var lines: [PenLine] = []
    private var dice: Dice

    init(seed: UInt64) { dice = Dice(seed, stream: 0x9A) }

    /// A bent line from `root`: `turn` radians over its length.
    private func curve(
        from root: SIMD2<Float>, angle: Float, length: Float, turn: Float, steps: Int = 24
    ) -> [(place: SIMD2<Float>, angle: Float)] {
        var place = root, result: [(SIMD2<Float>, Float)] = []
        for step in 0...steps {
            let heading = angle + turn * Float(step) / Float(steps)
            result.append((place, heading))
            place += SIMD2(cos(heading), sin(heading)) * (length / Float(steps))
        }
        return result
    }

    /// A leaf with its rib and veins, from its stalk.
    mutating func leaf(
        at root: SIMD2<Float>, angle: Float, length: Float, width: Float, turn: Float = 0, opacity: Float = 0.78
    ) {
        let way = curve(from: root, angle: angle, length: length, turn: turn, steps: 14)
        let last = Float(way.count - 1)
        lines.append(
            PenLine(
                way.enumerated().map { number, point in
                    let t = Float(number) / last
                    let body = pow(max(sin(.pi * pow(t, 0.8)), 0), 0.8)
                    return SIMD4(point.place.x, point.place.y, max(width * body, 0.0004), opacity)
                }))
        guard length > 0.035 else { return }
        lines.append(PenLine(way.map { SIMD4($0.place.x, $0.place.y, 0.0007, 0.97) }))
        for number in stride(from: 3, to: way.count - 2, by: 2) {
            let t = Float(number) / last, reach = width * pow(max(sin(.pi * pow(t, 0.8)), 0), 0.8) * 0.85
            for side in [-1, 1] as [Float] {
                let bearing = way[number].angle + side * 0.75
                let tip = way[number].place + SIMD2(cos(bearing), sin(bearing)) * (reach / 0.68)
                lines.append(
                    PenLine([
                        SIMD4(way[number].place.x, way[number].place.y, 0.0004, 0.93),
                        SIMD4(tip.x, tip.y, 0.0002, 0.88),
                    ]))
            }
        }
    }

    /// A fern's frond: pairs of leaflets along a bent stalk, longest after a third.
    mutating func frond(at root: SIMD2<Float>, angle: Float, length: Float, turn: Float) {
        let way = curve(from: root, angle: angle, length: length, turn: turn, steps: 34)
        lines.append(
            PenLine(
                way.enumerated().map {
                    SIMD4($1.place.x, $1.place.y, mix(0.0022, 0.0006, Float($0) / 34), 0.95)
                }))
        for number in 4..<34 {
            let t = Float(number) / 34
            let size = length * 0.26 * pow(sin(.pi * pow(t, 0.62)), 0.9)
            guard size > 0.006 else { continue }
            for side in [-1, 1] as [Float] {
                leaf(
                    at: way[number].place, angle: way[number].angle + side * (1.15 - 0.35 * t) + dice.normal(0.05),
                    length: size * dice.uniform(0.92, 1.05), width: min(size * 0.08 + 0.0008, length * 0.0105),
                    turn: -side * 0.35, opacity: dice.uniform(0.72, 0.88))
            }
        }
    }

    /// A blade of grass, sometimes with an ear.
    mutating func blade(at root: SIMD2<Float>, angle: Float, length: Float, turn: Float, eared: Bool = false) {
        let way = curve(from: root, angle: angle, length: length, turn: turn)
        lines.append(
            PenLine(
                way.enumerated().map { number, point in
                    let t = Float(number) / 24
                    let wide = eared ? 0.0011 : 0.0046 * pow(1 - t, 0.7) + 0.0003
                    return SIMD4(point.place.x, point.place.y, wide, 0.86)
                }))
        guard eared else { return }
        for number in 15..<25 {
            for side in [-1, 1] as [Float] {
                leaf(
                    at: way[number].place, angle: way[number].angle + side * 0.55, length: 0.022, width: 0.0028,
                    opacity: 0.82)
            }
        }
    }

    /// A dandelion's clock: rays, each with a tuft.
    mutating func clock(at middle: SIMD2<Float>, radius: Float, root: SIMD2<Float>) {
        let stalk = middle - root
        lines.append(
            PenLine(
                (0...10).map { step in
                    let t = Float(step) / 10
                    let place = root + stalk * t + SIMD2(0.02 * sin(.pi * t), 0)
                    return SIMD4(place.x, place.y, 0.0013, 0.92)
                }))
        lines.append(
            PenLine([
                SIMD4(middle.x, middle.y, radius * 0.09, 0.95), SIMD4(middle.x, middle.y + 0.0005, radius * 0.09, 0.95),
            ]))
        for _ in 0..<64 {
            let bearing = dice.uniform(0, 2 * .pi), reach = radius * dice.uniform(0.72, 1)
            let tip = middle + SIMD2(cos(bearing), sin(bearing)) * reach
            lines.append(PenLine([SIMD4(middle.x, middle.y, 0.0003, 0.7), SIMD4(tip.x, tip.y, 0.0003, 0.8)]))
            for hair in -3...3 {
                let spread = bearing + Float(hair) * 0.32
                let end = tip + SIMD2(cos(spread), sin(spread)) * radius * 0.20
                lines.append(PenLine([SIMD4(tip.x, tip.y, 0.00025, 0.75), SIMD4(end.x, end.y, 0.0002, 0.6)]))
            }
        }
    }

    /// A daisy: narrow petals about a disc.
    mutating func daisy(at middle: SIMD2<Float>, radius: Float) {
        let count = 13 + dice.below(6), turn = dice.uniform(0, 6.28)
        for petal in 0..<count {
            let bearing = turn + Float(petal) * 2 * .pi / Float(count) + dice.normal(0.04)
            let root = middle + SIMD2(cos(bearing), sin(bearing)) * radius * 0.2
            leaf(
                at: root, angle: bearing, length: min(radius * dice.uniform(0.72, 0.85), 0.034), width: radius * 0.13,
                opacity: dice.uniform(0.66, 0.85))
        }
        lines.append(
            PenLine([
                SIMD4(middle.x, middle.y, radius * 0.24, 0.96), SIMD4(middle.x + 0.0005, middle.y, radius * 0.24, 0.96),
            ]))
    }

    /// Sea weed: a forking ribbon.
    mutating func weed(at root: SIMD2<Float>, angle: Float, length: Float, width: Float, forks: Int) {
        let way = curve(from: root, angle: angle, length: length, turn: dice.normal(0.5), steps: 12)
        lines.append(
            PenLine(
                way.enumerated().map {
                    SIMD4($1.place.x, $1.place.y, width * (1 + 0.25 * sin(Float($0) * 1.7 + root.x * 90)), 0.72)
                }))
        guard forks > 0, let tip = way.last else { return }
        for side in [-1, 1] as [Float] {
            weed(
                at: tip.place, angle: tip.angle + side * dice.uniform(0.25, 0.6),
                length: length * dice.uniform(0.6, 0.85),
                width: width * 0.8, forks: forks - 1)
        }
    }

    /// A tendril that winds itself up.
    mutating func tendril(at root: SIMD2<Float>, angle: Float, size: Float, hand: Float) {
        var place = root, heading = angle, points: [SIMD4<Float>] = []
        for step in 0..<90 {
            let t = Float(step) / 90
            points.append(SIMD4(place.x, place.y, mix(0.0042, 0.0011, t), 0.88))
            heading += hand * (0.010 + 0.19 * t * t)
            place += SIMD2(cos(heading), sin(heading)) * size * 0.022 * (1.1 - 0.75 * t)
            if step > 8, step < 55, step % 9 == 0 {
                leaf(at: place, angle: heading - hand * 1.1, length: size * 0.16, width: size * 0.035)
            }
        }
        lines.append(PenLine(points))
    }
}
