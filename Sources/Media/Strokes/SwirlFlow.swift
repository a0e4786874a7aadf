/// A way for long strokes: curls of noise and a vortex round the head, mixed into the ground's own design.
struct SwirlFlow: Sendable {
    var seed: UInt64
    /// Strokes stand about the head like rays instead of running round it.
    var hasAureole = false

    func flow(_ easel: Easel) -> Flow {
        let page = easel.page, grid = page.grid, center = page.face.center
        let base = easel.scene.flow, figure = grid.blur(easel.target.figure, 0.012)
        let noise = grid.blur(grid.noise(seed &+ 61, 0.2, octaves: 2), 0.025)
        let (gx, gy) = grid.slopes(noise)
        let calm = GroundDesign.ownFlow(easel.direction.ground)
        let aureole = hasAureole
        return grid.flow { index in
            let x = grid.x(index % grid.width) - center.x, y = grid.y(index / grid.width) - center.y + 0.02
            let radius = max(hypot(x, y), 1e-3)
            var way = SIMD2(-gy[index], gx[index]) * 0.09
            let near = (radius - 0.36) / 0.15
            let ring = (aureole ? 2.2 : 1.5) * exp(-near * near)
            way += (aureole ? SIMD2(x, y) : SIMD2(-y, x)) / radius * ring
            let own = base.angle(index)
            // Toward the figure strokes bend along its outline, as the base does.
            let share = calm * smoothstep(0.55, 0.02, figure[index])
            return mixedAngle(own, atan2(way.y, way.x), share)
        }
    }
}

extension GroundDesign {
    /// How much a swirl may overrule the design's own flow: 0.9 for still grounds, less where the design moves.
    fileprivate static func ownFlow(_ design: GroundDesign) -> Float {
        switch design {
        case .plain, .sun, .bokashi, .mist, .city, .garden: 0.9
        case .rays, .storm: 0.5
        case .fire, .night, .curl, .waves: 0.25
        }
    }
}
