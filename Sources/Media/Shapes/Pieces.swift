internal import CMediaKernels

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
    package init(_ labels: [Int32], on grid: Grid, rounding: Float, least: (Int32) -> Float) {
        let parts = grid.connected(labels)
        let whole = grid.merged(parts, least: least)
        var result = [Int32](repeating: 0, count: labels.count)
        let gap = grid.plane()
        cmedia_votes(
            whole.labels, Int32(whole.count), Int32(grid.width), Int32(grid.height), max(rounding * grid.unit, 0.8),
            &result, gap.values)
        for index in result.indices where result[index] < 0 { result[index] = whole.labels[index] }
        self.grid = grid
        self.labels = result
        count = whole.count
        sources = whole.sources
        self.gap = grid.map { gap[$0] / grid.unit }
    }

    /// The same numbers with borders rounded by `radius` between those for which `isSoft` holds.
    package static func rounded(
        _ labels: [Int32], on grid: Grid, by radius: Float, where isSoft: (Int32) -> Bool
    ) -> [Int32] {
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
        var result = dense
        let gap = grid.plane()
        cmedia_votes(
            dense, Int32(names.count), Int32(grid.width), Int32(grid.height), radius * grid.unit, &result, gap.values)
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
        var sums = [Float](repeating: 0, count: count), areas = [Float](repeating: 1e-6, count: count)
        for index in labels.indices {
            sums[Int(labels[index])] += plane[index]
            areas[Int(labels[index])] += 1
        }
        return zip(sums, areas).map { $0 / $1 }
    }

    /// Middle of every piece on the page.
    package func middles() -> [SIMD2<Float>] {
        let x = means(grid.map { _, x, _ in x }), y = means(grid.map { _, _, y in y })
        return zip(x, y).map { SIMD2($0, $1) }
    }
}

extension Grid {
    /// What of a map lies in areas smaller than `area` (a share of a square page height), their soft rims included.
    package func scraps(of plane: Plane, smallerThan area: Float) -> Plane {
        let (labels, sizes) = components(plane, above: 0.12)
        let least = Int(area * unit * unit)
        return map { index in labels[index] > 0 && sizes[Int(labels[index])] < least ? plane[index] : 0 }
    }

    /// Connected areas of equal numbers, and the number each comes from.
    fileprivate func connected(_ labels: [Int32]) -> (parts: [Int32], sources: [Int32], areas: [Int]) {
        var parts = [Int32](repeating: -1, count: labels.count), sources: [Int32] = [], areas: [Int] = []
        var stack: [Int] = []
        for start in labels.indices where parts[start] < 0 {
            let part = Int32(sources.count), source = labels[start]
            sources.append(source)
            areas.append(0)
            parts[start] = part
            stack.append(start)
            while let index = stack.popLast() {
                areas[Int(part)] += 1
                let x = index % width
                func visit(_ next: Int) {
                    if parts[next] < 0, labels[next] == source {
                        parts[next] = part
                        stack.append(next)
                    }
                }
                if x > 0 { visit(index - 1) }
                if x < width - 1 { visit(index + 1) }
                if index >= width { visit(index - width) }
                if index + width < labels.count { visit(index + width) }
            }
        }
        return (parts, sources, areas)
    }

    /// Pieces that are too small joined to the neighbor with the longest common border, of their own kind if it can be:
    /// numbers of one thousand are one kind.
    fileprivate func merged(
        _ parts: (parts: [Int32], sources: [Int32], areas: [Int]), least: (Int32) -> Float
    ) -> (labels: [Int32], count: Int, sources: [Int32]) {
        let count = parts.sources.count
        var borders = [[Int32: Int]](repeating: [:], count: count)
        func touch(_ a: Int32, _ b: Int32) {
            guard a != b else { return }
            borders[Int(a)][b, default: 0] += 1
            borders[Int(b)][a, default: 0] += 1
        }
        for index in parts.parts.indices {
            if index % width < width - 1 { touch(parts.parts[index], parts.parts[index + 1]) }
            if index + width < parts.parts.count { touch(parts.parts[index], parts.parts[index + width]) }
        }
        var owner = (0..<Int32(count)).map { $0 }, areas = parts.areas
        func root(_ part: Int32) -> Int32 {
            var part = part
            while owner[Int(part)] != part { part = owner[Int(part)] }
            return part
        }
        let scale = 1 / (unit * unit)
        for small in (0..<count).sorted(by: { (parts.areas[$0], $0) < (parts.areas[$1], $1) }) {
            let own = root(Int32(small))
            guard Int(own) == small, Float(areas[small]) * scale < least(parts.sources[small]) else { continue }
            var lengths: [Int32: Int] = [:]
            for (neighbor, length) in borders[small] where root(neighbor) != own {
                lengths[root(neighbor), default: 0] += length
            }
            let kind = parts.sources[small] / 1000
            let choice = lengths.max { a, b in
                func rank(_ entry: (key: Int32, value: Int)) -> (Int, Int, Int32) {
                    (parts.sources[Int(entry.key)] / 1000 == kind ? 1 : 0, entry.value, entry.key)
                }
                return rank(a) < rank(b)
            }
            guard let target = choice?.key else { continue }
            owner[small] = target
            areas[Int(target)] += areas[small]
            for (neighbor, length) in borders[small] where root(neighbor) != target {
                borders[Int(target)][neighbor, default: 0] += length
            }
        }
        var numbers = [Int32](repeating: -1, count: count), used = 0, sources: [Int32] = []
        let labels = parts.parts.map { part in
            let own = Int(root(part))
            if numbers[own] < 0 {
                numbers[own] = Int32(used)
                used += 1
                sources.append(parts.sources[own])
            }
            return numbers[own]
        }
        return (labels, used, sources)
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
