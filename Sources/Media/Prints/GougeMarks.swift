import CMediaKernels

/// Small pointed cuts of a gouge, wide after a third and running out to a point; the same cuts at any size.
package struct GougeMarks: Sendable {
    /// Six numbers a mark: middle x and y, angle in radians, length, greatest half width, bend (radians per page
    /// height); lengths in page heights.
    private var numbers: [Float] = []

    package init() {}

    package var count: Int { numbers.count / 6 }

    package mutating func add(
        at place: SIMD2<Float>, angle: Float, length: Float, halfWidth: Float, bend: Float = 0
    ) {
        numbers.append(contentsOf: [place.x, place.y, angle, max(length, 1e-4), halfWidth, bend])
    }

    /// 1 within a cut.
    package func coverage(on grid: Grid) -> Plane {
        let result = grid.plane()
        // Bands of the raster, so that threads write rows of their own.
        let band = 128, bands = (grid.height + band - 1) / band
        grid.work.each(bands) { number in
            let first = number * band, rows = min(band, grid.height - first)
            cmedia_gouge(
                result.values + first * grid.width, Int32(grid.width), Int32(rows), numbers, Int32(count), grid.unit,
                Float(grid.left), Float(grid.top + first))
        }
        return result
    }
}
