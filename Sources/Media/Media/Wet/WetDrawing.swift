/// Hands: how traced lines become drawn ones. Lengths are in page heights.
struct Hand: Sendable {
    /// Half width at full pressure.
    var width: Float
    /// How far a line strays from what it follows, and the length of a bend.
    var stray: Float
    var bend: Float = 0.05
    /// How far ends run past where they ought to stop.
    var overrun: Float = 0
    /// How much of the width and darkness the pressure decides, 0…1.
    var expression: Float = 0.7
    var darkness: Float = 1

    /// One line as this hand draws it. The ends are light: the pen lands and leaves.
    func draw(_ line: DrawnLine, _ dice: inout Dice) -> PenLine {
        var points = line.points, pressure = line.pressure
        if overrun > 0, points.count > 4 {
            let last = points.count - 1
            let before = points[0] - points[3], after = points[last] - points[last - 3]
            let ahead = overrun * dice.uniform(0, 1), back = overrun * dice.uniform(0, 1)
            points.insert(points[0] + before * (back / max(hypot(before.x, before.y), 1e-5)), at: 0)
            points.append(points[last + 1] + after * (ahead / max(hypot(after.x, after.y), 1e-5)))
            pressure.insert(pressure[0] * 0.5, at: 0)
            pressure.append(pressure[last + 1] * 0.5)
        }
        let shift = SIMD2(dice.normal(stray * 0.6), dice.normal(stray * 0.6))
        let phases = SIMD4(
            dice.uniform(0, 6.28), dice.uniform(0, 6.28), dice.uniform(0, 6.28), dice.uniform(0, 6.28))
        var along: Float = 0
        let count = points.count
        let drawn = points.indices.map { index -> SIMD4<Float> in
            if index > 0 {
                along += hypot(points[index].x - points[index - 1].x, points[index].y - points[index - 1].y)
            }
            let a = along / bend * 2 * .pi
            let sway = SIMD2(
                sin(a + phases.x) + 0.5 * sin(2.3 * a + phases.y),
                sin(1.1 * a + phases.z) + 0.5 * sin(2.6 * a + phases.w))
            let place = points[index] + shift + sway * (stray * 0.45)
            let end = min(Float(min(index, count - 1 - index)) / max(Float(count) * 0.22, 1), 1)
            let press = mix(1, pressure[index], expression) * (0.35 + 0.65 * end)
            return SIMD4(place.x, place.y, width * (0.45 + 0.55 * press), darkness * clamp(0.25 + 0.9 * press))
        }
        return PenLine(drawn)
    }
}
