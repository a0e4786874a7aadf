extension Page {
    /// Whether a pixel's skin counts for the sitter's complexion: the face without features and hair.
    func isComplexion(_ index: Int) -> Bool {
        face.oval[index] > 0.5 && face.features[index] < 0.3 && hair[index] < 0.3
    }

    /// Median lightness of the sitter's complexion (OKLab L).
    var complexion: Float { quantile(lab.c0.values(where: isComplexion), 0.5) ?? 0.65 }
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
        skin = grid.blur(grid.map { clamp(page.skin[$0] + cloth[$0] + locks[$0]) }, softness)
        hair = grid.blur(grid.map { page.hair[$0] - locks[$0] }, softness)
        let rest = grid.blur(grid.map { page.clothes[$0] - cloth[$0] }, softness)
        clothes = grid.map { rest[$0] * smoothstep(0.30, 0.55, broad[$0]) }
    }
}
