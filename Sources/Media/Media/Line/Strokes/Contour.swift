/// A dark line of the picture, followed from end to end.
struct Contour: Sendable {
    /// About 1.5 pixels of the analysis grid apart; in page heights.
    var points: [SIMD2<Float>]
    /// How clear the line is at each point, 0…1.
    var strengths: [Float]

    /// In page heights.
    var length: Float {
        zip(points, points.dropFirst()).reduce(0) { $0 + hypot($1.1.x - $1.0.x, $1.1.y - $1.0.y) }
    }

    /// The part between two indices; nil of fewer than two points.
    func part(_ range: Range<Int>) -> Contour? {
        let range = range.clamped(to: points.indices)
        return range.count > 1 ? Contour(points: Array(points[range]), strengths: Array(strengths[range])) : nil
    }

    /// The parts of the contour where `place` exceeds a half.
    func runs(where place: Plane, on grid: Grid) -> [Contour] {
        var result: [Contour] = [], start: Int?
        for index in 0...points.count {
            let isInside = index < points.count && place[grid.index(points[index].x, points[index].y)] > 0.5
            if isInside, start == nil { start = index }
            if !isInside, let first = start {
                if let run = part(first..<index) { result.append(run) }
                start = nil
            }
        }
        return result
    }

    /// The contour in pieces of about a length, as a hand draws it.
    func pieces(_ lengths: ClosedRange<Float>, overlap: Float, dice: inout Dice) -> [Contour] {
        guard points.count > 2 else { return [self] }
        let spacing = max(length / Float(points.count - 1), 1e-5)
        var result: [Contour] = [], start = 0
        while start < points.count - 2 {
            let count = max(Int(dice.uniform(lengths.lowerBound, lengths.upperBound) / spacing), 3)
            // A short rest is drawn along.
            let end = start + count + count / 3 >= points.count ? points.count : start + count
            if let piece = part(start..<end) { result.append(piece) }
            if end == points.count { break }
            start = max(end - Int(overlap / spacing), start + 1)
        }
        return result
    }
}
