/// The glass of every piece.
struct GlassColors: Sendable {
    /// Linear red, green, blue of light that has gone through.
    let pieces: [SIMD3<Float>]
    /// Which way a sheet's streaks run, 0…3.
    let grain: [Int]
    /// Skin in silver stain and enamels, over the whole page: linear light.
    let flesh: ColorPlane

    init(_ page: Page, layout: GlassLayout, direction: Direction) {
        let palette = direction.palette, grid = page.grid, pieces = layout.pieces
        let drawn = page.drawingEyes(over: page.tone), cast = HairCast(page)
        // The glass itself carries little of the modelling: that is the paint's.
        let smooth = grid.blur(
            grid.map { index in
                // On dark skin the lights do it, and they are the glass's own.
                let share = mix(0.5 + 0.4 * page.face.features[index], 1, 1.8 * page.depth - 0.2)
                return mix(0.66, drawn[index], page.hair[index] > 0.5 ? 1 : min(share, 1))
            }, 0.0016)
        let complexion = Complexion(page, palette: palette, tone: smooth, rise: 0.03 - 0.05 * page.deepness, fall: 0.06)
        let lightness = pieces.means(page.lab.c0), tone = pieces.means(page.tone)
        let a = pieces.means(page.lab.c1), b = pieces.means(page.lab.c2)
        let field = pieces.means(layout.field.tone), accent = pieces.means(layout.field.accent)
        let middles = pieces.middles()
        var dice = Dice(direction.seed, stream: 54)
        var colors: [SIMD3<Float>] = [], grain: [Int] = []
        for piece in 0..<pieces.count {
            grain.append(dice.below(4))
            let jitter = dice.normal(0.06), turn = SIMD3(0, dice.normal(0.010), dice.normal(0.010))
            let own = SIMD3(0, a[piece], b[piece])
            var color: SIMD3<Float>
            switch layout.kinds[piece] {
            case .flesh:
                color = palette.skin(tone[piece])
                color.x = max(page.complexion, page.skinLightness - 0.05)
            case .hair:
                // Lighter than the hair: paint covers half of it.
                color = palette.hair(clamp(0.07 + 1.2 * (0.4 * tone[piece] + 0.6 * lightness[piece]) + jitter))
                color = cast.kept(Self.vivid(Self.mixed(color, own, 0.15 + 0.5 * palette.keepsOwn), 1.25))
            case .clothes:
                color = palette.clothes(clamp(0.06 + 0.98 * tone[piece] + 1.1 * jitter))
                color = Self.vivid(Self.mixed(color, own, 0.5 * palette.keepsOwn), 1.35)
            case .ground:
                color = Self.ground(palette, layout.style, field[piece], accent[piece], middles[piece], &dice)
            case .nimbus:
                color = mix(palette.paper.lab, palette.ink(1).lab, 0.35 + 0.25 * dice.uniform())
            case .ring:
                color = mix(palette.ink(1).lab, palette.paper.lab, dice.element([0.0, 0.25, 0.65]))
            case .border:
                color = Self.vivid(dice.element([palette.ink(0), palette.ink(2), palette.ink(1)]).lab, 1.2)
            }
            if layout.kinds[piece] != .flesh { color += turn + SIMD3(0.4 * jitter, 0, 0) }
            color.x = clamp(color.x, 0.10, 0.97)
            colors.append(pointwiseMax(OKLab.linear(color), SIMD3(repeating: 0.002)))
        }
        self.pieces = colors
        self.grain = grain
        let figure = complexion.figure(smooth, lips: 0.05)
        flesh = grid.colors { index, _, _ in pointwiseMax(OKLab.linear(figure[index]), .zero) }
    }

    /// Light through glass is purer than a print's ink.
    private static func vivid(_ lab: SIMD3<Float>, _ gain: Float) -> SIMD3<Float> {
        SIMD3(lab.x, lab.y * gain, lab.z * gain)
    }

    private static func mixed(_ color: SIMD3<Float>, _ own: SIMD3<Float>, _ share: Float) -> SIMD3<Float> {
        SIMD3(color.x, mix(color.y, own.y * 1.3, clamp(share)), mix(color.z, own.z * 1.3, clamp(share)))
    }

    private static func ground(
        _ palette: Palette, _ style: GlassStyle, _ tone: Float, _ accent: Float, _ middle: SIMD2<Float>,
        _ dice: inout Dice
    ) -> SIMD3<Float> {
        if accent > 0.5 { return vivid(mix(palette.ink(0).lab, palette.ink(1).lab, 0.35 * dice.uniform()), 1.2) }
        let plain = vivid(palette.ground(clamp(tone + dice.normal(0.15))), 1.35)
        switch style.ground {
        case .quarries:
            // Pale tinted glass, here and there a colored pane.
            return dice.chance(0.16)
                ? vivid(palette.ink(2 + dice.below(2)).lab, 1.1) : mix(plain, palette.paper.lab, 0.45)
        case .panes:
            let choice = dice.uniform()
            if choice < 0.14 { return vivid(palette.ink(0).lab, 1.2) }
            return choice < 0.30 ? vivid(palette.ink(2).lab, 1.1) : (choice < 0.44 ? palette.paper.lab : plain)
        case .rays, .flowing:
            return dice.chance(0.14) ? mix(plain, vivid(palette.ink(2).lab, 1.2), 0.8) : plain
        }
    }
}
