/// An oval opening in a slab of stone with a ledge below it, all in line.
extension EngravingFrame {
    func stoneFrame(on grid: Grid) -> Plane {
        let unit = grid.unit, margin = pictureMargin
        let ink = border(on: grid, margins: [margin, margin - 0.004], widths: [0.0010, 0.0004])
        let ledge: Float = 1 - margin - 0.105
        let shape = grid.map { _, x, y in
            let distance = oval(x, y)
            if distance < 0 { return 0 }
            let q = SIMD2(x, y) - center, length = max(hypot(q.x, q.y), 1e-4)
            // Light from the upper left: how much a slope that faces outwards is lit.
            let facing = -(q.x * 0.6 + q.y * 0.8) / length
            if y > ledge { return y < ledge + 0.012 ? 0.16 : 0.40 }
            if distance < 0.010 { return clamp(0.42 + 0.40 * facing) }
            if distance < 0.038 { return 0.20 }
            if distance < 0.050 { return clamp(0.42 - 0.40 * facing) }
            // The slab, with the shadow that frame and ledge throw on it.
            let shadow = 0.38 * smoothstep(0.03, 0, oval(x - 0.010, y - 0.014) - 0.050)
            return clamp(0.40 + shadow + 0.10 * (1 - y))
        }
        let flat = grid.plane()
        let outside = grid.map { _, x, y in
            coverage(-oval(x, y) * unit) * coverage(rectangle(x, y, margin: margin) * unit)
        }
        let upright = grid.map { outside[$0] * (grid.y($0 / grid.width) > ledge ? 0 : 1) }
        let level = grid.map { outside[$0] - upright[$0] }
        let slab = Screen(across: SIMD2(1, 0.0), bulge: 0, period: 0.0040, cap: 0.6)
        let cross = Screen(across: SIMD2(0.55, 0.83), bulge: 0, period: 0.0042, cap: 0.5, from: 0.45)
        let ground = Screen(across: SIMD2(0, 1), bulge: 0, period: 0.0040, cap: 0.6)
        grid.engrave([slab, cross], darkness: shape, relief: flat, weight: upright, into: ink)
        grid.engrave([ground, cross], darkness: shape, relief: flat, weight: level, into: ink)
        return grid.map { index, x, y in
            var value = ink[index]
            let distance = oval(x, y)
            if y < ledge, rectangle(x, y, margin: margin) < 0 {
                for place in [Float(0), 0.010, 0.038, 0.050] {
                    value = max(value, stroke(abs(distance - place), 0.0005, unit))
                }
            }
            if distance > 0, rectangle(x, y, margin: margin) < 0 {
                value = max(value, stroke(abs(y - ledge), 0.0007, unit), stroke(abs(y - ledge - 0.012), 0.0004, unit))
            }
            return min(value, 1)
        }
    }
}
