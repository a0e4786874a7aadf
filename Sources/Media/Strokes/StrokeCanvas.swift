import CMediaKernels

/// A raster of the page under the brush: color and height of the paint.
package struct StrokeCanvas: Sendable {
    package let grid: Grid
    /// OKLab.
    package let color: ColorPlane
    /// Height of the paint in pixels.
    package let height: Plane
    /// The paper's grain 0…1, which chalk and dry brushes catch.
    package let grain: Plane
    /// Rows that one thread draws with all strokes that touch them, in order.
    private let band: Int

    /// Rows of a band of a whole page, which several threads draw.
    package static let pageBand = 64

    /// - Parameter band: never taken from the number of threads. Places are rounded differently in each band, in the last
    ///   bits only, but what is planned on a canvas hangs on them.
    package init(_ grid: Grid, color: ColorPlane, grain: Plane, band: Int) {
        self.grid = grid
        self.color = color
        self.grain = grain
        self.band = max(band, 1)
        height = grid.plane()
    }

    package init(_ grid: Grid, primed ink: Ink, grain: Plane? = nil, band: Int) {
        let lab = ink.lab
        self.init(
            grid, color: ColorPlane(grid.plane(lab.x), grid.plane(lab.y), grid.plane(lab.z)),
            grain: grain ?? grid.plane(0.5), band: band)
    }

    /// Draws strokes in their order.
    package func draw(_ list: StrokeList, _ range: Range<Int>) {
        let bands = (grid.height + band - 1) / band
        grid.work.each(bands) { number in
            let top = number * band
            Painter(self, rows: top..<min(top + band, grid.height)).draw(list, range)
        }
    }
}

/// Draws strokes into some rows of a canvas.
private struct Painter {
    private let canvas: CMediaCanvas
    /// Holds the memory that `canvas` points to.
    private let planes: StrokeCanvas
    private let unit: Float
    private let view: SIMD4<Float>
    private let size: Int
    private let fine: Float
    private let work: Work

    init(_ canvas: StrokeCanvas, rows: Range<Int>) {
        let grid = canvas.grid, start = rows.lowerBound * grid.width
        unit = grid.unit
        size = 3 * grid.width * rows.count
        work = grid.work
        planes = canvas
        self.canvas = CMediaCanvas(
            l: canvas.color.c0.values + start, a: canvas.color.c1.values + start, b: canvas.color.c2.values + start,
            height: canvas.height.values + start, grain: UnsafePointer(canvas.grain.values + start),
            width: Int32(grid.width), rows: Int32(rows.count), left: Int32(grid.left),
            top: Int32(grid.top + rows.lowerBound))
        let left = Float(grid.left), top = Float(grid.top + rows.lowerBound)
        let pixel: Float = 3
        view =
            SIMD4(left - pixel, top - pixel, left + Float(grid.width) + pixel, top + Float(rows.count) + pixel) / unit
        // On a small page hairs finer than the bristles would only be noise.
        fine = 0.5 * smoothstep(1500, 4000, unit)
    }

    func draw(_ list: StrokeList, _ range: Range<Int>) {
        let kinds = list.brushes.map(\.kernel)
        let texture = BristleTexture.shared
        let scratch = UnsafeMutablePointer<Float>.allocate(capacity: size)
        defer {
            scratch.deallocate()
            withExtendedLifetime(planes) {}
        }
        var line: [SIMD2<Float>] = []
        var target = canvas
        for number in range where isVisible(list.bounds[number]) {
            if work.isCancelled { return }
            let stroke = list.strokes[number], brush = Int(stroke.brush)
            scaled(list.points[Int(stroke.first)..<Int(stroke.first + stroke.count)], stroke.radius, into: &line)
            line.withUnsafeBytes { bytes in
                let points = bytes.assumingMemoryBound(to: Float.self)
                var one = CMediaStroke(
                    points: points.baseAddress, count: Int32(points.count / 2), radius: stroke.radius * unit,
                    left: stroke.left.tuple, right: stroke.right.tuple, picked: stroke.picked.tuple,
                    seed: stroke.seed, streaks: list.brushes[brush].streaks(radius: stroke.radius), fine: fine)
                var kind = kinds[brush]
                cmedia_brush_stroke(&target, &one, &kind, texture.values, scratch)
            }
        }
    }

    private func isVisible(_ bounds: SIMD4<Float>) -> Bool {
        bounds.x < view.z && bounds.z > view.x && bounds.y < view.w && bounds.w > view.y
    }

    /// A stroke's points in pixels; on a large page rounded between them (Catmull & Rom 1974).
    private func scaled(_ points: ArraySlice<SIMD2<Float>>, _ radius: Float, into line: inout [SIMD2<Float>]) {
        line.removeAll(keepingCapacity: true)
        let steps = points.count < 3 ? 1 : min(max(Int(radius * unit / 14), 1), 4)
        let first = points.startIndex, last = points.endIndex - 1
        for index in first..<last {
            let b = points[index], c = points[index + 1]
            line.append(b * unit)
            guard steps > 1 else { continue }
            let a = points[max(index - 1, first)], d = points[min(index + 2, last)]
            for step in 1..<steps {
                let t = Float(step) / Float(steps), t2 = t * t, t3 = t2 * t
                let near = b * (3 * t3 - 5 * t2 + 2) + c * (4 * t2 - 3 * t3 + t)
                line.append((near + a * (2 * t2 - t3 - t) + d * (t3 - t2)) * (0.5 * unit))
            }
        }
        line.append(points[last] * unit)
    }
}

extension SIMD3<Float> {
    fileprivate var tuple: (Float, Float, Float) { (x, y, z) }
}
