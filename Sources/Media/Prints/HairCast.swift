/// What a palette may do to the sitter's hair: gray, white and grayish black hair are tinted at most.
struct HairCast: Sendable {
    /// Median of the hair, OKLab.
    let color: SIMD3<Float>
    /// How nearly colorless the hair is, 0…1; 0 in photographs without any color.
    let grayness: Float
    private let most: Float

    init(_ page: Page) {
        color = page.medianColor { page.hair[$0] > 0.6 } ?? SIMD3(page.hairLightness, 0, 0)
        let chroma = hypot(color.y, color.z), skin = hypot(page.skinColor.y, page.skinColor.z)
        grayness = smoothstep(0.062, 0.034, chroma) * smoothstep(0.012, 0.025, skin)
        most = 1.1 * chroma + 0.014
    }

    /// A color of the hair with no more chroma than the hair may have; the dark ones have room for a tint.
    /// Gloss lifts it by a quarter at most: black hair stays darker than the skin.
    @inline(__always)
    func kept(_ color: SIMD3<Float>) -> SIMD3<Float> {
        let most = self.color.x + 0.16, over = max(color.x - most, 0)
        let lab = SIMD3(min(color.x, most) + 0.10 * tanh(over / 0.10), color.y, color.z)
        let chroma = hypot(lab.y, lab.z), least = self.most + 0.02 * smoothstep(0.40, 0.22, lab.x)
        guard chroma > least else { return lab }
        let share = mix(1, least / chroma, grayness * smoothstep(0.16, 0.36, lab.x))
        return SIMD3(lab.x, lab.y * share, lab.z * share)
    }
}

extension Page {
    /// How gray or white the sitter's light hair is, 0…1.
    var hairWhiteness: Float { grayness(of: HairCast(self).color) }

    /// The share of the hair that is cut in black: much of dark hair, little of fair, none of white, where it would be
    /// a hole.
    func blackHair(dark: Float, fair: Float) -> Float { mix(dark, fair * (1 - hairWhiteness), hairFairness) }

    /// How red the lips really are beside the skin, 0.12 hardly … 1 painted.
    var lipRedness: Float {
        let mouth = medianColor { face.lips[$0] > 0.6 && face.mouth[$0] < 0.2 } ?? skinColor
        return clamp((mouth.y - skinColor.y) / 0.07, 0.12, 1)
    }
}
