extension Regions {
    /// Colors of the four; where too little of one is seen, all colors are alike to it.
    struct Models: Sendable {
        private let ground: GroundModel?
        private let models: (skin: ColorModel?, hair: ColorModel?, clothes: ColorModel?)
        /// Median lightness and chroma of the face.
        private let faceLightness: Float
        /// Where light falls on the face.
        private let faceLight: Float
        private let faceChroma: Float
        /// Median lightness of the cheeks on either side, by the place of the face's middle and the eyes' distance.
        private let cheeks: (left: Float, right: Float, middle: Float, eyeDistance: Float)
        /// Usual lightness of the hair, and where light falls on it.
        private let hairLightness: Float
        private let hairLight: Float
        private static let unknown: Float = 4

        init(
            _ lab: ColorPlane, parts: Parts, crown: Plane, oval: Plane, core: Plane, features: Plane, fringe: Plane,
            face map: FaceMap, on grid: Grid
        ) {
            func places(_ plane: Plane, above level: Float, _ condition: (Int) -> Bool = { _ in true }) -> [Int] {
                (0..<plane.count).filter { plane[$0] > level && condition($0) }
            }
            func colors(_ places: [Int]) -> [SIMD3<Float>] { places.map { lab[$0] } }
            let below = colors(places(core, above: 0.9) { features[$0] < 0.2 })
            let usual = quantile(below.map(\.x), 0.5) ?? 1
            // A fringe is seldom lighter than the face; what is so above the brows is the forehead.
            let face =
                below
                + colors(
                    places(oval, above: 0.9) { features[$0] < 0.2 && core[$0] == 0 && lab.c0[$0] > usual })
            faceLightness = quantile(face.map(\.x), 0.5) ?? 1
            faceLight = quantile(face.map(\.x), 0.95) ?? 1
            faceChroma = quantile(face.map { hypot($0.y, $0.z) }, 0.5) ?? 0
            // Above the beard.
            func cheek(_ isOwn: (Float) -> Bool) -> Float {
                let own = places(core, above: 0.9) { index in
                    features[index] < 0.2 && isOwn(grid.x(index % grid.width) - map.center.x)
                        && grid.y(index / grid.width) < map.center.y + 0.4 * map.eyeDistance
                }
                return quantile(own.map { lab.c0[$0] }, 0.5) ?? usual
            }
            cheeks = (cheek { $0 < 0 }, cheek { $0 > 0 }, map.center.x, map.eyeDistance)
            let around = places(parts.ground, above: 0.9).strided(6000).map { index in
                (color: lab[index], place: SIMD2(grid.x(index % grid.width), grid.y(index / grid.width)))
            }
            ground = GroundModel(around)
            let hair = Self.unlikeGround(
                ground, around,
                of: places(parts.hair, above: 0.6) { oval[$0] < 0.1 && crown[$0] > 0.5 }, lab, on: grid)
            let own = Self.unlikeSkin(ColorModel(face, parts: 3), face, of: colors(hair))
            hairLightness = quantile(own.map(\.x), 0.5) ?? faceLightness
            hairLight = quantile(own.map(\.x), 0.9) ?? faceLightness
            models = (
                skin: ColorModel(
                    colors(
                        places(parts.skin, above: 0.85) { index in
                            // A fringe that passes for skin would be learned as such.
                            let isFringe = fringe[index] > 0.5 && lab.c0[index] < usual - 0.08
                            return features[index] < 0.2 && !isFringe
                        }), parts: 3),
                hair: ColorModel(own, parts: 3),
                clothes: ColorModel(colors(places(parts.clothes, above: 0.8)), parts: 5)
            )
        }

        /// Places whose colors the ground around them does not have: what the network's mask takes of the ground along
        /// the head must not be learned as hair. All of them where hair has the ground's colors.
        private static func unlikeGround(
            _ model: GroundModel?, _ ground: [(color: SIMD3<Float>, place: SIMD2<Float>)], of hair: [Int],
            _ lab: ColorPlane, on grid: Grid
        ) -> [Int] {
            let known = ground.strided(200).compactMap { model?.likelihood($0.color, at: $0.place) }
            guard let model, let usual = quantile(known, 0.3) else { return hair }
            let kept = hair.filter {
                model.likelihood(lab[$0], at: SIMD2(grid.x($0 % grid.width), grid.y($0 / grid.width))) < usual
            }
            return kept.count * 3 > hair.count ? kept : hair
        }

