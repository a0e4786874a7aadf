/// The way of the brush.
struct BrushFlow: Sendable {
    /// How far the picture's edges reach, in page heights.
    var smoothness: Float = 0.008
    /// How much strokes follow the head's form where the picture has no edges of its own, 0…1.
    var form: Float = 0.6
    /// Weight of the ground's design against edges near it.
    var ground: Float = 5
    /// An angle that all directions lean to, and how much, 0…1.
    var lean: (angle: Float, share: Float) = (0, 0)

    /// Directions along the target's edges and the head's form, and the ground's own behind it: all as tensors, so
    /// that strokes bend round the head.
    func flow(_ target: PaintTarget, page: Page) -> Flow {
        let grid = page.grid, factor = 2
        let tone = grid.reduced(target.lab.c0, by: factor)
        let half = grid.halved
        let fine = Tensor(tone, detail: 0.0022, smoothness: smoothness, on: half)
        let broad = Tensor(tone, detail: 0.005, smoothness: smoothness * 3, on: half)
        let figure = half.blur(grid.reduced(target.figure, by: factor), 0.003)
        let hair = grid.reduced(page.hair, by: factor)
        // Broad form alone: rings about the tip of a nose are no form.
        let relief = half.blur(grid.reduced(page.relief, by: factor), 0.3 * page.face.eyeDistance)
        let (rx, ry) = half.slopes(relief)
        let usual =
            quantile(
                half.map { fine.e[$0] + fine.g[$0] }.values { figure[$0] > 0.5 }, 0.5) ?? 1e-4
        let way = Flow(
            cosines: grid.reduced(
                grid.map { target.ground.flow.cosines[$0] * target.ground.flow.cosines[$0] }, by: factor),
            sines: grid.reduced(grid.map { target.ground.flow.cosines[$0] * target.ground.flow.sines[$0] }, by: factor))
        let cosines = half.plane(), sines = half.plane()
        let formWeight = form, groundWeight = ground
        half.each { index, _, _ in
            let inside = figure[index]
            var e = (fine.e[index] + 0.2 * broad.e[index]) * inside
            var f = (fine.f[index] + 0.2 * broad.f[index]) * inside
            var g = (fine.g[index] + 0.2 * broad.g[index]) * inside
            // Level lines of the relief run across its slope.
            let slope = rx[index] * rx[index] + ry[index] * ry[index]
            let share = formWeight * usual * inside * (1 - 0.8 * hair[index]) / (slope + 0.2)
            e += share * rx[index] * rx[index]
            f += share * rx[index] * ry[index]
            g += share * ry[index] * ry[index]
            let behind = groundWeight * usual * (1 - inside)
            e += behind * (1 - way.cosines[index])
            f -= behind * way.sines[index]
            g += behind * way.cosines[index]
            let angle = 0.5 * atan2(2 * f, e - g) + .pi / 2
            cosines[index] = cos(2 * angle)
            sines[index] = sin(2 * angle)
        }
        // Doubled angles may be interpolated.
        let c = grid.enlarged(cosines, by: factor), s = grid.enlarged(sines, by: factor)
        let (angle, share) = lean
        return grid.flow { index in
            let own = 0.5 * atan2(s[index], c[index])
            return share > 0 ? mixedAngle(own, angle, share) : own
        }
    }

    /// Structure tensor of a tone, strong edges damped so that quiet parts are heard.
    private struct Tensor {
        let e: Plane
        let f: Plane
        let g: Plane

        init(_ tone: Plane, detail: Float, smoothness: Float, on grid: Grid) {
            let (gx, gy) = grid.slopes(grid.blur(tone, detail))
            let weight = grid.map { pow(gx[$0] * gx[$0] + gy[$0] * gy[$0] + 1e-4, -0.3) }
            e = grid.blur(grid.map { gx[$0] * gx[$0] * weight[$0] }, smoothness)
            f = grid.blur(grid.map { gx[$0] * gy[$0] * weight[$0] }, smoothness)
            g = grid.blur(grid.map { gy[$0] * gy[$0] * weight[$0] }, smoothness)
        }
    }
}
