import CMediaKernels

/// A raster divided among lines: every pixel belongs to the nearest.
package struct Bands: Sendable {
    /// Number of the line, -1 where none is within reach.
    package let label: [Int32]
    /// Distance from the line in page heights, positive on its right.
    package let across: Plane
    /// Length along the line in page heights.
    package let along: Plane
    /// Distance from the border with the next line's band in page heights.
    package let gap: Plane

    package init(_ paths: [Path], on grid: Grid, reach: Float) {
        let across = grid.plane(), along = grid.plane(), gap = grid.plane()
        var points: [Float] = [], ends: [Int32] = []
        for path in paths {
            for point in path.isClosed && path.points.count > 2 ? path.points + [path.points[0]] : path.points {
                points.append(point.x * grid.unit)
                points.append(point.y * grid.unit)
            }
            ends.append(Int32(points.count / 2))
        }
        label = grid.numbers(-1) { [points, ends] rows, label in
            let start = rows.lowerBound * grid.width
            cmedia_bands(
                points, ends, Int32(ends.count), reach * grid.unit, Int32(grid.width), Int32(rows.count),
                Int32(grid.left), Int32(grid.top + rows.lowerBound), label + start, across.values + start,
                along.values + start, gap.values + start)
        }
        let scale = 1 / grid.unit
        self.across = grid.map { across[$0] * scale }
        self.along = grid.map { along[$0] * scale }
        self.gap = grid.map { gap[$0] * scale }
    }
}
