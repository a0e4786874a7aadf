/// How a brush fills each ground: its sweeps are the wash's outer shape, torn where the brush ran out.
struct GroundSweeps: Sendable {
    let page: Page
    let design: GroundDesign
    let seed: UInt64

    private var center: SIMD2<Float> { page.face.center }
    /// The side of the head that lies in shadow: -1 left, 1 right.
    private var shadow: Float { -page.lightSide }

    func sweeps() -> [Sweep] {
        var dice = Dice(seed, stream: 0x53)
        var list: [Sweep]
        switch design {
        case .plain: list = crossed(&dice)
        case .sun: list = round(&dice)
        case .bokashi: list = level(&dice, bowed: 0.06, width: 0.036...0.062)
        case .mist: list = level(&dice, bowed: 0.04, width: 0.055...0.075)
        case .waves: list = level(&dice, bowed: 0.25, width: 0.036...0.062)
        case .rays: list = radial(&dice)
        case .fire: list = rising(&dice)
        case .storm: list = slanting(&dice)
        case .night: list = broad(&dice)
        case .curl: list = curling(&dice)
        case .city: list = upright(&dice)
        case .garden: list = scattered(&dice)
        }
        for index in list.indices {
            list[index].number = UInt32(truncatingIfNeeded: dice.next())
        }
        return list
    }

    /// Loose diagonal sweeps, most of them on the shadow's side.
    private func crossed(_ dice: inout Dice) -> [Sweep] {
        let lean = dice.uniform(0.5, 1.0) * (dice.chance(0.5) ? 1 : -1)
        return (0..<11).map { number in
            let side = dice.chance(0.72) ? shadow : -shadow
            let middle = SIMD2(
                center.x + side * dice.uniform(0.10, 0.30), center.y + dice.uniform(-0.32, 0.22))
            let angle = lean + dice.normal(0.22) + (number % 4 == 3 ? 1.2 : 0)
            let length = dice.uniform(0.24, 0.46), width = dice.uniform(0.035, 0.07)
            return swept(through: middle, angle: angle, length: length, width: width, &dice)
        }
    }

    /// Sweeps round the head.
    private func round(_ dice: inout Dice) -> [Sweep] {
        let radius = dice.uniform(0.30, 0.36)
        let middle = SIMD2(center.x - shadow * 0.06, center.y - 0.05)
        return (0..<9).map { _ in
            let bearing = dice.uniform(0, 2 * .pi), r = radius + dice.normal(0.05), span = dice.uniform(0.8, 1.7)
            let start = middle + r * SIMD2(cos(bearing), sin(bearing))
            return Sweep(
                start: start, angle: bearing + .pi / 2, length: r * span, halfWidth: dice.uniform(0.035, 0.07),
                turn: span, ragged: 0.03, dryness: dice.uniform(0.3, 0.9))
        }
    }

    /// Level sweeps from side to side, one below the other.
    private func level(_ dice: inout Dice, bowed: Float, width: ClosedRange<Float>) -> [Sweep] {
        let rows = 8
        return (0..<rows).compactMap { row in
            let y = 0.10 + 0.72 * (Float(row) + dice.uniform(0.2, 0.8)) / Float(rows)
            guard !dice.chance(0.14) else { return nil }
            let left = dice.uniform(0.02, 0.14), right = page.aspect - dice.uniform(0.02, 0.14)
            let reversed = dice.chance(0.5), tilt = dice.normal(0.05)
            return Sweep(
                start: SIMD2(reversed ? right : left, y), angle: (reversed ? .pi : 0) + tilt, length: right - left,
                halfWidth: dice.uniform(width.lowerBound, width.upperBound), turn: dice.normal(bowed),
                ragged: 0.05, dryness: dice.uniform(0.4, 1))
        }
    }

    /// Sweeps outward from behind the head, wider as they go.
    private func radial(_ dice: inout Dice) -> [Sweep] {
        let count = 13 + dice.below(5), phase = dice.uniform(0, 6.28)
        return (0..<count).map { number in
            let bearing = phase + (Float(number) + dice.uniform(-0.25, 0.25)) * 2 * .pi / Float(count)
            let direction = SIMD2(cos(bearing), sin(bearing))
            return Sweep(
                start: center + 0.10 * direction, angle: bearing, length: dice.uniform(0.28, 0.46),
                halfWidth: dice.uniform(0.022, 0.034), taper: -0.9, ragged: 0.05, dryness: dice.uniform(0.5, 1))
        }
    }

    /// Tongues that rise from the shoulders and lean with the wind.
    private func rising(_ dice: inout Dice) -> [Sweep] {
        let wind = dice.normal(0.18)
        return (0..<17).map { _ in
            let x = dice.uniform(0.06, page.aspect - 0.06)
            let near = clamp(1 - abs(x - center.x) / 0.4)
            return Sweep(
                start: SIMD2(x, dice.uniform(0.62, 0.86)), angle: -.pi / 2 + wind + dice.normal(0.12),
                length: dice.uniform(0.28, 0.44) + 0.26 * near, halfWidth: dice.uniform(0.03, 0.062),
                turn: dice.uniform(-0.9, 0.9), taper: 0.9, ragged: 0.015, dryness: dice.uniform(0.1, 0.5))
        }
    }

