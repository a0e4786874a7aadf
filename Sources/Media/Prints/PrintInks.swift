/// The colors of a flat portrait, taken from a palette and from the sitter's own lightness.
package struct PrintInks: Sendable {
    /// Light, shade and deep shade of the skin.
    var skin: (light: Ink, shade: Ink, deep: Ink)
    /// Of the hair, as light as the sitter's hair is; shade below it.
    var hair: (light: Ink, shade: Ink)
    var clothes: (light: Ink, mid: Ink, dark: Ink)
    var lips: Ink
    var paper: Ink
    var key: Ink

    init(_ page: Page, _ palette: Palette) {
        paper = palette.paper
        key = palette.key
        let own = page.skinColor, keep = palette.keepsOwn
        // Median skin prints in the light ink. The print may be lighter than the sitter by a little only.
        let light = clamp(page.skinLightness + 0.01, 0.2, 0.93)
        func skin(_ lightness: Float) -> Ink {
            var lab = palette.skin.nearest(lightness: lightness)
            guard keep > 0 else { return Ink(lab: SIMD3(lightness, lab.y, lab.z)) }
            lab = mix(lab, SIMD3(lab.x, own.y * 1.15, own.z * 1.15), clamp(0.35 + keep))
            // Gray skin looks ill: natural palettes keep some of its warmth.
            let chroma = hypot(lab.y, lab.z), least = 0.055 * smoothstep(0.03, 0.2, keep)
            let warm = SIMD2<Float>(0.6, 0.8) * max(least - chroma, 0)
            return Ink(lab: SIMD3(lightness, lab.y + warm.x, lab.z + warm.y))
        }
        self.skin = (skin(light), skin(light - 0.13 * (0.6 + 0.5 * light)), skin(light - 0.27 * (0.6 + 0.5 * light)))
        // As red as the lips really are beside the skin: most need hardly more than its shade.
        let redness = page.lipRedness
        let base = skin(light - 0.06 - 0.09 * redness).lab
        lips = Ink(lab: keep > 0 ? SIMD3(base.x, base.y + 0.062 * redness, base.z * (1 - 0.2 * redness)) : base)
        let cast = HairCast(page), hairColor = cast.color
        let gray = page.grayness(of: hairColor)
        func hair(_ lightness: Float) -> Ink {
            var lab = palette.hair.nearest(lightness: lightness)
            lab = mix(lab, SIMD3(lab.x, hairColor.y * 1.2, hairColor.z * 1.2), keep)
            // Gray hair has hardly a hue, whatever the ramp's is.
            return Ink(lab: cast.kept(SIMD3(lightness, lab.y * (1 - 0.6 * gray), lab.z * (1 - 0.6 * gray))))
        }
        // Hair far lighter than a face in shadow is so by no more than in the photograph: both lie in one light.
        let apart = max(hairColor.x - page.complexion, 0)
        let brightened = hairColor.x * 1.12 + 0.05 + 0.05 * gray, most = max(light + apart, hairColor.x)
        let fairness = clamp(mix(brightened, min(brightened, most), smoothstep(0.12, 0.24, apart)), 0.2, 0.93)
        self.hair = (hair(fairness), hair(fairness - 0.17))
        let cloth = page.medianColor { page.clothes[$0] > 0.6 && page.tone[$0] < 0.8 } ?? SIMD3(0.4, 0, 0)
        func clothes(_ place: Float) -> Ink {
            let lab = palette.clothes(place)
            // A clearly colored garment keeps its hue in palettes that are natural.
            let chroma = (cloth.y * cloth.y + cloth.z * cloth.z).squareRoot()
            return Ink(lab: mix(lab, SIMD3(lab.x, cloth.y * 1.2, cloth.z * 1.2), keep * smoothstep(0.03, 0.1, chroma)))
        }
        self.clothes = (clothes(0.82), clothes(0.55), clothes(0.24))
    }
}

extension Page {
    /// Median OKLab color of some pixels of the photograph; nil of fewer than 200.
    func medianColor(where condition: (Int) -> Bool) -> SIMD3<Float>? {
        let indices = stride(from: 0, to: lab.c0.count, by: 5).filter(condition)
        guard indices.count > 40 else { return nil }
        func median(_ plane: Plane) -> Float { quantile(indices.map { plane[$0] }, 0.5) ?? 0 }
        return SIMD3(median(lab.c0), median(lab.c1), median(lab.c2))
    }
}

extension Ramp {
    /// The ramp's color whose lightness is nearest.
    func nearest(lightness: Float) -> SIMD3<Float> {
        (0...64).map { self(Float($0) / 64) }.min { abs($0.x - lightness) < abs($1.x - lightness) }
            ?? SIMD3(lightness, 0, 0)
    }
}

extension Ink {
    /// The transparent ink that gives `target` when printed over `base`, as near as light allows.
    static func overprint(_ target: Ink, on base: Ink) -> Ink {
        let ratio = (target.rgb / (base.rgb + 1e-3)).clamped(lowerBound: .zero, upperBound: .one) * 255 + 0.5
        return Ink(UInt32(ratio.x) << 16 | UInt32(ratio.y) << 8 | UInt32(ratio.z))
    }

    /// Distance in OKLab, lightness counted by half: how well a shape of one ink shows on another.
    func contrast(with other: Ink) -> Float {
        let d = lab - other.lab
        return (0.5 * d.x * d.x + d.y * d.y + d.z * d.z).squareRoot()
    }

    /// A neighbor in lightness and chroma.
    func shifted(lightness: Float, chroma: Float = 1) -> Ink {
        let lab = self.lab
        return Ink(lab: SIMD3(clamp(lab.x + lightness), lab.y * chroma, lab.z * chroma))
    }
}

extension Palette {
    /// A flat of skin of a lightness, strong in hue; the dark ones go on in the hue of the light ones, since a ramp that
    /// ends in the hair's hue would make a shade on the cheeks a beard.
    func skinPaper(_ lightness: Float, of page: Page) -> Ink {
        let ramp = skin.nearest(lightness: lightness), lit = skin(0.68), own = page.skinColor
        let share = min(1, lightness / max(lit.x, 0.1))
        let hue = mix(ramp * 1.1, lit * share, 0.6)
        // Natural palettes keep the sitter's own warmth: gray skin looks ill.
        let kept = clamp(1.6 * keepsOwn, 0, 0.7) * smoothstep(0.06, 0.2, keepsOwn)
        let warm = own * 1.3 * min(1, lightness / max(own.x, 0.1)).squareRoot()
        return Ink(lab: SIMD3(lightness, mix(hue.y, warm.y, kept), mix(hue.z, warm.z, kept)))
    }

    /// The first ink that shows on all of some others; the strongest one when none does.
    func ink(showingOn others: [Ink], least: Float = 0.17) -> Ink {
        func contrast(_ ink: Ink) -> Float { others.map { ink.contrast(with: $0) }.min() ?? 1 }
        return inks.first { contrast($0) >= least } ?? (inks + [paper]).max { contrast($0) < contrast($1) } ?? key
    }
}
