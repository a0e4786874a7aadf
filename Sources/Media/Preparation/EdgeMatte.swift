/// Takes the ground's light out of the sitter's edge: a pixel there is a mixture of what lies within and what lies
/// without, and only its share of the former belongs to the sitter (alpha matting with known foreground and
/// background, Porter & Duff 1984).
struct EdgeMatte: Sendable {
    /// The sitter, within the mask that was given.
    let mask: Plane
    /// The photograph with the sitter's own colors at the edge.
    let lab: ColorPlane

    init(_ mask: Plane, _ lab: ColorPlane, on grid: Grid) {
        // How far from the edge colors mix, in page heights.
        let band = mix(0.017, 0.007, Self.sharpness(lab.c0, mask, on: grid))
        let factor = 2, small = grid.reduced(by: factor)
        let edge = grid.reduced(mask, by: factor), colors = lab.map { grid.reduced($0, by: factor) }
        let depth = small.depth(within: edge), away = small.distance(to: edge)
        let within = Surroundings(
            colors, where: small.map { smoothstep(0.5, 1.2, depth[$0] / band) }, reach: 0.8 * band, on: small)
        let without = Surroundings(
            colors, where: small.map { smoothstep(0.5, 1.2, away[$0] / band) }, reach: 0.8 * band, on: small)
        // 1 at the edge; 0 where no colors mix, and where one of the two is not known.
        let nearness = small.map { index in
            smoothstep(1.1, 0.7, max(depth[index], away[index]) / band)
                * min(within.trust[index], without.trust[index])
        }
        let own = within.color.map { grid.enlarged($0, by: factor) }
        let other = without.color.map { grid.enlarged($0, by: factor) }
        let near = grid.enlarged(nearness, by: factor)
        let result = grid.plane(), clean = ColorPlane(width: grid.width, height: grid.height)
        grid.each { index, _, _ in
            let color = lab[index], sitter = own[index], ground = other[index]
            result[index] = mask[index]
            clean[index] = color
            guard near[index] > 0 else { return }
            let scale = SIMD3<Float>(1, 2, 2), way = (sitter - ground) * scale
            let square = (way * way).sum()
            let sure = near[index] * smoothstep(0.07, 0.16, square.squareRoot())
            guard sure > 0 else { return }
            let share = clamp(((color - ground) * scale * way).sum() / square)
            result[index] = mask[index] * mix(1, smoothstep(0.2, 0.6, share), sure)
            clean[index] = color + (sitter - ground) * ((1 - share) * sure)
        }
        self.mask = result
        self.lab = clean
    }

    /// How much of the sitter's fine detail the photograph has, 0…1: little in one that was enlarged, or out of focus.
    private static func sharpness(_ lightness: Plane, _ mask: Plane, on grid: Grid) -> Float {
        func detail(_ sigma: Float) -> Float {
            let blurred = grid.blur(lightness, sigma)
            var sum: Float = 0, count: Float = 1
            for index in stride(from: 0, to: lightness.count, by: 7) where mask[index] > 0.9 {
                sum += abs(lightness[index] - blurred[index])
                count += 1
            }
            return sum / count
        }
        return smoothstep(0.1, 0.3, detail(0.0012) / max(detail(0.006), 1e-4))
    }

    /// Mean color of the places around that count.
    private struct Surroundings: Sendable {
        let color: ColorPlane
        /// Whether any are near, 0…1.
        let trust: Plane

        init(_ colors: ColorPlane, where weight: Plane, reach: Float, on grid: Grid) {
            let sum = grid.blur(weight, reach)
            color = colors.map { plane in
                let mean = grid.blur(grid.map { plane[$0] * weight[$0] }, reach)
                return grid.map { mean[$0] / max(sum[$0], 1e-4) }
            }
            trust = grid.map { smoothstep(0.01, 0.05, sum[$0]) }
        }
    }
}
