/// The page cut into pieces with smooth borders, on the page's grid.
package struct Pieces: Sendable {
    package let grid: Grid
    /// Every pixel's piece, 0 ..< count.
    package let labels: [Int32]
    package let count: Int
    /// The number each piece was cut for.
    package let sources: [Int32]
    /// Distance from the piece's border in page heights, exact within about two roundings.
    package let gap: Plane

    /// - Parameters:
    ///   - labels: any numbers; pixels of one number that hang together become one piece.
    ///   - rounding: deviation of the blur that rounds the borders.
    ///   - least: area of the smallest piece, by the number it comes from; smaller ones go to their neighbors.
    /// - Throws: `CancellationError`: on labels of a cancelled work every pixel might be a piece.
    package init(_ labels: [Int32], on grid: Grid, rounding: Float, least: (Int32) -> Float) throws {
        try grid.work.check()
        let parts = grid.connected(labels)
        try grid.work.check()
        let whole = grid.merged(parts, least: least)
        try grid.work.check()
        let votes = grid.votes(whole.labels, count: whole.count, radius: max(rounding * grid.unit, 0.8))
        try grid.work.check()
        var result = votes.labels
        for index in result.indices where result[index] < 0 { result[index] = whole.labels[index] }
        self.grid = grid
        self.labels = result
        count = whole.count
        sources = whole.sources
        gap = grid.map { votes.gap[$0] / grid.unit }
    }

    /// The same numbers with borders rounded by `radius` between those for which `isSoft` holds.
    ///
    /// - Throws: `CancellationError`.
    package static func rounded(
        _ labels: [Int32], on grid: Grid, by radius: Float, where isSoft: (Int32) -> Bool
    ) throws -> [Int32] {
        try grid.work.check()
        var numbers: [Int32: Int32] = [:], names: [Int32] = []
        var dense = [Int32](repeating: -1, count: labels.count)
        for index in labels.indices where isSoft(labels[index]) {
            if let number = numbers[labels[index]] {
                dense[index] = number
            } else {
                numbers[labels[index]] = Int32(names.count)
                dense[index] = Int32(names.count)
                names.append(labels[index])
            }
        }
        guard !names.isEmpty else { return labels }
        let result = grid.votes(dense, count: names.count, radius: radius * grid.unit).labels
        try grid.work.check()
        var rounded = labels
        for index in labels.indices where dense[index] >= 0 && result[index] >= 0 {
            let name = names[Int(result[index])]
            // Never from one kind to another.
            if name / 1000 == labels[index] / 1000 || (name / 1000 >= 30 && labels[index] / 1000 >= 30) {
                rounded[index] = name
            }
        }
        return rounded
    }

    /// Mean of a plane within every piece.
    package func means(_ plane: Plane) -> [Float] {
        // A float holds a sum of a million places to two digits only.
        var sums = [Double](repeating: 0, count: count), areas = [Double](repeating: 0, count: count)
        for index in labels.indices {
            sums[Int(labels[index])] += Double(plane[index])
            areas[Int(labels[index])] += 1
        }
        return zip(sums, areas).map { Float($0 / max($1, 1)) }
    }

    /// Middle of every piece on the page.
    package func middles() -> [SIMD2<Float>] {
        let x = means(grid.map { _, x, _ in x }), y = means(grid.map { _, _, y in y })
        return zip(x, y).map { SIMD2($0, $1) }
    }
}

extension Pieces {
    /// Places where three pieces or more meet, each told once.
    package func joints() -> [SIMD2<Float>] {
        var result: [SIMD2<Float>] = []
        let width = grid.width
        for y in 0..<grid.height - 1 {
            for x in 0..<width - 1 {
                let index = y * width + x
                let a = labels[index], b = labels[index + 1], c = labels[index + width], d = labels[index + width + 1]
                let kinds = 1 + (b != a ? 1 : 0) + (c != a && c != b ? 1 : 0) + (d != a && d != b && d != c ? 1 : 0)
                guard kinds > 2 else { continue }
                let place = SIMD2(grid.x(x), grid.y(y)) + 0.5 / grid.unit
                if result.allSatisfy({ distance($0, place) > 0.008 }) { result.append(place) }
            }
        }
        return result
    }
}
