/// Points in square cells, for the question which is nearest.
struct PointHash: Sendable {
    private let columns: Int
    private let cell: Float
    private var heads: [Int32] = []
    private var nexts: [Int32] = []
    private var points: [SIMD2<Float>] = []
    private var owners: [Int32] = []

    /// - Parameter width: the page's, in page heights.
    init(width: Float, cell: Float) {
        self.cell = cell
        columns = Int(width / cell) + 2
        heads = Array(repeating: -1, count: columns * (Int(1 / cell) + 2))
    }

    private func column(_ x: Float) -> Int { min(max(Int(x / cell), 0), columns - 1) }
    private func row(_ y: Float) -> Int { min(max(Int(y / cell), 0), heads.count / columns - 1) }

    mutating func insert(_ point: SIMD2<Float>, owner: Int32) {
        let place = row(point.y) * columns + column(point.x)
        nexts.append(heads[place])
        heads[place] = Int32(points.count)
        points.append(point)
        owners.append(owner)
    }

    /// The first point of another owner in the direction `side`, at most `aside` off it; its distance that way.
    func first(
        from place: SIMD2<Float>, toward side: SIMD2<Float>, within radius: Float, aside: Float, notOf owner: Int32
    ) -> (point: SIMD2<Float>, distance: Float)? {
        var best = radius, found: SIMD2<Float>?
        for row in row(place.y - radius)...row(place.y + radius) {
            for column in column(place.x - radius)...column(place.x + radius) {
                var index = heads[row * columns + column]
                while index >= 0 {
                    let d = points[Int(index)] - place, away = dot(d, side)
                    if owners[Int(index)] != owner, away > 0, away < best, abs(dot(d, turned(side))) < aside {
                        best = away
                        found = points[Int(index)]
                    }
                    index = nexts[Int(index)]
                }
            }
        }
        return found.map { ($0, best) }
    }

    func nearest(_ place: SIMD2<Float>, within radius: Float) -> (point: SIMD2<Float>, distance: Float)? {
        var best = radius * radius, found: SIMD2<Float>?
        for row in row(place.y - radius)...row(place.y + radius) {
            for column in column(place.x - radius)...column(place.x + radius) {
                var index = heads[row * columns + column]
                while index >= 0 {
                    let d = points[Int(index)] - place, square = d.x * d.x + d.y * d.y
                    if square < best {
                        best = square
                        found = points[Int(index)]
                    }
                    index = nexts[Int(index)]
                }
            }
        }
        return found.map { ($0, best.squareRoot()) }
    }
}
