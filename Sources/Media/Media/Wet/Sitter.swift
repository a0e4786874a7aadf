/// Brown for dark skin under any palette: without it a cool key makes the skin slate.
struct SkinPigment: Sendable {
    /// OKLab a and b of unit length, between the sitter's own hue and that of earth.
    private let hue: SIMD2<Float>
    /// How much of it stands in for the palette's hue, 0…1.
    let share: Float

    /// - Parameter most: share on the darkest skin where the palette keeps own hues.
    init(_ page: Page, palette: Palette, most: Float = 0.85) {
        let own = SIMD2(page.skinColor.y, page.skinColor.z), chroma = hypot(own.x, own.y)
        let mixed = SIMD2<Float>(0.60, 0.80) + own / max(chroma, 1e-4) * smoothstep(0.01, 0.04, chroma)
        hue = mixed / max(hypot(mixed.x, mixed.y), 1e-4)
        // A black-and-white photograph tells no hue, and palettes of one bold hue keep most of theirs.
        share =
            page.modelling * most * smoothstep(0.004, 0.016, chroma)
            * (0.35 + 0.65 * smoothstep(0, 0.25, palette.keepsOwn))
    }

    /// a and b at a lightness: strongest in half-darks, where a transparent earth glows.
    @inline(__always)
    func callAsFunction(_ lightness: Float) -> SIMD2<Float> {
        hue * (0.066 * smoothstep(0.02, 0.36, lightness) * (1 - 0.45 * smoothstep(0.55, 0.95, lightness)))
    }

    @inline(__always)
    func mixed(into ab: SIMD2<Float>, at lightness: Float, weight: Float = 1) -> SIMD2<Float> {
        mix2(ab, self(lightness), share * weight)
    }
}

extension Palette {
    /// What a painter drops into shadows: the coolest ink, or the clothes' middle tone where all inks are warm.
    var shadowPigment: SIMD3<Float> {
        let coolest = inks.map(\.lab).filter { $0.x < 0.8 }.min { $0.z < $1.z }
        guard let coolest, coolest.z < 0 else { return clothes(0.4) }
        return coolest
    }

    /// Watercolour wants white paper: the palette's own, nearly bleached.
    var washPaper: Ink {
        let own = paper.lab
        return Ink(lab: SIMD3(max(own.x, 0.972), own.y * 0.55, own.z * 0.55))
    }
}

/// The sitter's skin, hair and clothes without the faults of their maps.
struct SitterRegions: Sendable {
    let skin: Plane
    let hair: Plane
    let clothes: Plane

    /// - Parameter softness: of their borders, in page heights.
    init(_ page: Page, softness: Float) {
        let grid = page.grid
        // Scraps of cloth or hair, in ears above all, are skin; thin strips of cloth along the hair are nothing.
        let cloth = grid.scraps(of: page.clothes, smallerThan: 0.003)
        let locks = grid.scraps(of: page.hair, smallerThan: 0.0018)
        let broad = grid.blur(page.clothes, 0.007)
        let flesh = grid.blur(grid.map { clamp(page.skin[$0] + cloth[$0] + locks[$0]) }, softness)
        let strands = grid.blur(grid.map { page.hair[$0] - locks[$0] }, softness)
        let rest = grid.blur(grid.map { page.clothes[$0] - cloth[$0] }, softness)
        // What is taken from the clothes falls to what lies about it, or a hole of bare paper would be left.
        let lost = grid.map { rest[$0] * (1 - smoothstep(0.30, 0.55, broad[$0])) }
        let nearSkin = grid.blur(flesh, 0.008), nearHair = grid.blur(strands, 0.008)
        let shares = grid.map { nearSkin[$0] / max(nearSkin[$0] + nearHair[$0], 1e-4) }
        let found = grid.map { smoothstep(0.02, 0.1, nearSkin[$0] + nearHair[$0]) }
        skin = grid.map { flesh[$0] + lost[$0] * found[$0] * shares[$0] }
        hair = grid.map { strands[$0] + lost[$0] * found[$0] * (1 - shares[$0]) }
        clothes = grid.map { rest[$0] - lost[$0] * found[$0] }
    }
}
