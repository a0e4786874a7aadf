/// Which plants lie on the sheet, by the ground's design.
struct Herbarium: Sendable {
    /// Behind the sitter.
    let behind: [PenLine]
    /// Over the shoulders, at the page's lower corners.
    let before: [PenLine]

    init(_ page: Page, design: GroundDesign, seed: UInt64) {
        var dice = Dice(seed, stream: 0x4E)
        var plants = Plants(seed: seed)
        let center = page.face.center, aspect = page.aspect
        /// A place along the lower half of the page's border, and the way from it past the head.
        func root() -> (place: SIMD2<Float>, angle: Float) {
            let side: Float = dice.chance(0.5) ? -1 : 1
            let place = SIMD2(aspect / 2 + side * aspect * dice.uniform(0.30, 0.52), dice.uniform(0.62, 1.0))
            let aim = SIMD2(center.x + side * dice.uniform(0.22, 0.42), dice.uniform(0.05, 0.4)) - place
            return (place, atan2(aim.y, aim.x))
        }
        func along(_ count: Int, _ plant: (inout Plants, SIMD2<Float>, Float, inout Dice) -> Void) {
            for _ in 0..<count {
                let (place, angle) = root()
                plant(&plants, place, angle, &dice)
            }
        }
        switch design {
        case .plain, .bokashi, .mist:
            along(design == .plain ? 9 : 5) {
                $0.frond(at: $1, angle: $2, length: $3.uniform(0.30, 0.5), turn: $3.normal(0.5))
            }
        case .sun:
            along(26) {
                $0.blade(at: $1, angle: $2, length: $3.uniform(0.25, 0.6), turn: $3.normal(0.5), eared: $3.chance(0.4))
            }
        case .rays:
            for number in 0..<22 {
                let bearing = Float(number) * 2 * .pi / 22 + dice.normal(0.07)
                plants.leaf(
                    at: center + 0.22 * SIMD2(cos(bearing), sin(bearing)), angle: bearing,
                    length: dice.uniform(0.16, 0.28), width: dice.uniform(0.010, 0.019), turn: dice.normal(0.15))
            }
        case .fire, .storm:
            let wind: Float = design == .storm ? 0.9 * page.lightSide : 0
            for _ in 0..<46 {
                plants.blade(
                    at: SIMD2(dice.uniform(-0.05, aspect + 0.05), dice.uniform(0.75, 1.02)),
                    angle: -.pi / 2 + dice.normal(0.2) + 0.3 * wind, length: dice.uniform(0.4, 0.85),
                    turn: dice.normal(0.35) + wind, eared: dice.chance(0.35))
            }
        case .night:
            for _ in 0..<8 {
                let middle = SIMD2(dice.uniform(0.05, aspect - 0.05), dice.uniform(0.07, 0.5))
                plants.clock(
                    at: middle, radius: dice.uniform(0.035, 0.075), root: SIMD2(middle.x + dice.normal(0.05), 1.0))
            }
        case .curl:
            along(13) { $0.tendril(at: $1, angle: $2, size: $3.uniform(0.25, 0.42), hand: $3.chance(0.5) ? 1 : -1) }
        case .city:
            along(7) {
                $0.blade(
                    at: $1, angle: -.pi / 2 + $3.normal(0.15), length: $3.uniform(0.3, 0.55), turn: $3.normal(0.2),
                    eared: true)
            }
        case .garden:
            for number in 0..<24 {
                let bearing = Float(number) * 2.4, reach = dice.uniform(0.26, 0.48)
                let middle = center + SIMD2(cos(bearing) * reach * 0.9, sin(bearing) * reach)
                plants.daisy(at: middle, radius: dice.uniform(0.024, 0.052))
                plants.leaf(
                    at: middle + SIMD2(dice.normal(0.03), dice.normal(0.03)), angle: dice.uniform(0, 6.28),
                    length: dice.uniform(0.05, 0.1), width: 0.013, turn: dice.normal(0.3))
            }
            along(4) { $0.frond(at: $1, angle: $2, length: $3.uniform(0.25, 0.4), turn: $3.normal(0.5)) }
        case .waves:
            along(8) {
                $0.weed(at: $1, angle: $2, length: $3.uniform(0.10, 0.17), width: $3.uniform(0.003, 0.007), forks: 4)
            }
        }
        behind = plants.lines
        var front = Plants(seed: seed &+ 1)
        for side in [-1, 1] as [Float] where design != .city && design != .bokashi {
            for _ in 0..<2 {
                let place = SIMD2(aspect / 2 + side * aspect * dice.uniform(0.36, 0.5), dice.uniform(0.97, 1.02))
                front.frond(
                    at: place, angle: -.pi / 2 - side * dice.uniform(0.05, 0.5), length: dice.uniform(0.16, 0.26),
                    turn: -side * dice.uniform(0.1, 0.6))
            }
        }
        before = front.lines
    }
}
