extension Regions {
    /// Colors of the four; where too little of one is seen, all colors are alike to it.
    struct Models: Sendable {
        private let models: ForEachPart<ColorModel?>
        /// Median lightness and chroma of the face.
        private let faceLightness: Float
        private let faceChroma: Float
        private static let unknown: Float = 4

        init(_ lab: ColorPlane, parts: Parts, crown: Plane, oval: Plane, features: Plane) {
            func colors(_ plane: Plane, above level: Float, _ condition: (Int) -> Bool = { _ in true })
                -> [SIMD3<Float>]
            {
                (0..<plane.count).filter { plane[$0] > level && condition($0) }.map { lab[$0] }
            }
            let ground = colors(parts.ground, above: 0.9), groundModel = ColorModel(ground, parts: 5)
            let hair = colors(parts.hair, above: 0.6) { oval[$0] < 0.1 && crown[$0] > 0.5 }
            let face = colors(oval, above: 0.9) { features[$0] < 0.2 }
            faceLightness = quantile(face.map(\.x), 0.5) ?? 1
            faceChroma = quantile(face.map { hypot($0.y, $0.z) }, 0.5) ?? 0
            models = ForEachPart(
                ground: groundModel,
                skin: ColorModel(colors(parts.skin, above: 0.85) { features[$0] < 0.2 }, parts: 3),
                hair: ColorModel(Self.unlike(groundModel, of: ground, hair), parts: 3),
                clothes: ColorModel(colors(parts.clothes, above: 0.8), parts: 5))
        }

        /// Colors that the ground does not have: what the network's mask takes of the ground along the head must not be
        /// learned as hair. All of them where hair has the ground's colors.
        private static func unlike(
            _ model: ColorModel?, of ground: [SIMD3<Float>], _ hair: [SIMD3<Float>]
        ) -> [SIMD3<Float>] {
            guard let model, let usual = quantile(ground.strided(200).map { model.likelihood($0) }, 0.3) else {
                return hair
            }
            let kept = hair.filter { model.likelihood($0) < usual }
            return kept.count * 3 > hair.count ? kept : hair
        }

        @inline(__always) func ground(_ c: SIMD3<Float>) -> Float { models.ground?.likelihood(c) ?? Self.unknown }
        @inline(__always) func skin(_ c: SIMD3<Float>, inShade shade: Float) -> Float {
            models.skin?.likelihood(c, shade: 0.45 + 0.35 * shade) ?? Self.unknown
        }
        /// How much a color under the chin is a white collar's: lighter and grayer than the face. Its shine in skin is not
        /// found there, in the chin's shadow.
        @inline(__always) func collar(_ c: SIMD3<Float>) -> Float {
            5 * smoothstep(0.02, 0.10, c.x - faceLightness)
                * smoothstep(0.95, 0.6, hypot(c.y, c.z) / max(faceChroma, 0.01))
        }
        @inline(__always) func hair(_ c: SIMD3<Float>) -> Float { models.hair?.likelihood(c) ?? Self.unknown }
        @inline(__always) func clothes(_ c: SIMD3<Float>) -> Float { models.clothes?.likelihood(c) ?? Self.unknown }
    }
}

extension [SIMD3<Float>] {
    /// At most about `count` of them, from all over.
    fileprivate func strided(_ count: Int) -> [SIMD3<Float>] {
        stride(from: 0, to: self.count, by: Swift.max(self.count / count, 1)).map { self[$0] }
    }
}
