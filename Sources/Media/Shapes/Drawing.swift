import CMediaKernels

/// Lines and areas in flat colors, laid one over the other; drawn at any size.
package struct Drawing: Sendable {
    package enum Shape: Sendable {
        /// Points of x, y and half width in page heights; round ends.
        case line([SIMD3<Float>])
        /// Closed outlines; where they overlap there is a hole.
        case area([[SIMD2<Float>]])
    }

    package struct Mark: Sendable {
        package var shape: Shape
        /// sRGB 0…1.
        package var color: SIMD3<Float>
        package var opacity: Float
        fileprivate var low: SIMD2<Float>
        fileprivate var high: SIMD2<Float>
    }

    package private(set) var marks: [Mark] = []

    package init() {}

    package mutating func line(_ points: [SIMD3<Float>], _ color: SIMD3<Float>, opacity: Float = 1) {
        guard !points.isEmpty else { return }
        add(.line(points), color, opacity, points.map { SIMD2($0.x, $0.y) }, margin: points.map(\.z).max() ?? 0)
    }

    package mutating func line(_ path: Path, width: Float, _ color: SIMD3<Float>, opacity: Float = 1) {
        line(path.stroked { _ in width / 2 }, color, opacity: opacity)
    }

    package mutating func area(_ outlines: [[SIMD2<Float>]], _ color: SIMD3<Float>, opacity: Float = 1) {
        add(.area(outlines.filter { $0.count > 2 }), color, opacity, outlines.flatMap { $0 }, margin: 0)
    }

    package mutating func disc(_ center: SIMD2<Float>, radius: Float, _ color: SIMD3<Float>, opacity: Float = 1) {
        line([SIMD3(center, radius)], color, opacity: opacity)
    }

    package mutating func append(_ other: Drawing) { marks += other.marks }

    private mutating func add(
        _ shape: Shape, _ color: SIMD3<Float>, _ opacity: Float, _ points: [SIMD2<Float>], margin: Float
    ) {
        guard var low = points.first, points.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return }
        var high = low
        for point in points {
            low = pointwiseMin(low, point)
            high = pointwiseMax(high, point)
        }
        marks.append(Mark(shape: shape, color: color, opacity: opacity, low: low - margin, high: high + margin))
    }

    /// Lays the marks over a picture in sRGB.
    ///
    /// - Parameter share: how many of the marks are drawn, 0…1, in their order.
    package func lay(over picture: ColorPlane, on grid: Grid, share: Float = 1) {
        var sheet = CMediaPicture(
            r: picture.c0.values, g: picture.c1.values, b: picture.c2.values, width: Int32(grid.width),
            rows: Int32(grid.height), left: Int32(grid.left), top: Int32(grid.top))
        // The sheet's pointers do not hold the picture.
        defer { withExtendedLifetime(picture) {} }
        for mark in marks.prefix(Int((Float(marks.count) * clamp(share)).rounded())) where mark.touches(grid) {
            if grid.work.isCancelled { return }
            let color = [mark.color.x, mark.color.y, mark.color.z]
            switch mark.shape {
            case .line(let points):
                let scaled = points.scaled(by: grid.unit)
                cmedia_lay_line(&sheet, scaled, Int32(points.count), color, mark.opacity)
            case .area(let outlines):
                let (scaled, ends) = outlines.scaled(by: grid.unit)
                cmedia_lay_polygon(&sheet, scaled, ends, Int32(ends.count), color, mark.opacity)
            }
        }
    }

    /// How much of every pixel the marks cover together, whatever their colors.
    package func coverage(on grid: Grid) -> Plane {
        let result = grid.plane()
        let w = Int32(grid.width), h = Int32(grid.height), left = Int32(grid.left), top = Int32(grid.top)
        for mark in marks where mark.touches(grid) && !grid.work.isCancelled {
            switch mark.shape {
            case .line(let points):
                cmedia_line(result.values, w, h, left, top, points.scaled(by: grid.unit), Int32(points.count))
            case .area(let outlines):
                let (scaled, ends) = outlines.scaled(by: grid.unit)
                cmedia_polygon(result.values, w, h, left, top, scaled, ends, Int32(ends.count))
            }
        }
        return result
    }
}

extension Drawing.Mark {
    fileprivate func touches(_ grid: Grid) -> Bool {
        let margin = 2 / grid.unit
        return high.x + margin > grid.x(0) && low.x - margin < grid.x(grid.width - 1)
            && high.y + margin > grid.y(0) && low.y - margin < grid.y(grid.height - 1)
    }
}

extension [SIMD3<Float>] {
    fileprivate func scaled(by unit: Float) -> [Float] {
        var result: [Float] = []
        result.reserveCapacity(3 * count)
        for point in self {
            result.append(point.x * unit)
            result.append(point.y * unit)
            result.append(point.z * unit)
        }
        return result
    }
}

extension [[SIMD2<Float>]] {
    fileprivate func scaled(by unit: Float) -> (points: [Float], ends: [Int32]) {
        var points: [Float] = [], ends: [Int32] = []
        for outline in self {
            for point in outline {
                points.append(point.x * unit)
                points.append(point.y * unit)
            }
            ends.append(Int32(points.count / 2))
        }
        return (points, ends)
    }
}

extension Path {
    /// Points with half widths; `half` gets the place along the path, 0…1.
    package func stroked(_ half: (Float) -> Float) -> [SIMD3<Float>] {
        let corners = isClosed && points.count > 2 ? points + [points[0]] : points
        let last = Float(max(corners.count - 1, 1))
        return corners.enumerated().map { SIMD3($0.element, half(Float($0.offset) / last)) }
    }
}
