/// The sitter's own colors as a painter sees them: without a fringe of the photograph's ground, and going on where the
/// photograph ends.
struct SitterColors: Sendable {
    /// OKLab; of use inside the figure and a little around it.
    let lab: ColorPlane

    init(_ page: Page) {
        let grid = page.grid
        let wide = grid.blur(page.mask, 0.003), edge = grid.blur(page.valid, 0.003)
        let trusted = grid.map { smoothstep(0.8, 0.98, wide[$0]) * smoothstep(0.8, 0.98, edge[$0]) }
        // Two widths: the nearer one where it finds anything, so that color goes on from the sitter's inside.
        let own = page.calmEyes
        let near = Self.continued(own, trusted, by: 0.006, on: grid)
        let far = Self.continued(own, trusted, by: 0.05, on: grid)
        lab = grid.colors { index, _, _ in
            let around = mix(far.color[index], near.color[index], smoothstep(0.02, 0.2, near.weight[index]))
            let known = max(trusted[index], far.weight[index] < 1e-4 ? 1 : 0)
            return mix(around, own[index], known)
        }
    }

    /// Mean of the trusted colors around a place (normalized convolution, Knutsson & Westin 1993).
    private static func continued(
        _ lab: ColorPlane, _ trusted: Plane, by sigma: Float, on grid: Grid
    ) -> (color: ColorPlane, weight: Plane) {
        let factor = 4
        func small(_ plane: Plane) -> Plane { grid.reduced(grid.map { plane[$0] * trusted[$0] }, by: factor) }
        let weight = grid.reduced(trusted, by: factor)
        let coarse = grid.reduced(by: factor)
        let sum = coarse.blur(weight, sigma)
        func mean(_ plane: Plane) -> Plane {
            let blurred = coarse.blur(small(plane), sigma)
            return grid.enlarged(coarse.map { blurred[$0] / max(sum[$0], 1e-6) }, by: factor)
        }
        return (ColorPlane(mean(lab.c0), mean(lab.c1), mean(lab.c2)), grid.enlarged(sum, by: factor))
    }
}
