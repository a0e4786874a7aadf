/// Round dots on a turned square grid, larger where a tone asks for more ink.
struct Halftone: Sendable {
    /// Share of ink 0…1 on the page's grid.
    let share: Plane
    let page: Grid
    /// Distance of the dots, in page heights.
    let cell: Float
    /// In radians.
    let angle: Float
    /// Shares below it print nothing.
    var least: Float = 0.02

    func coverage(on grid: Grid) -> Plane {
        let c = cos(angle), s = sin(angle), scale = cell * grid.unit
        let share = share, pageUnit = page.unit, cell = cell, least = least
        return grid.map { _, x, y in
            let u = (x * c + y * s) / cell, v = (y * c - x * s) / cell
            let middleU = u.rounded(.down) + 0.5, middleV = v.rounded(.down) + 0.5
            // The tone at the dot's middle, so that dots stay round.
            let px = (middleU * c - middleV * s) * cell, py = (middleU * s + middleV * c) * cell
            let wanted = share.at(px * pageUnit, py * pageUnit)
            guard wanted > least else { return 0 }
            if wanted > 0.985 { return 1 }
            let radius = (wanted / .pi).squareRoot() * (1 + 0.32 * max(wanted - 0.72, 0))
            return clamp((radius - hypot(u - middleU, v - middleV)) * scale + 0.5)
        }
    }
}

/// A photographic screen: a tone cut at a level that dots modulate, so that half tones break into dots and darks close.
struct PhotographicScreen: Sendable {
    /// Darkness above 0 where ink is full, on the page's grid.
    let darkness: Plane
    let page: Grid
    /// Distance of the dots, in page heights.
    let cell: Float
    let angle: Float
    /// How far, in tone, the dots reach into lighter parts.
    let depth: Float
    let seed: UInt64

    func coverage(on grid: Grid) -> Plane {
        let darkness = grid.sample(darkness, on: page)
        let grains = grid.noise(seed &+ 7, 0.0024)
        let c = cos(angle), s = sin(angle), turn = 2 * Float.pi / cell, depth = depth
        // One pixel's share of the dots' steepest slope.
        let softness = 0.5 * depth * turn / grid.unit + 0.01
        return grid.map { index, x, y in
            let d = darkness[index]
            if d < -1.6 * depth { return 0 }
            let dots = (cos(turn * (x * c + y * s)) + cos(turn * (y * c - x * s))) * 0.5
            return clamp((d + depth * (0.85 * dots + 0.10 * grains[index])) / softness + 0.5)
        }
    }
}
