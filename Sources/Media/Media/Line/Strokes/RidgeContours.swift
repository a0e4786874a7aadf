extension Grid {
    /// Follows the ridges of `response` (0…1) along the flow, the clearest first.
    ///
    /// - Parameters:
    ///   - start: response from which a ridge is begun.
    ///   - end: response at which it is lost.
    ///   - shortest: shorter ones are left out, in page heights.
    ///   - apart: ridges nearer to one already followed are left out, in page heights.
    func contours(
        _ response: Plane, along flow: Flow, start: Float, end: Float, shortest: Float, apart: Float = 0.0022
    ) -> [Contour] {
        var seeds: [(value: Float, index: Int)] = []
        for y in 2..<max(height - 2, 2) where !work.isCancelled {
            for x in 2..<max(width - 2, 2) {
                let index = y * width + x, value = response[index]
                guard value > start else { continue }
                // Only the crest: no neighbor across the flow is higher.
                let dx = -flow.sines[index], dy = flow.cosines[index]
                let one = response.at(Float(x) + 0.5 + dx, Float(y) + 0.5 + dy)
                let other = response.at(Float(x) + 0.5 - dx, Float(y) + 0.5 - dy)
                if value >= one, value >= other { seeds.append((value, index)) }
            }
        }
        seeds.sort { $0.value != $1.value ? $0.value > $1.value : $0.index < $1.index }
        var tracer = RidgeTracer(grid: self, response: response, flow: flow, end: end, apart: max(apart * unit, 1))
        var result: [Contour] = []
        for seed in seeds where !tracer.isTaken(seed.index) {
            if work.isCancelled { break }
            guard let contour = tracer.contour(through: seed.index) else { continue }
            if contour.length >= shortest { result.append(contour) }
        }
        return result
    }
}

private struct RidgeTracer {
    let grid: Grid
    let response: Plane
    let flow: Flow
    let end: Float
    let apart: Float
    /// Number of the contour that owns a pixel; 0 is free.
    private var owners: [Int32]
    private var number: Int32 = 0

    init(grid: Grid, response: Plane, flow: Flow, end: Float, apart: Float) {
        self.grid = grid
        self.response = response
        self.flow = flow
        self.end = end
        self.apart = apart
        owners = Array(repeating: 0, count: response.count)
    }

    func isTaken(_ index: Int) -> Bool { owners[index] != 0 }

    mutating func contour(through index: Int) -> Contour? {
        number += 1
        let x = Float(index % grid.width) + 0.5, y = Float(index / grid.width) + 0.5
        let (forward, isClosed) = follow(x, y, way: 1)
        let back = isClosed ? [SIMD2(x, y)] : follow(x, y, way: -1).points
        var points: [SIMD2<Float>] = back.reversed() + forward.dropFirst()
        for point in points { take(point) }
        guard points.count > 3 else { return nil }
        var strengths = points.map { response.at($0.x, $0.y) }
        for _ in 0..<3 {
            points = smoothed(points)
            strengths = smoothed(strengths)
        }
        return Contour(points: points.map { $0 / grid.unit }, strengths: strengths)
    }

    private func follow(_ x: Float, _ y: Float, way: Float) -> (points: [SIMD2<Float>], isClosed: Bool) {
        var place = SIMD2(x, y), result = [place]
        let first = index(place)
        var direction = SIMD2(flow.cosines[first], flow.sines[first]) * way
        let step: Float = 1.5
        for _ in 0..<4000 {
            var next = place + direction * step
            // Back onto the crest.
            let across = SIMD2(-direction.y, direction.x) * 0.7
            let middle = response.at(next.x, next.y)
            let one = response.at(next.x + across.x, next.y + across.y)
            let other = response.at(next.x - across.x, next.y - across.y)
            if one > middle, one >= other { next += across * 0.6 } else if other > middle { next -= across * 0.6 }
            guard next.x > 2, next.y > 2, next.x < Float(grid.width - 2), next.y < Float(grid.height - 2),
                max(middle, max(one, other)) > end
            else { break }
            let here = index(next)
            if owners[here] != 0 { break }
            var along = SIMD2(flow.cosines[here], flow.sines[here])
            var turn = (along * direction).sum()
            if turn < 0 {
                along = -along
                turn = -turn
            }
            if turn < 0.3 { break }
            let mixed = direction * 0.5 + along * 0.5
            direction = mixed / max((mixed * mixed).sum().squareRoot(), 1e-4)
            place = next
            result.append(place)
            // A closed ring ends where it began.
            if result.count > 12, hypot(place.x - x, place.y - y) < step { return (result, true) }
        }
        return (result, false)
    }

    private mutating func take(_ place: SIMD2<Float>) {
        let radius = Int(apart.rounded(.up))
        let column = Int(place.x), row = Int(place.y)
        for y in max(row - radius, 0)...min(row + radius, grid.height - 1) {
            for x in max(column - radius, 0)...min(column + radius, grid.width - 1)
            where hypot(Float(x - column), Float(y - row)) <= apart { owners[y * grid.width + x] = number }
        }
    }

    private func index(_ place: SIMD2<Float>) -> Int {
        min(max(Int(place.y), 0), grid.height - 1) * grid.width + min(max(Int(place.x), 0), grid.width - 1)
    }

    private func smoothed(_ values: [SIMD2<Float>]) -> [SIMD2<Float>] {
        values.indices.map { index in
            guard index > 0, index + 1 < values.count else { return values[index] }
            return (values[index - 1] + values[index] * 2 + values[index + 1]) / 4
        }
    }

    private func smoothed(_ values: [Float]) -> [Float] {
        values.indices.map { index in
            guard index > 0, index + 1 < values.count else { return values[index] }
            return (values[index - 1] + values[index] * 2 + values[index + 1]) / 4
        }
    }
}

extension LineStudy {
    /// Dark lines within the sitter: lids, nostrils, lips, folds, strands.
    ///
    /// - Parameter scale: half width of the lines sought, in page heights.
    func innerLines(scale: Float = 0.0012, gain: Float = 15) -> Plane {
        let grid = grid
        let narrow = grid.blur(smooth, scale), wide = grid.blur(smooth, scale * 1.9)
        return grid.map { index in
            clamp((wide[index] - narrow[index]) * gain - 0.05) * page.mask[index]
        }
    }

    /// The sitter's outline as a ridge, and the way along it.
    func outline() -> (ridge: Plane, flow: Flow) {
        let grid = grid, soft = grid.blur(page.mask, 0.0016)
        let ridge = grid.map { clamp(1 - abs(soft[$0] - 0.5) / 0.42) }
        return (ridge, grid.edgeFlow(grid.blur(page.mask, 0.002), detail: 0.001, smoothness: 0.005).flow)
    }
}
