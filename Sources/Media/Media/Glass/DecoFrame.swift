/// A frame whose corners step inwards.
struct DecoFrame: Sendable {
    let drawing: Drawing

    init(_ page: Page, style: DecoStyle, palette: Palette) {
        let aspect = page.aspect
        let dark = palette.key.rgb, bright = OKLab.srgb(mix(palette.ink(1).lab, palette.paper.lab, 0.25))
        let light = palette.paper.rgb, color = palette.ink(2).rgb
        var result = Drawing()
        let step: Float = 0.017, inset: Float = 0.036
        func stepped(_ inset: Float, _ count: Int) -> [SIMD2<Float>] { Self.stepped(aspect, inset, count, step) }
        let page: [SIMD2<Float>] = [
            SIMD2(-0.1, -0.1), SIMD2(aspect + 0.1, -0.1), SIMD2(aspect + 0.1, 1.1), SIMD2(-0.1, 1.1),
        ]
        result.area([page, stepped(inset, style.steps)], dark)
        result.area([stepped(0.012, 0), stepped(0.0175, 0)], bright)
        result.area([stepped(inset - 0.0085, style.steps), stepped(inset - 0.0070, style.steps)], color)
        result.area([stepped(inset - 0.0030, style.steps), stepped(inset + 0.0012, style.steps)], bright)
        result.area([stepped(inset + 0.0048, style.steps), stepped(inset + 0.0060, style.steps)], bright)
        for (flipX, flipY) in [(false, false), (true, false), (false, true), (true, true)] {
            func corner(_ p: SIMD2<Float>) -> SIMD2<Float> { SIMD2(flipX ? aspect - p.x : p.x, flipY ? 1 - p.y : p.y) }
            if style.hasCornerFans {
                Self.fan(radius: 0.118, at: SIMD2(inset, inset), dark, bright, light, corner, into: &result)
            }
            Self.speedLines(aspect, inset, bright, color, corner, into: &result)
        }
        drawing = result
    }

    private static func stepped(_ aspect: Float, _ inset: Float, _ count: Int, _ step: Float) -> [SIMD2<Float>] {
        func corner() -> [SIMD2<Float>] {
            // From the left side up to the upper one.
            guard count > 0 else { return [SIMD2(inset, inset)] }
            var points = [SIMD2(inset, inset + Float(count) * step)]
            for number in 0..<count {
                let x = inset + Float(number + 1) * step, y = inset + Float(count - number) * step
                points.append(SIMD2(x, y))
                points.append(SIMD2(x, y - step))
            }
            return points
        }
        let c = corner()
        return c + c.reversed().map { SIMD2(aspect - $0.x, $0.y) } + c.map { SIMD2(aspect - $0.x, 1 - $0.y) }
            + c.reversed().map { SIMD2($0.x, 1 - $0.y) }
    }

    private static func fan(
        radius: Float, at foot: SIMD2<Float>, _ dark: SIMD3<Float>, _ bright: SIMD3<Float>, _ light: SIMD3<Float>,
        _ corner: (SIMD2<Float>) -> SIMD2<Float>, into result: inout Drawing
    ) {
        let count = 9
        func arc(_ r: Float, _ from: Float, _ to: Float) -> [SIMD2<Float>] {
            (0...10).map { foot + SIMD2(cos(mix(from, to, Float($0) / 10)), sin(mix(from, to, Float($0) / 10))) * r }
        }
        let quarter = Float.pi / 2
        result.area([([foot] + arc(radius, 0, quarter)).map(corner)], bright)
        result.area([([foot] + arc(radius - 0.0035, 0, quarter)).map(corner)], dark)
        for number in 0..<count {
            let from = quarter * (Float(number) + 0.10) / Float(count),
                to = quarter * (Float(number) + 0.90) / Float(count)
            let color = number % 2 == 0 ? bright : light
            let points = arc(radius - 0.008, from, to) + arc(0.030, to, from)
            result.area([points.map(corner)], color, opacity: number % 2 == 0 ? 1 : 0.85)
        }
        result.area([([foot] + arc(0.025, 0, quarter)).map(corner)], bright)
        result.area([([foot] + arc(0.016, 0, quarter)).map(corner)], dark)
    }

    /// Three lines of falling length at both ends of the upper and lower edge.
    private static func speedLines(
        _ aspect: Float, _ inset: Float, _ bright: SIMD3<Float>, _ color: SIMD3<Float>,
        _ corner: (SIMD2<Float>) -> SIMD2<Float>, into result: inout Drawing
    ) {
        for number in 0..<3 {
            let y = 0.0215 + 0.0034 * Float(number), length = 0.19 - 0.05 * Float(number)
            let from = SIMD2(0.026, y), to = SIMD2(0.026 + length, y)
            result.line(
                [SIMD3(corner(from), 0.0008), SIMD3(corner(to), 0.0008)], number == 1 ? color : bright)
            let up = SIMD2(y, 0.026), down = SIMD2(y, 0.026 + length)
            result.line([SIMD3(corner(up), 0.0008), SIMD3(corner(down), 0.0008)], number == 1 ? color : bright)
        }
    }
}
