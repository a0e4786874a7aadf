import CMediaKernels

/// How a lead, a chalk or a needle marks the sheet. Lengths are parts of the page's height.
struct Lead: Sendable {
    var radius: Float
    /// How much the paper's tooth decides where pigment is caught, 0…1.
    var grain: Float = 0.1
    /// Share of a line that it takes to reach full pressure.
    var taper: Float = 0.25
    /// The least share laid where the tone is reached; 1 draws lines in full.
    var spill: Float = 0.2
    /// Added to the tone: early lines leave something to later ones.
    var lift: Float = 0
    /// 0 an even line, 1 one that fades to its sides.
    var softness: Float = 0.4

    func kernel(unit: Float) -> CMediaLead {
        CMediaLead(
            radius: max(radius * unit, 0.2), grain: grain, taper: taper, spill: spill, lift: lift, softness: softness)
    }
}

/// Lines in the order in which they are drawn, as geometry on the page.
struct LineSet: Sendable {
    private(set) var leads: [Lead] = []
    /// x and y of all lines' points, in page heights.
    private(set) var points: [Float] = []
    private(set) var lines: [Line] = []

    struct Line: Sendable {
        var start: Int32
        var count: Int32
        var lead: Int32
        var darkness: Float
        /// Left, top, right, bottom.
        var box: SIMD4<Float>
    }

    /// Begins lines of another lead.
    mutating func take(_ lead: Lead) { leads.append(lead) }

    /// Adds a line of the lead taken last.
    ///
    /// - Parameters:
    ///   - pixels: x and y of its points, `unit` to a page height.
    mutating func add(_ pixels: some Collection<Float>, unit: Float, darkness: Float) {
        guard pixels.count >= 4, !leads.isEmpty else { return }
        let start = points.count / 2, scale = 1 / unit
        var box = SIMD4<Float>(.infinity, .infinity, -.infinity, -.infinity)
        var isX = true
        for value in pixels {
            let place = value * scale
            points.append(place)
            if isX {
                box.x = min(box.x, place)
                box.z = max(box.z, place)
            } else {
                box.y = min(box.y, place)
                box.w = max(box.w, place)
            }
            isX.toggle()
        }
        lines.append(
            Line(
                start: Int32(start), count: Int32(pixels.count / 2), lead: Int32(leads.count - 1), darkness: darkness,
                box: box))
    }

    /// Draws the lines onto a sheet (1 is bare) in their order.
    ///
    /// - Parameters:
    ///   - target: how dark the sheet is to become; nil where lines are drawn in full.
    ///   - progress: share of the lines.
    func draw(on sheet: Plane, target: Plane?, tooth: Plane?, grid: Grid, progress: Float = 1) {
        var raster = CMediaSheet(
            sheet: sheet.values, target: target.map { UnsafePointer($0.values) },
            tooth: tooth.map { UnsafePointer($0.values) }, width: Int32(grid.width), rows: Int32(grid.height),
            left: Int32(grid.left), top: Int32(grid.top))
        // The raster's pointers do not hold the planes.
        defer { withExtendedLifetime((sheet, target, tooth)) {} }
        var kernels = leads.map { $0.kernel(unit: grid.unit) }
        let edge = grid.edge
        let last = Int((Float(lines.count) * clamp(progress)).rounded())
        var scaled: [Float] = []
        for line in lines.prefix(last) {
            let margin = leads[Int(line.lead)].radius + 2 / grid.unit
            guard line.box.x - margin < edge.z, line.box.z + margin > edge.x, line.box.y - margin < edge.w,
                line.box.w + margin > edge.y
            else { continue }
            if grid.work.isCancelled { return }
            let range = 2 * Int(line.start)..<2 * Int(line.start + line.count)
            scaled.removeAll(keepingCapacity: true)
            for index in range { scaled.append(points[index] * grid.unit) }
            cmedia_lead_line(&raster, &kernels[Int(line.lead)], scaled, line.count, line.darkness)
        }
    }
}

extension Grid {
    /// The raster's left, top, right and bottom on the page.
    var edge: SIMD4<Float> {
        SIMD4(Float(left), Float(top), Float(left + width), Float(top + height)) / unit
    }
}
