extension SIMD3<Float> {
    /// An earth pigment of this hue in lime: duller, never quite dark, never brilliant.
    func earthy(_ share: Float = 0.8) -> SIMD3<Float> {
        let chroma = Swift.max(hypot(y, z), 1e-5)
        let dull = 0.105 * tanh(chroma * share / 0.105) / chroma
        return SIMD3(0.24 + 0.70 * x, y * dull, z * dull)
    }
}

/// The sitter's colors on the wall.
struct FrescoFigure: Sendable {
    /// OKLab.
    let color: ColorPlane
    let mask: Plane

    init(_ page: Page, flat: FlatTone, palette: Palette, plaster: SIMD3<Float>, seed: UInt64) {
        let grid = page.grid, face = page.face
        let fine = grid.blur(flat.base, 0.0007)
        let tone = Self.tone(page, flat: flat, fine: fine, seed: seed)
        let brown = SkinPigment(page, palette: palette)
        let skinHue = HueTable(palette.skin, paper: plaster, skin: brown),
            hairHue = HueTable(palette.hair, paper: plaster)
        let clothHue = HueTable(palette.clothes, paper: plaster), green = palette.ground(0.4)
        let scale = Self.skinScale(page, tone: tone)
        let inHair = page.lab.c0.values { page.hair[$0] > 0.6 }
        let hairLow = quantile(inHair, 0.1) ?? 0.2, hairHigh = quantile(inHair, 0.95) ?? 0.6
        let keep = 0.25 + 0.4 * clamp(palette.keepsOwn), lab = page.lab
        let light = grid.blur(lab.c0, 0.002), calm = page.calmEyes
        let ownA = grid.blur(calm.c1, 0.004), ownB = grid.blur(calm.c2, 0.004)
        let regions = SitterRegions(page, softness: 0.0008), deep = page.deepness, irises = page.irises
        let eyes = PaintedEyes(page, lab.c0)
        let plain = grid.colors { index, _, _ in
            let t = clamp(tone[index]), own = SIMD2(ownA[index], ownB[index])
            /// A pigment of a ramp, with some of the sitter's own hue.
            func pigment(_ lightness: Float, _ hue: HueTable, keep: Float, dull: Float) -> SIMD3<Float> {
                let ab = mix2(hue(lightness), own, keep) * dull
                return SIMD3(lightness, ab.x, ab.y)
            }
            // Flesh: green earth in the shade, ochres, and lime in the lights.
            let flesh = scale.low + (scale.high - scale.low) * pow(min(t, 1 - irises[index]), scale.gamma)
            var skin = pigment(flesh, skinHue, keep: keep, dull: 0.92)
            let shade = smoothstep(0.55, 0.2, t) * 0.20 * (1 - brown.share)
            skin = SIMD3(skin.x, mix(skin.y, green.y, shade), mix(skin.z, green.z, shade))
            let white =
                max(face.mouth[index], face.eyes[index]) * smoothstep(0.55, 0.8, fine[index]) * (1 - irises[index])
                * smoothstep(0.30, 0.48, light[index])
            let whitest = clamp(light[index] + (face.eyes[index] > 0.3 ? 0 : 0.06), 0.3, 0.86)
            skin = mix(skin, SIMD3(whitest, plaster.y, plaster.z), 0.7 * white)
            let hair = pigment(mix(hairLow, hairHigh, clamp(t * 1.1)) + 0.03, hairHue, keep: keep * 0.7, dull: 0.82)
            let cloth = pigment(light[index] * 0.8 + 0.14, clothHue, keep: keep, dull: 0.82)
            let s = regions.skin[index], h = regions.hair[index], c = regions.clothes[index]
            let mixed = (skin * s + hair * h + cloth * c) / max(s + h + c, 0.01)
            // Lime lifts the deepest darks, but for those of dark skin.
            let floor = mix(0.30, 0.20, deep * s)
            return SIMD3(mixed.x < floor ? floor - (floor - mixed.x) * 0.35 : mixed.x, mixed.y, mixed.z)
        }
        let lightness = eyes.painted(over: plain.c0)
        color = grid.colors { index, _, _ in
            let iris = 0.6 * eyes.invented[index], own = plain[index]
            return SIMD3(lightness[index], mix(own.y, 0.016, iris), mix(own.z, 0.03, iris))
        }
        mask = grid.blur(page.mask, 0.0010)
    }

    /// Flat forms, hatched by small brushes along the form.
    private static func tone(_ page: Page, flat: FlatTone, fine: Plane, seed: UInt64) -> Plane {
        let grid = page.grid, features = page.face.features
        let soft = grid.blur(flat.base, 0.0022)
        let form = grid.edgeFlow(grid.blur(page.tone, 0.004), detail: 0.003, smoothness: 0.012).flow
        let hatch = grid.along(form, grid.noise(seed &+ 3, 0.0022, octaves: 2), 0.007)
        return grid.map { index in
            mix(soft[index], fine[index], clamp(features[index] * 1.2)) + 0.085 * hatch[index] * (1 - features[index])
        }
    }

    /// Lightness of tone 0 and 1, and how it rises: the skin's median stays near the sitter's own.
    private static func skinScale(_ page: Page, tone: Plane) -> (low: Float, high: Float, gamma: Float) {
        let own = page.lab.c0.values(where: page.isComplexion), tones = tone.values(where: page.isComplexion)
        // Plaster shows through, and lightens dark paint most.
        let median = page.complexion - 0.02 - 0.06 * page.deepness
        let high = clamp(max((quantile(own, 0.97) ?? 0.8) + 0.04, median + 0.14), 0.4, 0.92)
        let low = clamp(min((quantile(own, 0.02) ?? 0.3) + 0.06, median - 0.20), 0.16 - 0.10 * page.deepness, 0.5)
        let middle = clamp(quantile(tones, 0.5) ?? 0.6, 0.15, 0.9)
        let share = clamp((median - low) / max(high - low, 0.05), 0.08, 0.95)
        return (low, high, clamp(log(share) / log(middle), 0.35, 3))
    }
}
