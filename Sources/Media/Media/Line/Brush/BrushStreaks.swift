extension LineStudy {
    /// What the hairs of a brush leave along the strands of hair; deviation about 1, 0 elsewhere.
    func strandStreaks(seed: UInt64) -> Plane {
        let grid = grid, hair = page.hair, flow = hairFlow
        let noise = grid.noise(seed, 0.0014), place = grid.map { hair[$0] > 0.1 ? 1 : 0 }
        let streaks = grid.along(flow, noise, 0.014, where: place)
        var sum: Float = 0, count: Float = 0
        for index in stride(from: 0, to: streaks.count, by: 7) where place[index] > 0 {
            sum += streaks[index] * streaks[index]
            count += 1
        }
        let deviation = max((sum / max(count, 1)).squareRoot(), 1e-4)
        return grid.map { clamp(streaks[$0] / deviation, -2.5, 2.5) }
    }

    /// Long parallel streaks of a flat brush swept across the page at an angle; deviation about 1.
    func sweep(slant: Float, seed: UInt64) -> Plane {
        let grid = grid, along = SIMD2(cos(slant), sin(slant))
        let waver = grid.noise(seed &+ 77, 0.25, octaves: 2), levels = Bristles.levels
        return grid.map { index, x, y in
            let u = x * along.x + y * along.y, v = y * along.x - x * along.y + 0.012 * waver[index]
            // About 300 hairs over the page's height; the pattern is repeated after half of it.
            let row = v * 300, column = u * 420
            let rows = Float(Bristles.rows), columns = Float(Bristles.columns)
            let level = levels.at(
                column - (column / columns).rounded(.down) * columns, row - (row / rows).rounded(.down) * rows)
            return (level - 0.5) * 3.4
        }
    }
}
