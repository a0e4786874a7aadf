extension Page {
    /// How much of the shade of flat prints dark skin is given beyond what `depth` asks for, 0…1: by the skin's own
    /// lightness, and not by the shadow that lies on a pale face.
    package var duskiness: Float { smoothstep(0.56, 0.34, skinLightness) }

    /// Whether hair is drawn in dark lines on a light ground, and not cut in light lines out of the dark: one of the
    /// two for the whole head. So are fair, gray and white hair, and hair hardly darker than the skin beside it.
    package var isFairHaired: Bool { hairLightness + 0.35 * (hairLightness - skinColor.x) > 0.525 }

    /// How much of the hair is left light, 0 dark … 1 fair; never between the two manners.
    package var hairFairness: Float {
        let fairness = smoothstep(0.22, 0.62, hairLightness)
        return isFairHaired ? max(fairness, 0.65) : min(fairness, 0.45)
    }

    /// How gray or white light hair is, 0…1, by the lightness and the chroma (OKLab) of its middle.
    package func grayness(of hair: SIMD3<Float>) -> Float {
        guard isFairHaired else { return 0 }
        return smoothstep(0.46, 0.64, hair.x) * smoothstep(0.085, 0.04, hypot(hair.y, hair.z))
    }
}
