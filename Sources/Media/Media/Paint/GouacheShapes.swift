/// The flat shapes of a gouache, as level sets on the page's grid.
struct GouacheShapes: Sendable {
    /// Numbers of tones for skin, hair and clothes, as shares of the region that are darker than each border.
    struct Levels: Sendable {
        var skin: [Float]
        var hair: [Float]
        var clothes: [Float]

        static let many = Levels(
            skin: [0.05, 0.15, 0.32, 0.54, 0.76, 0.93], hair: [0.22, 0.48, 0.74, 0.93],
            clothes: [0.18, 0.42, 0.66, 0.88])
        static let few = Levels(skin: [0.07, 0.26, 0.55, 0.88], hair: [0.35, 0.78], clothes: [0.3, 0.62, 0.9])
    }

    /// Flats of one region: borders in lightness, rising, and one color more than borders.
    struct Flats: Sendable {
        let borders: [Float]
        let colors: [SIMD3<Float>]
    }

    /// Positive inside the figure, in its skin (against clothes), in its hair (against both).
    let figure: Plane
    let skinSide: Plane
    let hairSide: Plane
    /// Lightness with its shapes rounded as a brush would.
    let tone: Plane
    /// 1 in the features, where brushwork stays out.
    let features: Plane
    let skin: Flats
    let hair: Flats
    let clothes: Flats
    /// Broad deviations of a and b from the flats' colors.
    let drift: (a: Plane, b: Plane)

    init(_ easel: Easel, levels: Levels) {
        let page = easel.page, grid = page.grid, lab = easel.target.lab
        let tone = Self.rounded(lab.c0, page)
        let smooth = grid.blur(page.mask, 0.0022)
        figure = grid.map { smooth[$0] - 0.52 }
        let skinMask = grid.blur(page.skin, 0.0018), hairMask = grid.blur(page.hair, 0.0018)
        let clothMask = grid.blur(page.clothes, 0.0018)
        skinSide = grid.map { skinMask[$0] - clothMask[$0] }
        hairSide = grid.map { hairMask[$0] - max(skinMask[$0], clothMask[$0]) }
        let (skinSide, hairSide) = (skinSide, hairSide)
        let inHair: (Int) -> Bool = { page.mask[$0] > 0.7 && hairSide[$0] > 0 }
        let inSkin: (Int) -> Bool = { page.mask[$0] > 0.7 && hairSide[$0] <= 0 && skinSide[$0] > 0 }
        let inClothes: (Int) -> Bool = { page.mask[$0] > 0.7 && hairSide[$0] <= 0 && skinSide[$0] <= 0 }
        skin = Self.flats(lab, tone, levels.skin, where: inSkin)
        hair = Self.flats(lab, tone, levels.hair, where: inHair)
        clothes = Self.flats(lab, tone, levels.clothes, where: inClothes)
        self.tone = tone
        features = grid.map { smoothstep(0.4, 0.75, page.importance[$0]) }
        drift = Self.drift(lab, tone, page, skin: skin, hair: hair, clothes: clothes, inHair, inSkin)
    }

    /// Broad in the clothes, finer in hair and face, fine in the features.
    private static func rounded(_ lightness: Plane, _ page: Page) -> Plane {
        let grid = page.grid, face = page.face
        let flat = grid.flattened(lightness, page.flow, rounds: 2, range: 0.10, across: 0.003, along: 0.008)
        let fine = grid.flattened(lightness, page.flow, rounds: 1, range: 0.08, across: 0.0012, along: 0.004)
        let wide = grid.blur(flat, 0.0042), middle = grid.blur(flat, 0.0020), close = grid.blur(fine, 0.0008)
        return grid.map { index in
            let inside = max(face.soft[index], 0.8 * page.hair[index])
            let rounded = mix(wide[index], middle[index], inside)
            return mix(rounded, close[index], smoothstep(0.3, 0.7, page.importance[index]))
        }
    }

    /// Borders at shares of the region, at least a visible step apart, and the mean color between them.
    private static func flats(
        _ lab: ColorPlane, _ tone: Plane, _ shares: [Float], where isInside: (Int) -> Bool
    ) -> Flats {
        let values = tone.values(where: isInside)
        var borders: [Float] = []
        for share in shares {
            guard let border = quantile(values, share) else { continue }
            if let last = borders.last, border - last < 0.03 { continue }
            borders.append(border)
        }
        var sums = [SIMD4<Float>](repeating: .zero, count: borders.count + 1)
        for index in stride(from: 0, to: tone.count, by: 3) where isInside(index) {
            let level = borders.firstIndex { tone[index] < $0 } ?? borders.count
            sums[level] += SIMD4(lab[index], 1)
        }
        var colors: [SIMD3<Float>] = []
        for sum in sums {
            colors.append(sum.w > 0 ? SIMD3(sum.x, sum.y, sum.z) / sum.w : colors.last ?? SIMD3(0.5, 0, 0))
        }
        return Flats(borders: borders, colors: colors)
    }

    private static func drift(
        _ lab: ColorPlane, _ tone: Plane, _ page: Page, skin: Flats, hair: Flats, clothes: Flats,
        _ inHair: (Int) -> Bool, _ inSkin: (Int) -> Bool
    ) -> (a: Plane, b: Plane) {
        let grid = page.grid, a = grid.plane(), b = grid.plane()
        for index in 0..<tone.count where page.mask[index] > 0.5 {
            let flats = inHair(index) ? hair : inSkin(index) ? skin : clothes
            let color = flats.colors[flats.borders.firstIndex { tone[index] < $0 } ?? flats.borders.count]
            a[index] = lab.c1[index] - color.y
            b[index] = lab.c2[index] - color.z
        }
        return (grid.blur(a, 0.007), grid.blur(b, 0.007))
    }
}
