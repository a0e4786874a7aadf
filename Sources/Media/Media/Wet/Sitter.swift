extension Page {
    /// Whether a pixel's skin counts for the sitter's complexion: the face without features and hair.
    func isComplexion(_ index: Int) -> Bool {
        face.oval[index] > 0.5 && face.features[index] < 0.3 && hair[index] < 0.3
    }

    /// Median lightness of the sitter's complexion (OKLab L).
    var complexion: Float { quantile(lab.c0.values(where: isComplexion), 0.5) ?? 0.65 }
}

extension Array {
    /// A direction's variation, counted round.
    func variation(_ number: Int) -> Element { self[(number % count + count) % count] }
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
