/// A picture that runs out into bare support: finished in the face, open toward the edges.
struct Unfinished: Sendable {
    /// How far from the head the ground is painted, and from the face's middle down the figure, in page heights.
    var reach: Float
    var chest: Float

    /// Chance 0…1 that a place is painted.
    func coverage(_ page: Page, seed: UInt64) -> Plane {
        let grid = page.grid, center = page.face.center
        let wide = grid.noise(seed &+ 41, 0.13, octaves: 3), fine = grid.noise(seed &+ 42, 0.03, octaves: 2)
        let soft = grid.blur(page.mask, 0.004), reach = reach, chest = chest
        return grid.map { index, x, y in
            let noise = 0.05 * wide[index] + 0.022 * fine[index]
            let away = hypot((x - center.x) * 1.1, y - center.y - 0.04) + noise
            let outside = smoothstep(reach + 0.05, reach - 0.08, away)
            let down = (y - center.y) + 0.18 * abs(x - center.x) + noise
            let inside = smoothstep(chest, chest - 0.14, down)
            return mix(outside, inside, smoothstep(0.3, 0.7, soft[index]))
        }
    }

    /// A toned sheet or a primed canvas of a given lightness in the palette's quietest hue.
    static func paper(_ palette: Palette, lightness: Float) -> Ink {
        let ground = palette.ground(0.5), paper = palette.paper.lab
        return Ink(
            lab: SIMD3(
                lightness, 0.35 * ground.y + 0.35 * paper.y + 0.004, 0.35 * ground.z + 0.35 * paper.z + 0.008))
    }
}

extension StrokePlanner {
    /// Thin dark lines along the figure's edges, drawn with a pointed brush before painting.
    ///
    /// - Throws: `CancellationError`.
    mutating func underdraw(_ easel: Easel, where cover: Plane) throws {
        let grid = easel.page.grid, target = easel.target
        let tone = grid.blur(target.lab.c0, 0.002), wide = grid.blur(target.lab.c0, 0.006)
        let outline = grid.blur(target.figure, 0.002)
        let chance = grid.map { index in
            let edge = 4 * outline[index] * (1 - outline[index])
            return clamp(max((wide[index] - tone[index]) * 9 * outline[index], edge * 0.9) - 0.25)
        }
        let key = easel.direction.palette.key.lab
        var brush = Brush()
        brush.opacity = 0.8
        brush.dryness = 0.45
        brush.thickness = 0.02
        brush.ridge = 0
        brush.taper = 0.9
        brush.grain = 0.5
        var coat = Coat(radius: 0.0016, brush: brush)
        coat.spacing = 2.4
        coat.longest = 44
        coat.tolerance = 2
        coat.chance = chance
        coat.ignoresFinest = true
        coat.twoSided = 0
        let color = mix(key, easel.direction.palette.skin(0.25), 0.5)
        coat.target = ColorPlane(grid.plane(color.x), grid.plane(color.y), grid.plane(color.z))
        try lay(coat)
    }
}
