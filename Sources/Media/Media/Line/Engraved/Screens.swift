import CMediaKernels

/// One system of engraved lines. Lengths in page heights.
struct Screen: Sendable {
    /// Direction in which the phase rises: across the lines. For a spiral its middle on the page.
    var across: SIMD2<Float>
    /// How much the relief bends the lines.
    var bulge: Float
    /// From line to line.
    var period: Float
    /// The widest line as a share of the period.
    var cap: Float
    /// Darkness at which the system begins; 0 for the first.
    var from: Float = 0
    var isSpiral = false
    /// Widths below this share of the period break up into dashes.
    var dashes: Float = 0

    var kernel: CMediaScreen {
        CMediaScreen(
            x: across.x, y: across.y, bulge: bulge, period: period, cap: cap, from: from, over: 0.18,
            spiral: isSpiral ? 1 : 0, dashes: dashes)
    }

    /// The same with lines closer by a factor.
    func finer(_ factor: Float, cap: Float? = nil) -> Screen {
        var result = self
        result.period *= factor
        if let cap { result.cap = cap }
        return result
    }
}

extension Grid {
    /// Adds the ink of line systems to `result` (0 bare … 1 ink), times `weight`.
    ///
    /// - Parameters:
    ///   - ease: factor of all widths.
    ///   - outlines: whether `result` is a level set for outlines instead: pixels within the ink's edge.
    func engrave(
        _ screens: [Screen], darkness: Plane, relief: Plane, weight: Plane?, ease: Float = 1, outlines: Bool = false,
        into result: Plane
    ) {
        let kernels = screens.map(\.kernel)
        let raster = CMediaRaster(
            width: Int32(width), rows: Int32(height), left: Int32(left), top: Int32(top), unit: unit)
        work.rows(height) { rows in
            withUnsafePointer(to: raster) { raster in
                cmedia_screens(
                    result.values, darkness.values, relief.values, weight?.values, raster, kernels,
                    Int32(kernels.count), ease, outlines ? 1 : 0, Int32(rows.lowerBound), Int32(rows.upperBound))
            }
        }
    }

    /// The highest surface below a relief that is nowhere steeper than `slope`.
    ///
    /// Lines that a steep relief bends run together, or turn into rings where it undoes their own rise.
    func eased(_ relief: Plane, slope: Float) -> Plane {
        let result = relief.copy(), width = width, height = height
        let side = slope / unit, corner = side * 1.4142
        func pass(_ rows: [Int], _ columns: [Int], _ step: Int) {
            for y in rows where !work.isCancelled {
                for x in columns {
                    let index = y * width + x
                    var value = result[index]
                    let before = x - step, above = y - step
                    if before >= 0, before < width { value = min(value, result[index - step] + side) }
                    if above >= 0, above < height {
                        let row = above * width + x
                        value = min(value, result[row] + side)
                        if x > 0 { value = min(value, result[row - 1] + corner) }
                        if x < width - 1 { value = min(value, result[row + 1] + corner) }
                    }
                    result[index] = value
                }
            }
        }
        let rows = Array(0..<height), columns = Array(0..<width)
        pass(rows, columns, 1)
        pass(rows.reversed(), columns.reversed(), -1)
        return result
    }

    /// Parallel lines along a flow, grown from noise: 1 in the middle of a line, -1 between lines.
    ///
    /// Filtering by turns along the flow and to one width across it makes lines of even distance that fork where the
    /// flow spreads (as fingerprints are made, Cappelli et al. 2000).
    ///
    /// - Parameters:
    ///   - period: distance of lines, in page heights; at least four pixels.
    ///   - place: lines are grown where this exceeds 0.
    func strands(along flow: Flow, period: Float, where place: Plane, seed: UInt64, rounds: Int = 3) -> Plane {
        let narrow = period / 5.7, wide = narrow * 1.6
        var lines = noise(seed, period * 0.5)
        for round in 0..<rounds {
            let long = along(flow, lines, period * (round == 0 ? 2.2 : 1.6), where: place)
            let fine = blur(long, narrow), broad = blur(long, wide)
            let band = map { fine[$0] - broad[$0] }
            let power = blur(map { band[$0] * band[$0] }, period * 1.2)
            lines = map { clamp(band[$0] / max(2 * power[$0], 1e-8).squareRoot(), -1, 1) }
        }
        return lines
    }
}
