/// A line through places of the page, in page heights.
package struct Path: Sendable {
    package var points: [SIMD2<Float>]
    /// The last point is joined to the first, which is not repeated.
    package var isClosed: Bool

    package init(_ points: [SIMD2<Float>], isClosed: Bool = false) {
        self.points = points
        self.isClosed = isClosed
    }

    package var length: Float {
        var sum: Float = 0
        for index in points.indices.dropFirst() { sum += distance(points[index - 1], points[index]) }
        if isClosed, let first = points.first, let last = points.last { sum += distance(last, first) }
        return sum
    }

    /// Area inside a closed path; negative where it runs against the clock on the page.
    package var area: Float {
        var sum: Float = 0
        for index in points.indices {
            let a = points[index], b = points[(index + 1) % points.count]
            sum += a.x * b.y - b.x * a.y
        }
        return sum / 2
    }

    /// Points at equal distances of about `step`.
    package func resampled(_ step: Float) -> Path {
        guard points.count > 1, step > 0 else { return self }
        let corners = isClosed ? points + [points[0]] : points
        let count = max(Int(min(length / step, 1e6).rounded()), isClosed ? 3 : 1), stride = length / Float(count)
        guard stride > 0 else { return Path([points[0]], isClosed: false) }
        var result = [corners[0]], travelled: Float = 0, next = stride
        for index in corners.indices.dropFirst() {
            let a = corners[index - 1], b = corners[index], l = distance(a, b)
            while next <= travelled + l, l > 0, result.count <= count {
                result.append(mix(a, b, (next - travelled) / l))
                next += stride
            }
            travelled += l
        }
        if isClosed {
            if result.count > count { result.removeLast(result.count - count) }
        } else if result.count <= count, let last = corners.last {
            result.append(last)
        }
        return Path(result, isClosed: isClosed)
    }

    /// Every point moved to the mean of its neighbors `rounds` times (weights 1, 2, 1); ends stay.
    package func smoothed(_ rounds: Int) -> Path {
        guard points.count > 3 else { return self }
        var now = points
        let count = now.count
        for _ in 0..<rounds {
            let before = now
            for index in 0..<count {
                if !isClosed, index == 0 || index == count - 1 { continue }
                now[index] = (before[(index + count - 1) % count] + before[index] * 2 + before[(index + 1) % count]) / 4
            }
        }
        return Path(now, isClosed: isClosed)
    }
}

@inline(__always) package func distance(_ a: SIMD2<Float>, _ b: SIMD2<Float>) -> Float {
    let d = a - b
    return (d.x * d.x + d.y * d.y).squareRoot()
}

@inline(__always) package func dot(_ a: SIMD2<Float>, _ b: SIMD2<Float>) -> Float { a.x * b.x + a.y * b.y }

@inline(__always) package func mix(_ a: SIMD2<Float>, _ b: SIMD2<Float>, _ share: Float) -> SIMD2<Float> {
    a + (b - a) * share
}

@inline(__always) package func unit(_ v: SIMD2<Float>) -> SIMD2<Float> {
    let length = (v.x * v.x + v.y * v.y).squareRoot()
    return length > 1e-9 ? v / length : SIMD2(1, 0)
}

/// A quarter turn, from the right downwards.
@inline(__always) package func turned(_ v: SIMD2<Float>) -> SIMD2<Float> { SIMD2(-v.y, v.x) }

extension Grid {
    /// The lines along which `plane` equals `level` (marching squares, Lorensen & Cline 1987), shorter ones than `least`
    /// left out. Paths that leave the raster are open.
    package func contours(_ plane: Plane, level: Float, least: Float = 0.01) -> [Path] {
        var links = ContourLinks()
        for y in 0..<height - 1 where !work.isCancelled {
            for x in 0..<width - 1 {
                let index = y * width + x
                let a = plane[index] - level, b = plane[index + 1] - level
                let c = plane[index + width + 1] - level, d = plane[index + width] - level
                var pattern = 0
                if a > 0 { pattern |= 1 }
                if b > 0 { pattern |= 2 }
                if c > 0 { pattern |= 4 }
                if d > 0 { pattern |= 8 }
                if pattern == 0 || pattern == 15 { continue }
                // Crossings of the cell's upper, right, lower and left side.
                func top() -> Int { links.add(2 * index, x: self.x(x) + a / (a - b) / unit, y: self.y(y)) }
                func right() -> Int {
                    links.add(2 * (index + 1) + 1, x: self.x(x + 1), y: self.y(y) + b / (b - c) / unit)
                }
                func bottom() -> Int {
                    links.add(2 * (index + width), x: self.x(x) + d / (d - c) / unit, y: self.y(y + 1))
                }
                func left() -> Int { links.add(2 * index + 1, x: self.x(x), y: self.y(y) + a / (a - d) / unit) }
                switch pattern {
                case 1, 14: links.join(left(), top())
                case 2, 13: links.join(top(), right())
                case 4, 11: links.join(right(), bottom())
                case 8, 7: links.join(bottom(), left())
                case 3, 12: links.join(left(), right())
                case 6, 9: links.join(top(), bottom())
                case 5:
                    links.join(left(), top())
                    links.join(right(), bottom())
                default:
                    links.join(top(), right())
                    links.join(bottom(), left())
                }
            }
        }
        return links.paths().filter { $0.length >= least }
    }
}

/// Crossings of level lines with the sides of cells, each joined to at most two others.
private struct ContourLinks {
    private var places: [Int: Int] = [:]
    private var points: [SIMD2<Float>] = []
    private var neighbors: [(Int, Int)] = []

    mutating func add(_ key: Int, x: Float, y: Float) -> Int {
        if let place = places[key] { return place }
        places[key] = points.count
        points.append(SIMD2(x, y))
        neighbors.append((-1, -1))
        return points.count - 1
    }

    mutating func join(_ a: Int, _ b: Int) {
        func note(_ at: Int, _ other: Int) {
            if neighbors[at].0 < 0 { neighbors[at].0 = other } else { neighbors[at].1 = other }
        }
        note(a, b)
        note(b, a)
    }

    func paths() -> [Path] {
        var isUsed = [Bool](repeating: false, count: points.count)
        var result: [Path] = []
        func follow(_ start: Int) -> [SIMD2<Float>] {
            var line: [SIMD2<Float>] = [], here = start
            while here >= 0, !isUsed[here] {
                isUsed[here] = true
                line.append(points[here])
                let (a, b) = neighbors[here]
                here = a >= 0 && !isUsed[a] ? a : b
            }
            return line
        }
        for start in points.indices where !isUsed[start] && neighbors[start].1 < 0 {
            result.append(Path(follow(start)))
        }
        for start in points.indices where !isUsed[start] { result.append(Path(follow(start), isClosed: true)) }
        return result
    }
}
