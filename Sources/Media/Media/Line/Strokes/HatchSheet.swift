import CMediaKernels

/// One round of hatching: many lines of one kind, laid where the sheet is still lighter than it is to become.
///
/// After Salisbury et al. 1994 ("Interactive pen-and-ink illustration"): tone comes from lines alone, each of which is
/// laid only where tone is missing along it.
struct HatchRound: Sendable {
    /// Places tried on a page of 4:5.
    var count: Int
    /// In page heights.
    var length: Float
    /// Lines shorter than this share of the length are not laid: they would look like ticks.
    var shortest: Float = 0
    var lead: Lead
    var darkness: Float
    /// A line is laid where the sheet is this much too light.
    var tolerance: Float = 0.05
    /// Radians by which lines are turned out of the flow.
    var turn: Float = 0
    /// Deviation of single lines from it, in radians.
    var jitter: Float = 0.06
    /// Deviation of the bend, in radians per page height.
    var bend: Float = 5
    /// Radius and darkness with which lines count while they are laid; nil for the lead's own. A wide, weak one keeps
    /// lines at a distance from each other.
    var spacing: (radius: Float, darkness: Float)?
}

/// A sheet on the page's grid on which lines are laid.
struct HatchSheet: Sendable {
    let grid: Grid
    /// 1 is bare.
    let sheet: Plane
    let target: Plane
    let tooth: Plane?
    let seed: UInt64
    private(set) var lines = LineSet()

    init(grid: Grid, sheet: Plane, target: Plane, tooth: Plane?, seed: UInt64) {
        self.grid = grid
        self.sheet = sheet
        self.target = target
        self.tooth = tooth
        self.seed = seed
    }

    /// Lays one round.
    ///
    /// The page is cut into cells larger than a line's reach; cells that are not neighbors are hatched side by side, so
    /// that the result does not depend on the number of threads.
    ///
    /// - Parameters:
    ///   - weight: share of the darkness at every pixel; no lines where it is 0.
    ///   - lengths: factor of the length at every pixel, at most 3.
    mutating func lay(_ round: HatchRound, along flow: Flow, weight: Plane, lengths: Plane) {
        let number = UInt64(lines.leads.count)
        lines.take(round.lead)
        let longest = 1.5 * 0.5 * round.length * 3 * grid.unit
        let margin = 3 + (round.spacing?.radius ?? round.lead.radius) * grid.unit
        let side = max(Int(2 * (longest + margin)), 64)
        let columns = (grid.width + side - 1) / side, rows = (grid.height + side - 1) / side
        let perPixel = Float(round.count) / (0.8 * grid.unit * grid.unit)
        let grid = grid, seed = seed, bed = CellLines.Bed(sheet: sheet, target: target, tooth: tooth)
        for color in 0..<4 {
            let cells = (0..<columns * rows).filter { $0 % columns % 2 == color % 2 && $0 / columns % 2 == color / 2 }
            let drawn = cells.map { _ in CellLines() }
            grid.work.each(cells.count) { index in
                let left = cells[index] % columns * side, top = cells[index] / columns * side
                let right = min(left + side, grid.width), bottom = min(top + side, grid.height)
                var dice = Dice(seed, stream: number << 16 + UInt64(cells[index]))
                let expected = perPixel * Float((right - left) * (bottom - top))
                let count = Int(expected) + (dice.chance(expected - Float(Int(expected))) ? 1 : 0)
                let seeds = (0..<count).map { _ in
                    CMediaSeed(
                        x: dice.uniform(Float(left), Float(right)), y: dice.uniform(Float(top), Float(bottom)),
                        jitter: dice.normal(round.jitter), bend: dice.normal(round.bend / grid.unit),
                        stretch: dice.uniform(0.55, 1.45))
                }
                drawn[index].hatch(seeds, round, on: bed, grid: grid, flow: flow, weight: weight, lengths: lengths)
            }
            for cell in drawn {
                var start = 0
                for (count, darkness) in zip(cell.counts, cell.darknesses) {
                    let end = start + 2 * Int(count)
                    lines.add(cell.points[start..<end], unit: grid.unit, darkness: darkness * round.share)
                    start = end
                }
            }
        }
    }

    /// What one cell's lines are.
    // Each is filled by the one thread that hatches its cell.
    private final class CellLines: @unchecked Sendable {
        var points: [Float] = []
        var counts: [Int32] = []
        var darknesses: [Float] = []

        struct Bed: Sendable {
            let sheet, target: Plane
            let tooth: Plane?
        }

        func hatch(
            _ seeds: [CMediaSeed], _ round: HatchRound, on bed: Bed, grid: Grid, flow: Flow, weight: Plane,
            lengths: Plane
        ) {
            var raster = CMediaSheet(
                sheet: bed.sheet.values, target: bed.target.values,
                tooth: bed.tooth.map { UnsafePointer($0.values) }, width: Int32(grid.width),
                rows: Int32(grid.height), left: 0, top: 0)
            // Pointers do not hold the planes.
            defer { withExtendedLifetime((bed, flow, weight, lengths)) {} }
            var lead = round.lead.kernel(unit: grid.unit)
            if let spacing = round.spacing { lead.radius = spacing.radius * grid.unit }
            var hatching = CMediaHatching(
                cosines: flow.cosines.values, sines: flow.sines.values, turn: round.turn, weight: weight.values,
                lengths: lengths.values, length: round.length * grid.unit,
                shortest: round.shortest * round.length * grid.unit,
                darkness: round.spacing?.darkness ?? round.darkness, tolerance: round.tolerance)
            let perLine = Int(round.length * grid.unit * 1.5 * 3 / 2) + 6
            // A few lines at a time, so that a cancellation ends a cell of many thousands.
            let few = 256
            var own = [Int32](repeating: 0, count: few), dark = [Float](repeating: 0, count: few)
            var line = [Float](repeating: 0, count: 2 * few * perLine)
            for start in stride(from: 0, to: seeds.count, by: few) where !grid.work.isCancelled {
                let count = min(few, seeds.count - start)
                let laid = seeds.withUnsafeBufferPointer { seeds in
                    Int(
                        cmedia_hatch(
                            &raster, &lead, &hatching, seeds.baseAddress.map { $0 + start }, Int32(count), &line,
                            Int32(few * perLine), &own, &dark))
                }
                counts += own.prefix(laid)
                darknesses += dark.prefix(laid)
                points += line.prefix(2 * Int(own.prefix(laid).reduce(0, +)))
            }
        }
    }
}

extension HatchRound {
    /// Darkness of a line on the finished sheet for the one with which it counted.
    fileprivate var share: Float { spacing.map { darkness / max($0.darkness, 1e-3) } ?? 1 }
}
