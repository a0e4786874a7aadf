/// A line drawn by hand: points on the page, with the pressure at each.
package struct DrawnLine: Sendable {
    /// In page heights.
    package var points: [SIMD2<Float>]
    /// Pressure 0…1 at each point.
    package var pressure: [Float]

    package init(points: [SIMD2<Float>], pressure: [Float]) {
        self.points = points
        self.pressure = pressure
    }

    /// In page heights.
    package var length: Float {
        zip(points, points.dropFirst()).reduce(0) { $0 + hypot($1.1.x - $1.0.x, $1.1.y - $1.0.y) }
    }
}

extension Page {
    /// Where one would draw: how much darker a place is than its surroundings, and the sitter's outline, about 0…1.
    ///
    /// - Parameter detail: fineness of the lines, in page heights.
    package func lineStrength(_ tone: Plane, detail: Float = 0.0012, outline: Float = 0.8) -> Plane {
        let narrow = grid.blur(tone, detail), wide = grid.blur(tone, detail * 2.2)
        let edge = grid.blur(mask, 0.0012)
        let raw = grid.map { index in
            let dark = clamp((wide[index] - narrow[index]) * 9)
            let contour = exp(-pow((edge[index] - 0.5) / 0.22, 2))
            return max(dark, outline * contour)
        }
        return grid.along(flow, raw, 0.003)
    }
}

extension Grid {
    /// Lines along the ridges of `strength`, the strongest first (after Canny 1986, along the flow).
    ///
    /// - Parameters:
    ///   - start: least strength where a line begins; it goes on down to a third of that.
    ///   - shortest: in page heights.
    ///   - spacing: how near lines may come, in page heights.
    package func tracedLines(
        _ strength: Plane, along flow: Flow, start: Float = 0.25, shortest: Float = 0.012, spacing: Float = 0.0035
    ) -> [DrawnLine] {
        var tracer = LineTracer(
            strength: strength, flow: flow, unit: unit, end: start / 3, reach: max(Int((spacing * unit).rounded()), 1),
            work: work)
        return tracer.lines(start: start, shortest: shortest)
    }
}

private struct LineTracer {
    let strength: Plane
    let flow: Flow
    let unit: Float
    let end: Float
    let reach: Int
    let work: Work
    private var taken: [Int32]
    private var number: Int32 = 0

    init(strength: Plane, flow: Flow, unit: Float, end: Float, reach: Int, work: Work) {
        self.strength = strength
        self.flow = flow
        self.unit = unit
        self.end = end
        self.reach = reach
        self.work = work
        taken = [Int32](repeating: 0, count: strength.count)
    }

    mutating func lines(start: Float, shortest: Float) -> [DrawnLine] {
        let width = strength.width, height = strength.height
        var seeds: [Int] = []
        for y in stride(from: 2, to: height - 2, by: 2) {
            for x in stride(from: 2, to: width - 2, by: 2) where strength[x, y] >= start {
                seeds.append(y * width + x)
            }
        }
        seeds.sort { strength[$0] != strength[$1] ? strength[$0] > strength[$1] : $0 < $1 }
        var result: [DrawnLine] = []
        for seed in seeds where taken[seed] == 0 {
            if work.isCancelled { break }
            number += 1
            let place = SIMD2(Float(seed % width) + 0.5, Float(seed / width) + 0.5)
            let (forth, isClosed) = trace(from: place, sign: 1)
            let back = isClosed ? [place] : trace(from: place, sign: -1).points
            let points = back.reversed() + forth.dropFirst()
            guard Float(points.count) > shortest * unit else { continue }
            for point in points { take(point) }
            let kept = stride(from: 0, to: points.count, by: 2).map { points[$0] }
            result.append(
                DrawnLine(
                    points: Self.smoothed(kept).map { $0 / unit },
                    pressure: kept.map { clamp(strength.at($0.x, $0.y)) }))
        }
        return result
    }

    /// Steps of one pixel along the flow, kept on the ridge; a ridge that closes is walked once.
    private func trace(from start: SIMD2<Float>, sign: Float) -> (points: [SIMD2<Float>], isClosed: Bool) {
        let width = strength.width, height = strength.height
        var place = start, points = [start]
        var heading = SIMD2<Float>.zero
        while points.count < 900 {
            let index = Int(place.y) * width + Int(place.x)
            var step = SIMD2(flow.cosines[index], flow.sines[index])
            if heading == .zero { step *= sign } else if (step * heading).sum() < 0 { step = -step }
            if heading != .zero {
                guard (step * heading).sum() > 0.4 else { break }
                step = heading * 0.4 + step * 0.6
            }
            step /= max(hypot(step.x, step.y), 1e-3)
            heading = step
            place += step
            let across = SIMD2(-step.y, step.x)
            let here = strength.at(place.x, place.y)
            let one = strength.at(place.x + across.x, place.y + across.y)
            let other = strength.at(place.x - across.x, place.y - across.y)
            let curve = one + other - 2 * here
            if curve < -1e-4 { place += across * clamp(0.5 * (other - one) / curve, -0.5, 0.5) }
            guard place.x > 1, place.y > 1, place.x < Float(width - 1), place.y < Float(height - 1),
                max(here, max(one, other)) > end
            else { break }
            guard taken[Int(place.y) * width + Int(place.x)] == 0 else { break }
            points.append(place)
            if points.count > 12, distance(place, start) < 1 { return (points, true) }
        }
        return (points, false)
    }

    private mutating func take(_ point: SIMD2<Float>) {
        let width = strength.width, height = strength.height
        let x = Int(point.x), y = Int(point.y)
        for row in max(y - reach, 0)...min(y + reach, height - 1) {
            for column in max(x - reach, 0)...min(x + reach, width - 1) { taken[row * width + column] = number }
        }
    }

    private static func smoothed(_ points: [SIMD2<Float>]) -> [SIMD2<Float>] {
        var result = points
        for _ in 0..<2 {
            let before = result
            for index in before.indices.dropFirst().dropLast() {
                result[index] = (before[index - 1] + 2 * before[index] + before[index + 1]) / 4
            }
        }
        return result
    }
}
