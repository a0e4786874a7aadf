/// Sprayed grains: as many as a share asks for, each round and of its own size, at places of their own.
struct Stipple: Sendable {
    let seed: UInt64
    /// About the distance of grains where all are there, in page heights.
    let spacing: Float

    /// - Parameter share: 0 none … 1 closed.
    func coverage(on grid: Grid, _ share: Plane) -> Plane {
        let cell = spacing * grid.unit, seed = seed, width = grid.width
        let left = Float(grid.left), top = Float(grid.top)
        return grid.map { index in
            let wanted = share[index]
            guard wanted > 0.01 else { return 0 }
            if wanted >= 1 { return 1 }
            let x = (Float(index % width) + 0.5 + left) / cell, y = (Float(index / width) + 0.5 + top) / cell
            let column = Int(x.rounded(.down)), row = Int(y.rounded(.down))
            var covered: Float = 0
            for dy in -1...1 {
                for dx in -1...1 {
                    let bits = Self.mixed(column + dx, row + dy, seed)
                    let lot = Float(bits & 0xffff) / 65536
                    guard lot < wanted * 1.05 else { continue }
                    let px = Float(column + dx) + Float(bits >> 16 & 0xffff) / 65536
                    let py = Float(row + dy) + Float(bits >> 32 & 0xffff) / 65536
                    let radius = 0.20 + 0.42 * wanted + 0.16 * Float(bits >> 48) / 65536
                    covered = max(covered, clamp((radius - hypot(x - px, y - py)) * cell + 0.5))
                }
            }
            return covered
        }
    }

    @inline(__always)
    private static func mixed(_ column: Int, _ row: Int, _ seed: UInt64) -> UInt64 {
        Dice.mixed(
            UInt64(bitPattern: Int64(column &* 73_856_093)) ^ UInt64(bitPattern: Int64(row &* 19_349_663)) &+ seed)
    }
}
