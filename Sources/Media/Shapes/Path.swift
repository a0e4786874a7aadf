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
    /// The lines along which `plane` equals `level`, shorter ones than `least` left out. Paths that leave the raster are
    /// open.
    package func contours(_ plane: Plane, level: Float, least: Float = 0.01) -> [Path] {
        let traced = Contours(plane, above: level, closesAtBorder: false)
        let corner = SIMD2(Float(left), Float(top)), unit = unit
        func path(_ points: [SIMD2<Float>], _ isClosed: Bool) -> Path {
            Path(points.map { ($0 + corner) / unit }, isClosed: isClosed)
        }
        return (traced.lines.map { path($0, false) } + traced.rings.map { path($0, true) }).filter {
            $0.length >= least
        }
    }
}
