import CMediaKernels

extension Grid {
    /// Distance of every pixel from the nearest one where `plane` exceeds `level`, in page heights.
    package func distance(to plane: Plane, above level: Float = 0.5) -> Plane {
        let result = Plane(width: width, height: height), scratch = Plane(width: width, height: height)
        // What runs on one thread is left out after a cancellation as what runs on many is.
        guard !work.isCancelled else { return result }
        var inside = [UInt8](repeating: 0, count: plane.count)
        for index in inside.indices where plane[index] > level { inside[index] = 1 }
        withExtendedLifetime(scratch) {
            cmedia_distance(inside, result.values, Int32(width), Int32(height), scratch.values)
        }
        let scale = 1 / unit, farthest: Float = 4
        return map { min(result[$0] * scale, farthest) }
    }

    /// Distance of every pixel from the nearest one where `plane` is at most `level`: depth within the shape.
    package func depth(within plane: Plane, above level: Float = 0.5) -> Plane {
        distance(to: map { -plane[$0] }, above: -level - 1e-6)
    }

    /// The shape and what lies within `radius` of it.
    func grown(_ plane: Plane, by radius: Float) -> Plane {
        guard radius > 0 else { return plane }
        let distance = distance(to: plane)
        return map { max(plane[$0], coverage((distance[$0] - radius) * unit)) }
    }

    /// The inside of a closed polygon on the page, 1 inside and soft at its edge.
    package func polygon(_ points: [SIMD2<Float>]) -> Plane {
        let result = plane()
        guard points.count > 2 else { return result }
        let lines = 4
        let corner = SIMD2(Float(left), Float(top))
        let place = points.map { $0 * unit - corner }
        let low = place.map(\.y).min() ?? 0, high = place.map(\.y).max() ?? 0
        let first = Int(clamp(low.rounded(.down), 0, Float(height)))
        let last = Int(clamp(high.rounded(.up), Float(first), Float(height)))
        var crossings: [Float] = []
        for row in first..<last where !work.isCancelled {
            for line in 0..<lines {
                let y = Float(row) + (Float(line) + 0.5) / Float(lines)
                crossings.removeAll(keepingCapacity: true)
                for index in place.indices {
                    let a = place[index], b = place[(index + 1) % place.count]
                    guard (a.y <= y) != (b.y <= y) else { continue }
                    crossings.append(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x))
                }
                crossings.sort()
                for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
                    let start = max(crossings[pair], 0), end = min(crossings[pair + 1], Float(width))
                    guard end > start else { continue }
                    for column in Int(start)..<min(Int(end) + 1, width) {
                        let share = min(end, Float(column + 1)) - max(start, Float(column))
                        if share > 0 { result[column, row] += share / Float(lines) }
                    }
                }
            }
        }
        return result
    }

    /// Numbers of connected areas above `level` (1…), and their sizes in pixels; 0 is the rest.
    package func components(_ plane: Plane, above level: Float = 0.5) -> (labels: [Int32], sizes: [Int]) {
        var labels = [Int32](repeating: 0, count: plane.count), sizes = [0]
        guard !work.isCancelled else { return (labels, sizes) }
        for start in 0..<plane.count where labels[start] == 0 && plane[start] > level {
            let label = Int32(sizes.count)
            let size = fill(from: start) { index in
                guard labels[index] == 0, plane[index] > level else { return false }
                labels[index] = label
                return true
            }
            sizes.append(size)
        }
        return (labels, sizes)
    }

    /// Takes the pixels that hang together with `start`, by their sides.
    ///
    /// - Parameter take: marks a pixel and returns true; false where it is marked already or belongs to another area.
    /// - Returns: how many were taken.
    @inline(__always)
    func fill(from start: Int, _ take: (Int) -> Bool) -> Int {
        guard take(start) else { return 0 }
        var stack = [start], size = 0
        while let index = stack.popLast() {
            size += 1
            let x = index % width
            if x > 0, take(index - 1) { stack.append(index - 1) }
            if x < width - 1, take(index + 1) { stack.append(index + 1) }
            if index >= width, take(index - width) { stack.append(index - width) }
            if index + width < width * height, take(index + width) { stack.append(index + width) }
        }
        return size
    }

    /// The plane without its areas smaller than `area` (a share of a square page height).
    package func withoutSpecks(_ plane: Plane, smallerThan area: Float) -> Plane {
        let (labels, sizes) = components(plane)
        let least = Int(area * unit * unit)
        return map { index in labels[index] == 0 || sizes[Int(labels[index])] >= least ? plane[index] : 0 }
    }

    /// What of a map lies in areas smaller than `area` (a share of a square page height), their soft rims included.
    package func scraps(of plane: Plane, smallerThan area: Float) -> Plane {
        let (labels, sizes) = components(plane, above: 0.12)
        let least = Int(area * unit * unit)
        return map { index in labels[index] > 0 && sizes[Int(labels[index])] < least ? plane[index] : 0 }
    }
}

/// Value below which `share` of the values lie; nil of no values.
package func quantile(_ values: [Float], _ share: Float) -> Float? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let place = clamp(share) * Float(sorted.count - 1)
    let index = min(Int(place), sorted.count - 1), next = min(index + 1, sorted.count - 1)
    return mix(sorted[index], sorted[next], place - Float(index))
}

extension Plane {
    /// Values of the pixels for which `condition` holds, at most about 40,000 of them, evenly chosen.
    package func values(where condition: (Int) -> Bool) -> [Float] {
        var chosen: [Float] = []
        for index in 0..<count where condition(index) { chosen.append(values[index]) }
        let step = max(chosen.count / 40_000, 1)
        return step == 1 ? chosen : stride(from: 0, to: chosen.count, by: step).map { chosen[$0] }
    }
}
