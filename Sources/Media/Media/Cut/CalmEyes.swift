/// Eyes as a cutter draws them: the line of the upper lid, an iris with a glint, white beside it, nothing below.
///
/// Levels of a photograph's tones leave of small or shaded eyes a black drop or a white scrap; the mesh tells where the
/// lids are, so that an eye can be drawn whatever the light was.
struct CalmEyes: Sendable {
    /// Where the drawing takes the face's place, 0…1.
    let weight: Plane
    /// 0 ink … 1 paper.
    let tone: Plane
    /// Level of the white beside the irises.
    let whites: Plane
    /// The hollow about the lids without the brows, 0…1: no line and no black is cut there.
    let hollow: Plane

    init(_ page: Page, _ drawing: EyeDrawing) {
        let grid = page.grid, gaze = Self.gaze(of: drawing)
        let weight = grid.plane(), tone = grid.plane(0.92), whites = grid.plane(-0.5), hollow = grid.plane()
        for eye in drawing.eyes {
            let lids = Lids(eye, gaze: gaze)
            let opening = grid.blur(grid.polygon(lids.upper + lids.lower.dropFirst().dropLast()), 0.0005)
            let line = EyeDrawing.line(
                lids.upper, half: max(0.21 * eye.radius, 0.0013), on: grid, around: lids.iris, 4 * eye.radius)
            let glint = lids.iris + SIMD2(0.36 * page.lightSide, -0.12) * eye.radius
            let away = grid.distance(to: grid.map { opening[$0] > 0.5 ? 1 : 0 })
            grid.each { index, x, y in
                let place = SIMD2(x, y), off = distance(place, lids.iris) / eye.radius
                guard off < 6 else { return }
                let disc = clamp((1 - off) * eye.radius / 0.0012 + 0.5)
                let light = clamp((0.28 * eye.radius - distance(place, glint)) / 0.0010 + 0.5)
                let drawn = mix(mix(0.92, 0.12, disc), 0.92, light)
                let own = max(smoothstep(0.25, 0.75, opening[index]), line[index])
                if own > 0 { tone[index] = mix(drawn, 0.03, line[index]) }
                weight[index] = max(weight[index], own)
                let white = min(opening[index] - 0.5, max(off - 1, 0.28 - distance(place, glint) / eye.radius))
                whites[index] = max(whites[index], min(white, 0.5 - line[index]))
                hollow[index] = max(hollow[index], smoothstep(2.1, 1.3, away[index] / eye.radius))
            }
        }
        self.weight = weight
        self.tone = tone
        self.whites = whites
        self.hollow = grid.map { [brows = page.face.brows] in hollow[$0] * (1 - smoothstep(0.25, 0.6, brows[$0])) }
    }

    /// How far both eyes look aside, in shares of an eye's width: the clearer iris tells more.
    private static func gaze(of drawing: EyeDrawing) -> Float {
        var sum: Float = 0, all: Float = 0
        for eye in drawing.eyes {
            guard let from = eye.lowerLid.first, let to = eye.lowerLid.last else { continue }
            let axis = to - from, share = 1.1 - eye.need
            sum += share * dot(eye.iris - (from + to) / 2, axis) / max(dot(axis, axis), 1e-9) * (axis.x < 0 ? -1 : 1)
            all += share
        }
        return all > 0 ? clamp(sum / all, -0.13, 0.13) : 0
    }

    /// Lids that leave at least a half of the iris to be seen.
    private struct Lids {
        var upper: [SIMD2<Float>]
        var lower: [SIMD2<Float>]
        let iris: SIMD2<Float>

        init(_ eye: EyeDrawing.Eye, gaze: Float) {
            upper = eye.upperLid
            lower = eye.lowerLid
            guard upper.count == lower.count, let from = lower.first, let to = lower.last else {
                iris = eye.iris
                return
            }
            let axis = to - from, length = max((axis * axis).sum().squareRoot(), 1e-5)
            var down = SIMD2(-axis.y, axis.x) / length
            if down.y < 0 { down = -down }
            let last = lower.count - 1
            for number in lower.indices {
                let gap = dot(lower[number] - upper[last - number], down)
                let least = 1.25 * eye.radius * sin(.pi * Float(number) / Float(last))
                guard gap < least else { continue }
                lower[number] += down * (0.65 * (least - gap))
                upper[last - number] -= down * (0.35 * (least - gap))
            }
            let middle = (upper[last / 2] + lower[last / 2]) / 2
            let along = dot((from + to) / 2 - middle, axis) / (length * length)
            iris = middle + axis * (along + gaze * (axis.x < 0 ? -1 : 1)) - down * (0.12 * eye.radius)
        }
    }
}
