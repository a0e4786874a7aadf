// The way of a single row.
extension Rows {
    func walk(from seed: SIMD2<Float>, sign: Float, home: Int32, before: [SIMD2<Float>]) -> (
        points: [SIMD2<Float>], isClosed: Bool
    ) {
        var points: [SIMD2<Float>] = [], here = seed, heading = direction(seed) * sign, travelled: Float = 0
        while points.count < 3000 {
            let s = spacing(here), step = 0.35 * s
            var ahead = direction(here)
            if dot(ahead, heading) < 0 { ahead = -ahead }
            ahead = unit(ahead * 0.65 + heading * 0.35)
            var next = here + ahead * step
            guard region(next) == home else { break }
            if let near = places.nearest(next, within: 1.35 * s) {
                guard near.distance > 0.62 * s else { break }
                // Too near or too far from the row beside: back to the constant spacing.
                let away = (next - near.point) / near.distance, side = turned(ahead) * dot(away, turned(ahead))
                let miss = s - near.distance
                next += side * clamp(0.3 * miss, -0.25 * step, 0.25 * step)
            }
            travelled += step
            if travelled > 4 * s {
                if distance(next, seed) < 0.6 * step + 0.1 * s { return (points, true) }
                if isNear(next, points, skipping: Int(3.5 * s / step), within: 0.62 * s)
                    || isNear(next, before, skipping: 0, within: 0.62 * s)
                    || distance(next, seed) < 0.62 * s
                {
                    break
                }
            }
            // A row that turns on the spot is no row.
            if points.count > 8 {
                let before = unit(points[points.count - 7] - points[points.count - 8])
                if dot(before, unit(next - here)) < -0.1 {
                    points.removeLast(6)
                    break
                }
            }
            heading = unit(next - here)
            here = next
            points.append(next)
        }
        return (points, false)
    }

    func isNear(
        _ place: SIMD2<Float>, _ points: [SIMD2<Float>], skippingFirst first: Int = 0, skipping last: Int,
        within radius: Float
    ) -> Bool {
        let first = max(first, 0)
        for index in first..<max(points.count - last, first) where distance(points[index], place) < radius {
            return true
        }
        return false
    }
}
