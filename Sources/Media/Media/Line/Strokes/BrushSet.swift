import CMediaKernels

/// How a pointed brush puts down its ink.
struct Tuft: Sendable {
    /// From which level of the bristles ink is put down, 0 wet … 1 dry, at the stroke's start and end.
    var dry: (start: Float, end: Float) = (0, 0)
    /// How much the paper's tooth takes the bristles' part, 0…1.
    var grain: Float = 0.3
    /// Softness of the sides as a share of the half width.
    var softness: Float = 0.06
    /// Rows of the bristle pattern across the stroke.
    var rows: Float = 40
    /// Page heights along the stroke for one column of the pattern.
    var stretch: Float = 0.0004
}

/// Brush strokes of varying width in their order, as geometry on the page.
struct BrushSet: Sendable {
    private(set) var tufts: [Tuft] = []
    /// x, y and half width of all strokes' points, in page heights.
    private var points: [SIMD3<Float>] = []
    private(set) var strokes: [Stroke] = []

    struct Stroke: Sendable {
        var start: Int
        var count: Int
        var tuft: Int
        var density: Float
        var seed: UInt32
        /// Left, top, right, bottom with the stroke's width.
        var box: SIMD4<Float>
    }

    /// Takes up another brush.
    mutating func take(_ tuft: Tuft) { tufts.append(tuft) }

    /// Adds a stroke of the brush taken last.
    mutating func add(_ line: [SIMD3<Float>], density: Float, seed: UInt32) {
        guard line.count > 1, !tufts.isEmpty else { return }
        var box = SIMD4<Float>(.infinity, .infinity, -.infinity, -.infinity)
        for point in line {
            box.x = min(box.x, point.x - point.z)
            box.y = min(box.y, point.y - point.z)
            box.z = max(box.z, point.x + point.z)
            box.w = max(box.w, point.y + point.z)
        }
        strokes.append(
            Stroke(
                start: points.count, count: line.count, tuft: tufts.count - 1, density: density, seed: seed, box: box))
        points.append(contentsOf: line)
    }

    /// How much ink lies where, 0…1; of strokes that cross the denser counts.
    func coverage(on grid: Grid, tooth: Plane?, progress: Float = 1) -> Plane {
        let result = grid.plane(), edge = grid.edge, margin = 2 / grid.unit
        let kernels = tufts.map { tuft in
            CMediaTuft(
                dryStart: tuft.dry.start, dryEnd: tuft.dry.end, grain: tuft.grain, softness: tuft.softness,
                rows: tuft.rows, stretch: max(tuft.stretch * grid.unit, 0.01))
        }
        let last = Int((Float(strokes.count) * clamp(progress)).rounded())
        var scaled: [Float] = []
        for stroke in strokes.prefix(last) {
            guard stroke.box.x - margin < edge.z, stroke.box.z + margin > edge.x, stroke.box.y - margin < edge.w,
                stroke.box.w + margin > edge.y
            else { continue }
            if grid.work.isCancelled { break }
            scaled.removeAll(keepingCapacity: true)
            for point in points[stroke.start..<stroke.start + stroke.count] {
                scaled.append(point.x * grid.unit)
                scaled.append(point.y * grid.unit)
                scaled.append(point.z * grid.unit)
            }
            withUnsafePointer(to: kernels[stroke.tuft]) { tuft in
                cmedia_tuft_stroke(
                    result.values, tooth?.values, Int32(grid.width), Int32(grid.height), Int32(grid.left),
                    Int32(grid.top), scaled, Int32(stroke.count), stroke.density, tuft, Bristles.levels.values,
                    stroke.seed)
            }
        }
        return result
    }
}

extension BrushSet {
    /// A contour in one movement of the wrist: pressed down at the start, swelling with the line's clearness, lifted at
    /// the end.
    ///
    /// - Parameters:
    ///   - width: half width in page heights where pressure is full.
    mutating func draw(_ contour: Contour, width: Float, density: Float, dice: inout Dice) {
        let count = contour.points.count
        guard count > 2 else { return }
        let phase = dice.uniform(0, 6.3), waves = contour.length * dice.uniform(18, 34)
        let press = dice.uniform(0.8, 1.15), turned = dice.chance(0.5)
        var line: [SIMD3<Float>] = []
        for index in 0..<count {
            let t = Float(index) / Float(count - 1), way = turned ? 1 - t : t
            let attack = smoothstep(-0.04, 0.10, way), lift = pow(clamp((1 - way) / 0.55), 0.75)
            let swell = 0.75 + 0.25 * sin(phase + waves * t)
            let clear = 0.45 + 0.55 * contour.strengths[index]
            let half = width * press * attack * lift * swell * clear
            line.append(SIMD3(contour.points[index].x, contour.points[index].y, max(half, width * 0.08)))
        }
        if turned { line.reverse() }
        add(line, density: density, seed: UInt32(truncatingIfNeeded: dice.next()))
    }

    /// Lines laid by hatching, drawn with a brush instead.
    ///
    /// - Parameters:
    ///   - width: half width in page heights.
    mutating func draw(_ lines: LineSet, width: Float, density: ClosedRange<Float>, dice: inout Dice) {
        for line in lines.lines {
            let points = lines.points(of: line), count = points.count
            let reach = SIMD2(line.box.z - line.box.x, line.box.w - line.box.y)
            // As short as it is wide a stroke would be a blot.
            guard count > 2, hypot(reach.x, reach.y) > 5 * width else { continue }
            let press = dice.uniform(0.6, 1.25), turned = dice.chance(0.5)
            let full = mix(density.lowerBound, density.upperBound, clamp(line.darkness))
            var stroke: [SIMD3<Float>] = []
            for (index, point) in points.enumerated() {
                let t = Float(index) / Float(count - 1), way = turned ? 1 - t : t
                let half = width * press * smoothstep(-0.08, 0.14, way) * pow(clamp((1 - way) / 0.6), 0.7)
                stroke.append(SIMD3(point.x, point.y, max(half, width * 0.08)))
            }
            if turned { stroke.reverse() }
            add(stroke, density: full, seed: UInt32(truncatingIfNeeded: dice.next()))
        }
    }
}

extension LineSet {
    func points(of line: Line) -> [SIMD2<Float>] {
        (0..<Int(line.count)).map { index in
            let place = 2 * (Int(line.start) + index)
            return SIMD2(points[place], points[place + 1])
        }
    }
}
