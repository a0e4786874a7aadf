/// Curves that ornament is made of; lengths in page heights, angles in radians from the x axis downwards.
package enum Curve {
    /// A smooth line through points (centripetal Catmull-Rom would cusp less; uniform is enough for even spacing).
    package static func spline(_ knots: [SIMD2<Float>], isClosed: Bool = false, step: Float = 0.003) -> Path {
        guard knots.count > 2 else { return Path(knots, isClosed: isClosed) }
        let count = knots.count
        func knot(_ index: Int) -> SIMD2<Float> {
            isClosed ? knots[(index + count) % count] : knots[min(max(index, 0), count - 1)]
        }
        var points: [SIMD2<Float>] = []
        for index in 0..<(isClosed ? count : count - 1) {
            let a = knot(index - 1), b = knot(index), c = knot(index + 1), d = knot(index + 2)
            // A face mesh may reach far beyond the page.
            let parts = max(Int(min(distance(b, c) / step, 4096)), 1)
            for part in 0..<parts {
                let t = Float(part) / Float(parts), t2 = t * t, t3 = t2 * t
                let slope: SIMD2<Float> = (c - a) * (0.5 * t)
                let bend: SIMD2<Float> = a - b * 2.5 + c * 2 - d * 0.5
                let twist: SIMD2<Float> = (b - c) * 1.5 + (d - a) * 0.5
                points.append(b + slope + bend * t2 + twist * t3)
            }
        }
        if !isClosed { points.append(knot(count - 1)) }
        return Path(points, isClosed: isClosed)
    }

    /// A whiplash: curvature runs evenly from `first` to `last` (radians per page height), an Euler spiral.
    package static func whiplash(
        from start: SIMD2<Float>, angle: Float, length: Float, bend first: Float, to last: Float, step: Float = 0.002
    ) -> Path {
        let count = max(Int(length / step), 2), stride = length / Float(count)
        var points = [start], here = start, heading = angle
        for index in 0..<count {
            heading += mix(first, last, (Float(index) + 0.5) / Float(count)) * stride
            here += SIMD2(cos(heading), sin(heading)) * stride
            points.append(here)
        }
        return Path(points)
    }

    /// A spiral of even pitch, from its middle outwards.
    package static func spiral(
        _ center: SIMD2<Float>, radius: Float, pitch: Float, phase: Float, isRight: Bool, step: Float = 0.002
    ) -> Path {
        let turns = radius / max(pitch, 1e-4), total = turns * 2 * .pi
        var points: [SIMD2<Float>] = [], angle: Float = 0
        while angle < total {
            let r = pitch * angle / (2 * .pi), a = phase + (isRight ? angle : -angle)
            points.append(center + SIMD2(cos(a), sin(a)) * r)
            angle += min(step / max(r, 0.2 * pitch), 0.5)
        }
        return Path(points)
    }

    package static func arc(
        _ center: SIMD2<Float>, radius: Float, from start: Float, to end: Float, step: Float = 0.003
    ) -> Path {
        let count = max(Int(abs(end - start) * radius / step), 8)
        return Path(
            (0...count).map { index in
                let a = mix(start, end, Float(index) / Float(count))
                return center + SIMD2(cos(a), sin(a)) * radius
            })
    }

    package static func circle(_ center: SIMD2<Float>, radius: Float, step: Float = 0.003) -> Path {
        let whole = arc(center, radius: radius, from: 0, to: 2 * .pi, step: step)
        return Path(Array(whole.points.dropLast()), isClosed: true)
    }
}
