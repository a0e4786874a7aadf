/// A closed outline of straight lines and cubic curves.
struct Outline: Sendable {
    struct Piece: Sendable {
        /// Control points; nil of a straight line.
        var controls: (SIMD2<Float>, SIMD2<Float>)?
        var end: SIMD2<Float>
    }

    var start: SIMD2<Float>
    /// The last one ends at `start`.
    var pieces: [Piece]
}

/// Fits few cubic curves to many points (Schneider 1990, "An algorithm for automatically fitting digitized curves").
struct CurveFitting {
    /// Greatest distance of a curve from the points, in their own unit.
    var tolerance: Float = 0.3
    /// Turns sharper than this many radians, seen over a few points, stay corners.
    var corner: Float = 0.9

    func outline(of ring: [SIMD2<Float>]) -> Outline? {
        guard ring.count > 2 else { return nil }
        let corners = self.corners(of: ring)
        var pieces: [Outline.Piece] = []
        let first = corners.first ?? 0
        var points = Array(ring[first...] + ring[..<first])
        points.append(points[0])
        let last = points.count - 1
        let cuts = corners.map { $0 - first }
        if cuts.isEmpty {
            let tangent = Self.unit(points[1] - points[last - 1])
            fit(points, 0, last, tangent, -tangent, into: &pieces)
        } else {
            for (start, end) in zip(cuts, cuts.dropFirst() + [last]) {
                fit(
                    points, start, end, Self.tangent(points, start, end), Self.tangent(points, end, start),
                    into: &pieces)
            }
        }
        return Outline(start: points[0], pieces: pieces)
    }

    /// Places where the ring turns sharply, the sharpest of each neighborhood.
    private func corners(of ring: [SIMD2<Float>]) -> [Int] {
        let count = ring.count, reach = min(3, count / 4)
        guard reach > 0 else { return Array(ring.indices) }
        let turns = ring.indices.map { index in
            let before = ring[index] - ring[(index + count - reach) % count]
            let after = ring[(index + reach) % count] - ring[index]
            return abs(atan2(before.x * after.y - before.y * after.x, (before * after).sum()))
        }
        return ring.indices.filter { index in
            guard turns[index] > corner else { return false }
            for step in 1...reach {
                if turns[(index + count - step) % count] > turns[index] { return false }
                if turns[(index + step) % count] >= turns[index] { return false }
            }
            return true
        }
    }

    private func fit(
        _ points: [SIMD2<Float>], _ first: Int, _ last: Int, _ startTangent: SIMD2<Float>, _ endTangent: SIMD2<Float>,
        into pieces: inout [Outline.Piece]
    ) {
        let a = points[first], b = points[last]
        if isStraight(points, first, last) {
            pieces.append(Outline.Piece(controls: nil, end: b))
            return
        }
        guard last - first > 2 else {
            let length = Self.length(b - a) / 3
            pieces.append(Outline.Piece(controls: (a + startTangent * length, b + endTangent * length), end: b))
            return
        }
        var places = Self.places(points, first, last)
        var worst = (first + last) / 2
        for round in 0..<4 {
            let curve = Cubic(points, first, last, places, startTangent, endTangent)
            let (error, index) = curve.farthest(points, first, last, places)
            worst = index
            if error < tolerance * tolerance {
                pieces.append(Outline.Piece(controls: (curve.b, curve.c), end: b))
                return
            }
            if round == 3 || error > tolerance * tolerance * 16 { break }
            for offset in places.indices {
                places[offset] = curve.nearer(to: points[first + offset], from: places[offset])
            }
        }
        worst = min(max(worst, first + 1), last - 1)
        let tangent = Self.unit(points[worst - 1] - points[worst + 1])
        fit(points, first, worst, startTangent, tangent, into: &pieces)
        fit(points, worst, last, -tangent, endTangent, into: &pieces)
    }

    private func isStraight(_ points: [SIMD2<Float>], _ first: Int, _ last: Int) -> Bool {
        guard last - first > 1 else { return true }
        let a = points[first], direction = Self.unit(points[last] - a), limit = tolerance * 0.5
        guard direction != .zero else { return false }
        for index in first + 1..<last {
            let d = points[index] - a
            if abs(d.x * direction.y - d.y * direction.x) > limit { return false }
        }
        return true
    }

    /// Shares of the length along the points.
    private static func places(_ points: [SIMD2<Float>], _ first: Int, _ last: Int) -> [Float] {
        var places: [Float] = [0], sum: Float = 0
        for index in first + 1...last {
            sum += length(points[index] - points[index - 1])
            places.append(sum)
        }
        let scale = 1 / max(sum, 1e-6)
        return places.map { $0 * scale }
    }

    /// Direction at one end of a stretch, from a few points.
    private static func tangent(_ points: [SIMD2<Float>], _ end: Int, _ other: Int) -> SIMD2<Float> {
        let step = min(abs(other - end), 3)
        return unit(points[other > end ? end + step : end - step] - points[end])
    }

    static func length(_ v: SIMD2<Float>) -> Float { (v * v).sum().squareRoot() }
    static func unit(_ v: SIMD2<Float>) -> SIMD2<Float> {
        let length = length(v)
        return length > 1e-6 ? v / length : .zero
    }
}
