/// Skin and hair in egg tempera: a thin even ground, over it the forms in fine hatched strokes, each of one color.
struct Tempera: Sendable {
    /// Colors of a figure as a painter sees them, OKLab on the page's grid.
    let base: ColorPlane
    let strokes: Drawing
    private let grid: Grid

    /// - Parameters:
    ///   - where: how much of the page's places is painted, 0…1; strokes begin only where it is above a half.
    ///   - scale: width and length of strokes, 1 for a brush of 2 mm on a page 1 m high.
    init(
        _ page: Page, figure: ColorPlane, flow: Flow, where area: Plane, scale: Float = 1, seed: UInt64
    ) {
        let grid = page.grid, face = page.face
        // The ground of the picture is broad, but for the features.
        let broad = grid.blur(figure, 0.0050), near = grid.blur(figure, 0.0009)
        let detail = grid.map { clamp(face.features[$0] * 1.25) }
        base = grid.colors { index, _, _ in mix(broad[index], near[index], detail[index]) }
        self.grid = grid
        let fine = grid.blur(figure, 0.0007)
        var dice = Dice(seed, stream: 61)
        var drawing = Drawing()
        // Broad strokes first, then the modelling, then the features.
        let passes: [(step: Float, half: Float, length: Float, opacity: Float, feature: ClosedRange<Float>)] = [
            (0.0062, 0.0021, 0.030, 0.34, 0...0.35), (0.0043, 0.0013, 0.022, 0.40, 0...0.6),
            (0.0034, 0.00085, 0.015, 0.46, 0...0.85), (0.0023, 0.00055, 0.0075, 0.55, 0.3...1),
        ]
        for (number, pass) in passes.enumerated() {
            let step = pass.step * scale
            let source = number == 0 ? broad : (number == 1 ? near : fine)
            for y in stride(from: step / 2, to: 1, by: step) {
                for x in stride(from: step / 2, to: page.aspect, by: step) {
                    let place = SIMD2(x + dice.uniform(-0.5, 0.5) * step, y + dice.uniform(-0.5, 0.5) * step)
                    let index = grid.index(place.x, place.y)
                    let lengthShare = dice.uniform(0.6, 1.25), shade = dice.normal(0.021), turn = dice.normal(0.007)
                    guard area[index] > 0.5, pass.feature.contains(detail[index]) else { continue }
                    let isHair = page.hair[index] > 0.5
                    let length = pass.length * scale * lengthShare * (isHair ? 1.7 : 1)
                    let points = Self.walk(from: place, length: length, flow: flow, area: area, on: grid)
                    guard points.count > 2 else { continue }
                    var color = source[index]
                    let loud: Float = (1 - 0.65 * detail[index]) * (isHair ? 1.7 : 1)
                    color += SIMD3(shade * loud, turn * loud, dice.normal(0.008) * loud)
                    let last = Float(points.count - 1), half = pass.half * scale
                    drawing.line(
                        points.enumerated().map { number, point in
                            let t = Float(number) / last
                            return SIMD3(point.x, point.y, half * (0.35 + 0.65 * min(1, 3.2 * min(t, 1 - t) + 0.15)))
                        }, OKLab.srgb(color), opacity: pass.opacity)
                }
            }
        }
        strokes = drawing
    }

    /// A stroke's way along the flow, ended where the painted area ends.
    private static func walk(from place: SIMD2<Float>, length: Float, flow: Flow, area: Plane, on grid: Grid)
        -> [SIMD2<Float>]
    {
        let count = 7, step = length / Float(count - 1)
        func half(_ sign: Float) -> [SIMD2<Float>] {
            var points: [SIMD2<Float>] = [], here = place, heading: SIMD2<Float>?
            for _ in 0..<count / 2 {
                let index = grid.index(here.x, here.y)
                var ahead = SIMD2(flow.cosines[index], flow.sines[index])
                if let heading {
                    if dot(ahead, heading) < 0 { ahead = -ahead }
                } else {
                    ahead *= sign
                }
                heading = ahead
                here += ahead * step
                guard area[grid.index(here.x, here.y)] > 0.35 else { break }
                points.append(here)
            }
            return points
        }
        return half(-1).reversed() + [place] + half(1)
    }

    /// sRGB.
    func paint(on raster: Grid, share: Float = 1) -> ColorPlane {
        let ground = raster.sample(base, on: grid)
        let picture = raster.colors { index, _, _ in OKLab.srgb(ground[index]) }
        strokes.lay(over: picture, on: raster, share: share)
        return picture
    }
}
