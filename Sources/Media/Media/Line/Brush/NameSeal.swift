/// A seal cut in stone and printed in red: a square of strokes of no known writing.
struct NameSeal: Sendable {
    /// Middle and half side, in page heights.
    let center: SIMD2<Float>
    let half: Float
    /// Ends of the cut lines, -1…1 across the seal.
    private let cuts: [(SIMD2<Float>, SIMD2<Float>)]
    private let seed: UInt64

    /// Placed where the page is emptiest, low before high.
    init(on page: Page, busy: Plane, seed: UInt64, half: Float = 0.029) {
        let grid = page.grid, aspect = page.aspect, away = half + 0.045
        let candidates: [SIMD2<Float>] = [
            SIMD2(aspect - away, 1 - away), SIMD2(away, 1 - away), SIMD2(aspect - away, 0.78), SIMD2(away, 0.78),
            SIMD2(aspect - away, 0.64), SIMD2(away, 0.64), SIMD2(aspect - away, 0.2), SIMD2(away, 0.2),
        ]
        func load(_ place: SIMD2<Float>) -> Float {
            var sum: Float = 0
            for row in -4...4 {
                for column in -4...4 {
                    let step = half * 1.5 / 4
                    sum += busy[grid.index(place.x + Float(column) * step, place.y + Float(row) * step)]
                }
            }
            return sum / 81
        }
        let rated = candidates.enumerated().map { (load($0.element) + 0.02 * Float($0.offset), $0.element) }
        center = rated.min { $0.0 < $1.0 }?.1 ?? candidates[0]
        self.half = half
        self.seed = seed
        var dice = Dice(seed, stream: 83)
        var cuts: [(SIMD2<Float>, SIMD2<Float>)] = []
        // Two characters, one above the other: a few level strokes, a stem, a box.
        for top in [Float(-0.78), 0.1] {
            let low = top + 0.68
            for share in [0, 0.5, 1] as [Float] where dice.chance(0.8) {
                let reach = dice.uniform(0.45, 0.72), y = mix(top, low, share)
                cuts.append((SIMD2(-reach, y), SIMD2(reach, y)))
            }
            cuts.append((SIMD2(0, top), SIMD2(0, low)))
            let side = dice.uniform(0.3, 0.6)
            if dice.chance(0.7) { cuts.append((SIMD2(-side, top + 0.2), SIMD2(-side, low))) }
            if dice.chance(0.7) { cuts.append((SIMD2(side, top + 0.2), SIMD2(side, low))) }
        }
        self.cuts = cuts
    }

    /// Coverage of the red ink.
    func coverage(on grid: Grid) -> Plane {
        let edge = grid.edge, reach = half * 1.2
        guard center.x + reach > edge.x, center.x - reach < edge.z, center.y + reach > edge.y,
            center.y - reach < edge.w
        else { return grid.plane() }
        let rough = grid.noise(seed &+ 9, 0.004, octaves: 2), patch = grid.noise(seed &+ 12, 0.008, octaves: 2)
        return grid.map { index, x, y in
            let p = (SIMD2(x, y) - center) / half
            guard abs(p.x) < 1.2, abs(p.y) < 1.2 else { return 0 }
            // A square with rounded corners and a worn edge.
            let q = SIMD2(max(abs(p.x) - 0.86, 0), max(abs(p.y) - 0.86, 0))
            let body = hypot(q.x, q.y) - 0.14 + 0.03 * rough[index]
            var cut: Float = 10
            for (a, b) in cuts {
                let d = b - a, t = clamp(((p - a) * d).sum() / max((d * d).sum(), 1e-6))
                let off = p - a - d * t
                cut = min(cut, hypot(off.x, off.y))
            }
            let scale = half * grid.unit
            let ink = Media.coverage(body * scale) * (1 - Media.coverage((cut - 0.062 + 0.012 * rough[index]) * scale))
            return ink * clamp(0.92 - 0.10 * patch[index] - 0.35 * smoothstep(1.5, 2.2, patch[index]))
        }
    }
}
