/// One stroke: a line on the page, and the paint that the brush carries along it.
package struct Stroke: Sendable {
    /// The stroke's part of the list's points.
    var first: Int32
    var count: Int32
    /// Half of the brush's width, in page heights.
    package var radius: Float
    /// OKLab at the brush's left and right side.
    package var left: SIMD3<Float>
    package var right: SIMD3<Float>
    /// What lies below the stroke's end; a part of it is dragged along.
    package var picked: SIMD3<Float>
    /// Number of its brush in the list.
    package var brush: Int32
    package var seed: UInt32
}

/// A painting as its strokes, in page heights: the same on a raster of any size.
package struct StrokeList: Sendable {
    package private(set) var brushes: [Brush] = []
    package private(set) var strokes: [Stroke] = []
    package private(set) var points: [SIMD2<Float>] = []
    /// Left, top, right and bottom of each stroke with its width.
    private(set) var bounds: [SIMD4<Float>] = []
    /// How far the painting is after each stroke: large ones take longer.
    private var effort: [Float] = []

    package init() {}

    package var count: Int { strokes.count }

    package mutating func add(_ brush: Brush) -> Int32 {
        brushes.append(brush)
        return Int32(brushes.count - 1)
    }

    /// Adds a stroke along `line`, two points at least.
    package mutating func append(_ stroke: Stroke, along line: some Collection<SIMD2<Float>>) {
        guard line.count > 1, var low = line.first else { return }
        var stroke = stroke, high = low
        for point in line {
            low = pointwiseMin(low, point)
            high = pointwiseMax(high, point)
        }
        stroke.first = Int32(points.count)
        stroke.count = Int32(line.count)
        points.append(contentsOf: line)
        strokes.append(stroke)
        // Square ends overrun by a radius in both directions.
        let margin = stroke.radius * 1.45
        bounds.append(SIMD4(low.x - margin, low.y - margin, high.x + margin, high.y + margin))
        effort.append((effort.last ?? 0) + stroke.radius)
    }

    /// How many strokes are done at `progress`, 0…1.
    package func count(at progress: Float) -> Int {
        guard progress < 1, let total = effort.last else { return strokes.count }
        let goal = max(progress, 0) * total
        var low = 0, high = effort.count
        while low < high {
            let middle = (low + high) / 2
            if effort[middle] <= goal { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
