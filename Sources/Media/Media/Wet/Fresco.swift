/// Buon fresco: earths laid into wet plaster, day by day; time has worn and broken it.
struct Fresco: Medium {
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let seed = Dice.mixed(direction.seed &+ 0xF2E), palette = direction.palette, grid = page.grid
        let manner = Manner.all[direction.variation % Manner.all.count]
        let plaster = Self.plaster(palette)
        let flat = FlatTone(page, across: 0.003, along: 0.007, detail: 0.6)
        let figure = FrescoFigure(page, flat: flat, palette: palette, plaster: plaster, seed: seed)
        try grid.work.check()
        let setting = FrescoSetting(page, direction: direction, manner: manner, plaster: plaster, seed: seed)
        let wall = FrescoWall(page, manner: manner, seed: seed)
        var dice = Dice(seed, stream: 0x1C)
        let traced = grid.tracedLines(
            page.lineStrength(flat.base, detail: 0.0013, outline: 1), along: page.flow, start: 0.34, shortest: 0.025,
            spacing: 0.006)
        let brush = Hand(width: 0.0015, stray: 0.0004, overrun: 0.004, expression: 0.7)
        let underdrawing = Hand(width: 0.0021, stray: 0.002, overrun: 0.02, expression: 0.7)
        return PaintedWall(
            seed: seed, grid: grid, plaster: plaster, figure: figure, setting: setting, wall: wall,
            contour: traced.map { brush.draw($0, &dice) }, sinopia: traced.map { underdrawing.draw($0, &dice) },
            earth: SIMD3(0.46, 0.5 * (palette.skin(0.3).y + 0.09), 0.5 * (palette.skin(0.3).z + 0.06)),
            dark: mix(palette.key.lab, palette.skin(0.2), 0.45))
    }

    struct Manner: Sendable {
        var nimbus = true
        /// How much is lost, 0…1.
        var loss: Float = 0.35
        /// Painted bands round the picture.
        var bands = false
        /// A plain painted panel instead of the design.
        var panel = false

        static let all = [
            Manner(),
            Manner(loss: 0.85),
            Manner(loss: 0.25, bands: true),
            Manner(nimbus: false, loss: 0.5, bands: true, panel: true),
        ]
    }

    /// Lime and sand: nearly white, of the paper's hue.
    private static func plaster(_ palette: Palette) -> SIMD3<Float> {
        let paper = palette.paper.lab
        return SIMD3(clamp(paper.x, 0.86, 0.92), paper.y * 0.7, max(paper.z * 0.8, 0.012))
    }
}

extension SIMD3<Float> {
    /// An earth pigment of this hue in lime: duller, and never quite dark.
    func earthy(_ share: Float = 0.78) -> SIMD3<Float> {
        SIMD3(0.24 + 0.70 * x, y * share, z * share)
    }
}

/// The sitter's colors on the wall.
struct FrescoFigure: Sendable {
    /// OKLab.
    let color: ColorPlane
    let mask: Plane

    init(_ page: Page, flat: FlatTone, palette: Palette, plaster: SIMD3<Float>, seed: UInt64) {
        let grid = page.grid, face = page.face
        let soft = grid.blur(flat.base, 0.0022), fine = grid.blur(flat.base, 0.0007)
        // Small brushes hatch along the form.
        let hatchFlow = grid.edgeFlow(grid.blur(page.tone, 0.004), detail: 0.003, smoothness: 0.012).flow
        let hatch = grid.along(hatchFlow, grid.noise(seed &+ 3, 0.0022, octaves: 2), 0.007)
        let tone = grid.map { index in
            mix(soft[index], fine[index], clamp(face.features[index] * 1.2)) + 0.05 * hatch[index] * (1 - face.eyes[index])
        }
        let scale = Self.skinScale(page, tone: tone)
        let hairLow = quantile(page.lab.c0.values { page.hair[$0] > 0.6 }, 0.1) ?? 0.2
        let hairHigh = quantile(page.lab.c0.values { page.hair[$0] > 0.6 }, 0.95) ?? 0.6
        let skinHue = HueTable(palette.skin, paper: plaster), hairHue = HueTable(palette.hair, paper: plaster)
        let clothHue = HueTable(palette.clothes, paper: plaster)
        let green = palette.ground(0.4)
        let own = page.lab
        let keep = 0.25 + 0.4 * clamp(palette.keepsOwn)
        let light = grid.blur(own.c0, 0.002), ownA = grid.blur(own.c1, 0.004), ownB = grid.blur(own.c2, 0.004)
        color = grid.colors { index, _, _ in
            let t = clamp(tone[index])
            // Flesh: green earth in the shade, ochres, and lime in the lights.
            let l = scale.low + (scale.high - scale.low) * pow(t, scale.gamma)
            let flesh = skinHue(l)
            let shade = smoothstep(0.55, 0.2, t) * 0.30
            var skin = SIMD3(l, mix(mix(flesh.x, ownA[index], keep), green.y, shade), mix(mix(flesh.y, ownB[index], keep), green.z, shade))
            let white = max(face.mouth[index], face.eyes[index]) * smoothstep(0.55, 0.8, fine[index])
            skin = mix(skin, SIMD3(0.86, plaster.y, plaster.z), 0.7 * white)
            let hl = mix(hairLow, hairHigh, clamp(t * 1.1)) + 0.03
            let hairColor = hairHue(hl)
            let cl = light[index] * 0.8 + 0.14, clothColor = clothHue(cl)
            let s = page.skin[index], h = page.hair[index], c = page.clothes[index]
            let sum = 1 / max(s + h + c, 0.01)
            let dull: Float = 0.82
            let hairLab = SIMD3(hl, mix(hairColor.x, ownA[index], keep * 0.7) * dull, mix(hairColor.y, ownB[index], keep * 0.7) * dull)
            let clothLab = SIMD3(cl, mix(clothColor.x, ownA[index], keep) * dull, mix(clothColor.y, ownB[index], keep) * dull)
            let mixed = (SIMD3(skin.x, skin.y * 0.92, skin.z * 0.92) * s + hairLab * h + clothLab * c) * sum
            // Lime lifts the deepest darks.
            return SIMD3(mixed.x < 0.30 ? 0.30 - (0.30 - mixed.x) * 0.35 : mixed.x, mixed.y, mixed.z)
        }
        mask = grid.blur(page.mask, 0.0010)
    }

    /// Lightness of tone 0 and 1, and how it rises: the skin's median stays near the sitter's own.
    private static func skinScale(_ page: Page, tone: Plane) -> (low: Float, high: Float, gamma: Float) {
        func counts(_ index: Int) -> Bool {
            page.face.oval[index] > 0.5 && page.face.features[index] < 0.3 && page.hair[index] < 0.3
        }
        let own = page.lab.c0.values(where: counts), tones = tone.values(where: counts)
        let median = (quantile(own, 0.5) ?? 0.65) + 0.01
        let high = clamp(max((quantile(own, 0.97) ?? 0.8) + 0.04, median + 0.14), 0.4, 0.92)
        let low = clamp(min((quantile(own, 0.02) ?? 0.3) + 0.06, median - 0.20), 0.16, 0.5)
        let middle = clamp(quantile(tones, 0.5) ?? 0.6, 0.15, 0.9)
        let share = clamp((median - low) / max(high - low, 0.05), 0.08, 0.95)
        return (low, high, clamp(log(share) / log(middle), 0.35, 3))
    }
}
