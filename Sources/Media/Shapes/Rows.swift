/// Rows laid side by side along a field of directions, as a mosaicist lays courses of stones, each a constant distance
/// from the one before: evenly spaced streamlines (Jobard & Lefer 1997), held at their spacing while they are traced.
///
/// Rows given by hand come first (outlines, rings, a border); `grow` lays the others beside them. No row leaves its
/// region.
package struct Rows: Sendable {
    package struct Row: Sendable {
        package var path: Path
        package var region: Int32
    }

    package private(set) var rows: [Row] = []
    let grid: Grid
    /// Number of every pixel's region; rows are laid where it is 0 or more.
    let regions: [Int32]
    let flow: Flow
    /// Distance between rows, in page heights.
    let spacing: Plane
    var places: PointHash
    /// Rows whose sides have not been tried yet.
    private var waiting = 0

    package init(on grid: Grid, regions: [Int32], flow: Flow, spacing: Plane) {
        self.grid = grid
        self.regions = regions
        self.flow = flow
        self.spacing = spacing
        places = PointHash(width: Float(grid.width) / grid.unit, cell: 0.008)
    }

    // MARK: Places

    func isOnPage(_ p: SIMD2<Float>) -> Bool {
        p.x > 0 && p.y > 0 && p.x * grid.unit < Float(grid.width) && p.y * grid.unit < Float(grid.height)
    }

    func region(_ p: SIMD2<Float>) -> Int32 { isOnPage(p) ? regions[grid.index(p.x, p.y)] : -1 }

    func spacing(_ p: SIMD2<Float>) -> Float { max(spacing[grid.index(p.x, p.y)], 0.0015) }

    func direction(_ p: SIMD2<Float>) -> SIMD2<Float> {
        let index = grid.index(p.x, p.y)
        return SIMD2(flow.cosines[index], flow.sines[index])
    }

    /// How far a row's edge may lie from a place on it, toward `side`: half the way to the row beside it, less where
    /// that one is of smaller stones.
    package func edge(at place: SIMD2<Float>, toward side: SIMD2<Float>, row: Int) -> Float {
        let s = spacing(place)
        guard let near = places.first(from: place, toward: side, within: 2 * s, aside: 0.5 * s, notOf: Int32(row))
        else {
            return 0.55 * s
        }
        return clamp(near.distance * s / (s + spacing(near.point)), 0.38 * s, 0.95 * s)
    }

    // MARK: Rows given by hand

    /// Lays a row along a path, cut where it leaves its region or comes too near another row.
    ///
    /// - Parameters:
    ///   - only: the one region it may lie in; nil for any.
    ///   - nearest: the least distance from other rows, in spacings.
    package mutating func add(_ path: Path, only: Int32? = nil, nearest: Float = 0.7) {
        guard let first = path.points.first, !grid.work.isCancelled else { return }
        let fine = path.resampled(max(0.3 * spacing(first), 0.001))
        let step = fine.length / Float(max(fine.points.count, 1))
        var run: [SIMD2<Float>] = [], runs: [(region: Int32, points: [SIMD2<Float>])] = [], held: Int32 = -1
        var laid: [SIMD2<Float>] = []
        for (index, point) in fine.points.enumerated() {
            let here = region(point), s = spacing(point)
            // A path that comes back beside itself, as in a narrow strip, counts as another row.
            let skipped = Int(3 * s / max(step, 1e-4))
            let isFree =
                here >= 0 && (only == nil || only == here) && places.nearest(point, within: nearest * s) == nil
                && !isNear(
                    point, laid, skippingFirst: path.isClosed ? index + skipped - fine.points.count : 0,
                    skipping: skipped, within: nearest * s)
            if isFree { laid.append(point) }
            if !isFree || here != held, !run.isEmpty {
                runs.append((held, run))
                run = []
            }
            held = here
            if isFree { run.append(point) }
        }
        if !run.isEmpty { runs.append((held, run)) }
        let isWhole = path.isClosed && runs.count == 1 && runs[0].points.count == fine.points.count
        for (region, points) in runs where points.count > 1 {
            // Scraps between other rows are left to `grow`.
            guard isWhole || Path(points).length > 0.9 * spacing(points[0]) else { continue }
            append(points, isClosed: isWhole, region: region)
        }
    }

    private mutating func append(_ points: [SIMD2<Float>], isClosed: Bool, region: Int32) {
        for point in points { places.insert(point, owner: Int32(rows.count)) }
        rows.append(Row(path: Path(points, isClosed: isClosed), region: region))
    }

    // MARK: Growth

    /// Lays rows beside the rows that are there until the regions are full.
    ///
    /// Ends early when the grid's work is cancelled: its spacing may be 0 then, and rows would lie as close as they can.
    package mutating func grow() {
        spread()
        // Places no row leads to.
        let step: Float = 0.006
        for y in stride(from: step / 2, to: Float(grid.height) / grid.unit, by: step) where !grid.work.isCancelled {
            for x in stride(from: step / 2, to: Float(grid.width) / grid.unit, by: step) {
                let place = SIMD2(x, y)
                guard region(place) >= 0, places.nearest(place, within: 0.9 * spacing(place)) == nil else { continue }
                lay(from: place)
                spread()
            }
        }
    }

    private mutating func spread() {
        while waiting < rows.count, !grid.work.isCancelled {
            let points = rows[waiting].path.points, home = rows[waiting].region
            waiting += 1
            var travelled: Float = .infinity
            for index in points.indices {
                if index > 0 { travelled += distance(points[index - 1], points[index]) }
                let s = spacing(points[index])
                guard travelled > 0.8 * s else { continue }
                travelled = 0
                let ahead = unit(points[min(index + 1, points.count - 1)] - points[max(index - 1, 0)])
                for side in [turned(ahead), -turned(ahead)] {
                    let place = points[index] + side * s
                    guard region(place) == home, places.nearest(place, within: 0.93 * spacing(place)) == nil else {
                        continue
                    }
                    if grid.work.isCancelled { return }
                    lay(from: place)
                }
            }
        }
    }

    private mutating func lay(from seed: SIMD2<Float>) {
        let home = region(seed)
        let (ahead, isClosed) = walk(from: seed, sign: 1, home: home, before: [])
        var points = ahead
        if !isClosed {
            let (behind, _) = walk(from: seed, sign: -1, home: home, before: ahead)
            points = behind.reversed() + [seed] + ahead
        } else {
            points.insert(seed, at: 0)
        }
        append(points, isClosed: isClosed, region: home)
    }
}
