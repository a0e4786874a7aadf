import CMediaKernels

/// Lines ready to be drawn: places in page heights, half widths, darkness.
package struct PenLine: Sendable {
    /// x, y, half width in page heights; darkness 0…1.
    package var points: [SIMD4<Float>]
    let low: SIMD2<Float>
    let high: SIMD2<Float>

    package init(_ points: [SIMD4<Float>]) {
        self.points = points
        var low = SIMD2<Float>(repeating: .infinity), high = SIMD2<Float>(repeating: -.infinity)
        for point in points {
            let place = SIMD2(point.x, point.y)
            low = pointwiseMin(low, place - point.z)
            high = pointwiseMax(high, place + point.z)
        }
        self.low = low
        self.high = high
    }
}

extension Grid {
    /// How much of each pixel the lines cover, 0…1.
    ///
    /// - Parameter share: how many of the lines are drawn yet, 0…1.
    package func penned(_ lines: [PenLine], share: Float = 1) -> Plane {
        let result = plane()
        let corner = SIMD2(Float(left), Float(top)) / unit
        let far = corner + SIMD2(Float(width), Float(height)) / unit
        let count = Int((Float(lines.count) * clamp(share)).rounded())
        var scaled: [Float] = []
        for line in lines.prefix(count) where line.points.count > 1 {
            guard line.high.x > corner.x - 2 / unit, line.high.y > corner.y - 2 / unit, line.low.x < far.x + 2 / unit,
                line.low.y < far.y + 2 / unit
            else { continue }
            if work.isCancelled { break }
            scaled.removeAll(keepingCapacity: true)
            for point in line.points {
                scaled.append(point.x * unit)
                scaled.append(point.y * unit)
                scaled.append(point.z * unit)
                scaled.append(point.w)
            }
            cmedia_pen(
                result.values, Int32(width), Int32(height), Int32(left), Int32(top), scaled, Int32(line.points.count))
        }
        return result
    }
}
