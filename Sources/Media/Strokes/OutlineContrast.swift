/// Keeps a ground apart in tone from what lies inside the sitter's outline: hair on a ground of its own lightness, or an
/// ear, would dissolve in it.
enum OutlineContrast {
    /// What is to be added to the ground's lightness about the outline, fading away from it.
    ///
    /// - Parameters:
    ///   - sitter: lightness inside.
    ///   - ground: lightness outside.
    ///   - mask: the sitter.
    ///   - least: difference that is wanted.
    ///   - reach: how wide it fades, in page heights: a narrow one is seen as a rim of light.
    static func shift(
        sitter: Plane, ground: Plane, mask: Plane, least: Float, reach width: Float = 0.022, on grid: Grid
    ) -> Plane {
        let factor = 4, small = grid.reduced(by: factor)
        let inner = grid.reduced(grid.map { smoothstep(0.6, 0.95, mask[$0]) }, by: factor)
        let inside = Mean(grid.reduced(sitter, by: factor), inner, near: 0.009, wide: 0.035, on: small)
        let outer = small.map { 1 - inner[$0] }
        let outside = Mean(grid.reduced(ground, by: factor), outer, near: 0.006, wide: 0.045, on: small)
        let reach = small.blur(inner, width)
        let shift = small.map { index in
            // One way or the other along a whole side, lighter where both are dark.
            let bias = outside.wide[index] - inside.wide[index] + 0.35 * (0.45 - inside.wide[index])
            let way = tanh(bias / 0.05)
            let apart = outside.near[index] - inside.near[index]
            // What differs enough already, either way, is left.
            let lacking = max(least - way * apart, 0) * smoothstep(1.25 * least, 0.7 * least, abs(apart))
            return clamp(way * lacking, -0.24, 0.24) * smoothstep(0.04, 0.36, reach[index])
        }
        return grid.enlarged(small.blur(shift, 0.004), by: factor)
    }

    /// Means of a lightness over a region alone, of two widths (normalized convolution, Knutsson & Westin 1993).
    private struct Mean {
        let near: Plane
        let wide: Plane

        init(_ lightness: Plane, _ weight: Plane, near: Float, wide: Float, on grid: Grid) {
            let product = grid.map { lightness[$0] * weight[$0] }
            let farSum = grid.blur(product, wide), far = grid.blur(weight, wide)
            let broad = grid.map { far[$0] > 1e-4 ? farSum[$0] / far[$0] : lightness[$0] }
            let sum = grid.blur(product, near), close = grid.blur(weight, near)
            self.wide = broad
            self.near = grid.map { index in
                let share = smoothstep(0.01, 0.1, close[index])
                return mix(broad[index], sum[index] / max(close[index], 1e-4), share)
            }
        }
    }
}
