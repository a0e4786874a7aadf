/// Stylized plants with an outline: stems that swing, leaves, blooms.
struct Flora: Sendable {
    var drawing = Drawing()
    /// sRGB.
    let line: SIMD3<Float>
    /// Half width of the outlines in page heights.
    var half: Float = 0.0011
    /// Mirrors what is drawn: x becomes `mirror` - x, y becomes 1 - y.
    var mirror: Float?
    var isUpsideDown = false

    init(line: SIMD3<Float>) { self.line = line }

    private func place(_ point: SIMD2<Float>) -> SIMD2<Float> {
        SIMD2(mirror.map { $0 - point.x } ?? point.x, isUpsideDown ? 1 - point.y : point.y)
    }

    /// A filled shape with an outline that swells on its lower right side.
    mutating func shape(_ outline: [SIMD2<Float>], _ fill: SIMD3<Float>, weight: Float = 1) {
        let points = outline.map(place)
        guard points.count > 2 else { return }
        drawing.area([points], fill)
        let closed = points + [points[0]]
        drawing.line(
            closed.indices.map { index in
                let ahead = unit(closed[min(index + 1, closed.count - 1)] - closed[max(index - 1, 0)])
                let out = turned(ahead) * (Path(points).area > 0 ? -1 : 1)
                let swell = 1 + 0.45 * dot(out, SIMD2(0.6, 0.8))
                return SIMD3(closed[index], half * weight * swell)
            }, line)
    }

    /// A line that is thick in its first third and runs out thin.
    mutating func stroke(_ path: Path, _ width: Float, _ color: SIMD3<Float>? = nil) {
        let points = Path(path.points.map(place), isClosed: path.isClosed)
        drawing.line(points.stroked { t in width * (0.12 + 0.88 * min(1, 4 * t + 0.3) * (1 - t)) }, color ?? line)
    }

    /// A stem with an outline, from its foot to its tip.
    mutating func stem(_ path: Path, from first: Float, to last: Float, _ fill: SIMD3<Float>) {
        let points = Path(path.points.map(place))
        drawing.line(points.stroked { mix(first, last, $0) + 1.5 * half }, line)
        drawing.line(points.stroked { mix(first, last, $0) }, fill)
    }

    /// A leaf with a midrib; `bend` in radians over its length.
    mutating func leaf(
        _ base: SIMD2<Float>, angle: Float, length: Float, width: Float, bend: Float, _ fill: SIMD3<Float>
    ) {
        let rib = Curve.whiplash(
            from: base, angle: angle - 0.3 * bend, length: length, bend: 0.4 * bend / length, to: 1.6 * bend / length,
            step: length / 14)
        func side(_ sign: Float) -> [SIMD2<Float>] {
            rib.points.indices.map { index in
                let t = Float(index) / Float(rib.points.count - 1)
                let ahead = unit(
                    rib.points[min(index + 1, rib.points.count - 1)] - rib.points[max(index - 1, 0)])
                let w = width * pow(sin(.pi * pow(t, 0.75)), 1.1) * (sign > 0 ? 1 : 0.8)
                return rib.points[index] + turned(ahead) * sign * w
            }
        }
        shape(side(1) + side(-1).reversed(), fill)
        stroke(Path(Array(rib.points.prefix(rib.points.count * 5 / 6))), half * 0.75)
    }

    /// A flower seen from the front.
    mutating func bloom(
        _ center: SIMD2<Float>, radius: Float, petals: Int, turn: Float, _ fill: SIMD3<Float>, _ heart: SIMD3<Float>
    ) {
        let opening = .pi / Float(petals)
        for number in 0..<petals {
            let angle = turn + Float(number) * 2 * opening
            let out = SIMD2(cos(angle), sin(angle)), side = turned(out)
            let wide = radius * min(1.1 * opening, 0.62)
            let outline: [SIMD2<Float>] = [
                center + out * 0.16 * radius + side * 0.05 * radius, center + out * 0.48 * radius + side * 0.72 * wide,
                center + out * 0.84 * radius + side * wide, center + out * 1.04 * radius + side * 0.42 * wide,
                center + out * 0.95 * radius, center + out * 1.04 * radius - side * 0.42 * wide,
                center + out * 0.84 * radius - side * wide, center + out * 0.48 * radius - side * 0.72 * wide,
                center + out * 0.16 * radius - side * 0.05 * radius,
            ]
            shape(Curve.spline(outline, isClosed: true, step: radius * 0.06).points, fill)
            stroke(Path([center + out * 0.30 * radius, center + out * 0.74 * radius]), half * 0.8)
        }
        let circle = Curve.circle(center, radius: 0.24 * radius, step: radius * 0.06)
        shape(circle.points, heart)
    }

    /// A flower seen from the side: three petals over a cup.
    mutating func lily(_ base: SIMD2<Float>, angle: Float, length: Float, _ fill: SIMD3<Float>, _ back: SIMD3<Float>) {
        for (turn, size, color) in [(-0.55, 0.92, back), (0.55, 0.92, back), (0, 1, fill)]
            as [(Float, Float, SIMD3<Float>)]
        {
            leaf(base, angle: angle + turn, length: length * size, width: length * 0.21, bend: turn * 1.3, color)
        }
        for turn in [-0.2, 0.2] as [Float] {
            let path = Curve.whiplash(
                from: base, angle: angle + turn, length: length * 1.12, bend: 0, to: turn * 8 / length,
                step: length / 10)
            stroke(path, half * 0.8)
            if let tip = path.points.last { drawing.disc(place(tip), radius: half * 1.6, line) }
        }
    }

    /// A branch: a whiplash stem with leaves on alternate sides and a flower at its end.
    mutating func branch(
        from foot: SIMD2<Float>, angle: Float, length: Float, bend: Float, to last: Float, leaves: Int,
        green: SIMD3<Float>, flower: SIMD3<Float>, heart: SIMD3<Float>, radius: Float, petals: Int, dice: inout Dice
    ) {
        let path = Curve.whiplash(from: foot, angle: angle, length: length, bend: bend, to: last, step: 0.003)
        stem(path, from: 0.0040, to: 0.0015, green)
        for number in 0..<leaves {
            let share = 0.12 + 0.74 * (Float(number) + dice.uniform(0.2, 0.8)) / Float(max(leaves, 1))
            let index = min(Int(share * Float(path.points.count - 1)), path.points.count - 2)
            let ahead = path.points[index + 1] - path.points[index], way = atan2(ahead.y, ahead.x)
            let side: Float = number % 2 == 0 ? 1 : -1
            leaf(
                path.points[index], angle: way + side * dice.uniform(0.5, 0.8), length: dice.uniform(0.046, 0.070),
                width: dice.uniform(0.0105, 0.0140), bend: -side * dice.uniform(0.4, 0.9), green)
        }
        guard let tip = path.points.last, path.points.count > 2 else { return }
        let ahead = tip - path.points[path.points.count - 2], way = atan2(ahead.y, ahead.x)
        if petals > 3 {
            bloom(tip, radius: radius, petals: petals, turn: way, flower, heart)
        } else {
            lily(tip, angle: way, length: radius * 1.9, flower, mix(flower, heart, 0.4))
        }
    }
}