    /// A heavy sky, and rain that slants from it.
    private func slanting(_ dice: inout Dice) -> [Sweep] {
        let slant: Float = .pi / 2 + shadow * dice.uniform(0.35, 0.6)
        let sky = (0..<7).map { _ in
            Sweep(
                start: SIMD2(dice.uniform(0.0, 0.25), dice.uniform(0.07, 0.30)), angle: dice.normal(0.12),
                length: dice.uniform(0.40, 0.62), halfWidth: dice.uniform(0.05, 0.085), turn: dice.normal(0.2),
                ragged: 0.04, dryness: dice.uniform(0.1, 0.5))
        }
        let rain = (0..<13).map { _ in
            Sweep(
                start: SIMD2(dice.uniform(0.05, page.aspect - 0.05), dice.uniform(0.22, 0.36)),
                angle: slant + dice.normal(0.04), length: dice.uniform(0.25, 0.55),
                halfWidth: dice.uniform(0.010, 0.034), taper: 0.3, ragged: 0.06, dryness: 1)
        }
        return sky + rain
    }

    /// Nearly the whole sheet.
    private func broad(_ dice: inout Dice) -> [Sweep] {
        let lean = dice.normal(0.25)
        return (0..<11).map { row in
            let y = 0.08 + 0.066 * Float(row) + dice.normal(0.01)
            let left = dice.uniform(0.03, 0.10), right = page.aspect - dice.uniform(0.03, 0.10)
            let reversed = row % 2 == 0
            return Sweep(
                start: SIMD2(reversed ? right : left, y), angle: (reversed ? .pi : 0) + 0.12 * lean,
                length: right - left, halfWidth: dice.uniform(0.045, 0.06), turn: dice.normal(0.08), ragged: 0.03,
                dryness: dice.uniform(0, 0.6))
        }
    }

    /// Whirls of the brush about the head.
    private func curling(_ dice: inout Dice) -> [Sweep] {
        (0..<15).map { _ in
            let bearing = dice.uniform(0, 2 * .pi), reach = dice.uniform(0.22, 0.42)
            let middle = center + reach * SIMD2(cos(bearing) * 0.85, sin(bearing))
            let radius = dice.uniform(0.06, 0.15), from = dice.uniform(0, 2 * .pi)
            let span = dice.uniform(2.2, 4.4) * (dice.chance(0.5) ? 1 : -1)
            let start = middle + radius * SIMD2(cos(from), sin(from))
            return Sweep(
                start: start, angle: from + (span > 0 ? .pi / 2 : -.pi / 2), length: radius * abs(span),
                halfWidth: dice.uniform(0.016, 0.042), turn: span, taper: dice.uniform(0, 0.6), ragged: 0.025,
                dryness: dice.uniform(0.3, 1))
        }
    }

    /// Columns that the brush drew down from the roofs.
    private func upright(_ dice: inout Dice) -> [Sweep] {
        (0..<13).map { number in
            let x = 0.04 + (page.aspect - 0.08) * (Float(number) + dice.uniform(0.2, 0.8)) / 13
            return Sweep(
                start: SIMD2(x, dice.uniform(0.05, 0.16)), angle: .pi / 2 + dice.normal(0.02),
                length: dice.uniform(0.50, 0.78), halfWidth: dice.uniform(0.028, 0.048), ragged: 0.05,
                dryness: dice.uniform(0.3, 1))
        }
    }

    /// Short dabs among the flowers, thickest about the shoulders.
    private func scattered(_ dice: inout Dice) -> [Sweep] {
        (0..<42).map { _ in
            let bearing = dice.uniform(0, 2 * .pi), reach = 0.24 + abs(dice.normal(0.11))
            let middle = center + SIMD2(cos(bearing) * reach * 0.9, sin(bearing) * reach + 0.04)
            let angle = bearing + dice.normal(0.7), length = dice.uniform(0.07, 0.17),
                width = dice.uniform(0.014, 0.038)
            var leaf = swept(through: middle, angle: angle, length: length, width: width, &dice, taper: 0.9)
            leaf.point = 1
            leaf.ragged = 0.008
            return leaf
        }
        // A leaf that points up from the crown reads as the sitter's ear.
        .filter { leaf in
            let middle = leaf.start + 0.5 * leaf.length * SIMD2(cos(leaf.angle), sin(leaf.angle))
            return middle.y > page.face.top || abs(middle.x - center.x) > 2.4 * page.face.eyeDistance
        }
    }

    private func swept(
        through middle: SIMD2<Float>, angle: Float, length: Float, width: Float, _ dice: inout Dice, taper: Float = 0
    ) -> Sweep {
        Sweep(
            start: middle - 0.5 * length * SIMD2(cos(angle), sin(angle)), angle: angle, length: length,
            halfWidth: width, turn: dice.uniform(-0.3, 0.3), taper: taper, ragged: 0.03,
            dryness: dice.uniform(0.2, 1))
    }
}