        /// Colors that the face does not have: a high forehead, and a bald crown, lie where hair is looked for. All of
        /// them where nearly all are the face's, as those of fair hair may be.
        private static func unlikeSkin(
            _ model: ColorModel?, _ face: [SIMD3<Float>], of hair: [SIMD3<Float>]
        ) -> [SIMD3<Float>] {
            guard let model,
                let usual = quantile(face.strided(400).map { model.likelihood($0, shine: 0.8) }, 0.15)
            else { return hair }
            let kept = hair.filter { model.likelihood($0, shine: 0.8) < usual }
            return kept.count * 12 > hair.count ? kept : hair
        }

        @inline(__always) func ground(_ c: SIMD3<Float>, at place: SIMD2<Float>) -> Float {
            ground?.likelihood(c, at: place) ?? Self.unknown
        }
        @inline(__always) func skin(_ c: SIMD3<Float>, inShade shade: Float, inLight shine: Float) -> Float {
            models.skin?.likelihood(c, shade: 0.45 + 0.35 * shade, shine: 0.65 * shine) ?? Self.unknown
        }
        /// How much a color under the chin is a white collar's: lighter and grayer than the face. Its shine in skin is not
        /// found there, in the chin's shadow.
        @inline(__always) func collar(_ c: SIMD3<Float>) -> Float {
            5 * smoothstep(0.02, 0.10, c.x - faceLightness)
                * smoothstep(0.95, 0.6, hypot(c.y, c.z) / max(faceChroma, 0.01))
        }
        /// How much a color is too light for dark hair, 0…1: skin where it is lit or light shines through it; 0 beside hair
        /// that is not darker than the face.
        ///
        /// - Parameter isFringe: whether hair that shines is looked for too.
        @inline(__always) func light(_ c: SIMD3<Float>, isFringe: Bool) -> Float {
            let dark = isFringe ? hairLight : hairLightness, range = faceLightness - dark
            return smoothstep(0.08, 0.16, range) * smoothstep(0.35, 0.7, (c.x - dark) / max(range, 0.01))
        }
        /// How far a color may be an ear's, 0…1: one that is far lighter than the face's lights is the ground's.
        @inline(__always) func ear(_ c: SIMD3<Float>) -> Float { smoothstep(0.14, 0.06, c.x - faceLight) }
        @inline(__always) func hair(_ c: SIMD3<Float>) -> Float { models.hair?.likelihood(c) ?? Self.unknown }
        /// How much likelier a color is of hair that falls into the face than of skin in the shade, 0…6: colors lighter
        /// than the face are those of a forehead that shines.
        @inline(__always) func fringe(_ c: SIMD3<Float>) -> Float {
            clamp(hair(c) - skin(c, inShade: 0, inLight: 0), 0, 6) * smoothstep(-0.04, 0.02, faceLightness - c.x)
        }
        /// How surely a place above the brows is hair that hangs there, 0…1: far darker than the cheek below it, as no shade
        /// of a forehead is, and no less like the hair than the hair's own shade.
        @inline(__always) func shadedFringe(_ c: SIMD3<Float>, x: Float) -> Float {
            let side = smoothstep(-0.6, 0.6, (x - cheeks.middle) / cheeks.eyeDistance)
            let isLike = smoothstep(-3, -1, hair(c) - skin(c, inShade: 0, inLight: 0))
            return smoothstep(0.12, 0.20, mix(cheeks.left, cheeks.right, side) - c.x) * isLike
        }
        @inline(__always) func clothes(_ c: SIMD3<Float>) -> Float { models.clothes?.likelihood(c) ?? Self.unknown }
    }
}

extension Array {
    /// At most about `count` of them, from all over.
    fileprivate func strided(_ count: Int) -> [Element] {
        stride(from: 0, to: self.count, by: Swift.max(self.count / count, 1)).map { self[$0] }
    }
}
