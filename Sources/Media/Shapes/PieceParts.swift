import CMediaKernels

// What pieces are made of: areas that hang together, the small ones joined to their neighbors.
extension Grid {
    /// The strongest of the blurred pieces at every pixel, and the distance from the border in pixels.
    func votes(_ labels: [Int32], count: Int, radius: Float) -> (labels: [Int32], gap: Plane) {
        let gap = plane()
        // A band looks at a blur's reach beyond it: narrow bands would do that work twice.
        let result = numbers(-1, band: 128) { rows, result in
            cmedia_votes(
                labels, Int32(count), Int32(width), Int32(height), radius, result, gap.values,
                Int32(rows.lowerBound), Int32(rows.upperBound))
        }
        return (result, gap)
    }

    /// Connected areas of equal numbers, and the number each comes from.
    func connected(_ labels: [Int32]) -> (parts: [Int32], sources: [Int32], areas: [Int]) {
        var parts = [Int32](repeating: -1, count: labels.count), sources: [Int32] = [], areas: [Int] = []
        for start in labels.indices where parts[start] < 0 {
            let part = Int32(sources.count), source = labels[start]
            sources.append(source)
            let area = fill(from: start) { index in
                guard parts[index] < 0, labels[index] == source else { return false }
                parts[index] = part
                return true
            }
            areas.append(area)
        }
        return (parts, sources, areas)
    }

    /// Pieces that are too small joined to the neighbor with the longest common border, of their own kind if it can be:
    /// numbers of one thousand are one kind.
    func merged(
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
