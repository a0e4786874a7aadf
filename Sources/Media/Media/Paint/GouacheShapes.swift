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

        func level(of tone: Float) -> Int { borders.firstIndex { tone < $0 } ?? borders.count }
    }

    /// Positive inside the figure, in its skin (against clothes), in its hair (against both).
    let figure: Plane
    let skinSide: Plane
    let hairSide: Plane
    /// Lightness of clothes, skin and hair with shapes rounded as a brush would; each goes on beyond its region, so
    /// that no tone of one makes a seam in another.
    let tones: (clothes: Plane, skin: Plane, hair: Plane)
    /// What the ground's lightness is changed by about the outline.
    let clearance: Plane
    /// 1 in the features, where brushwork stays out.
    let features: Plane
    let skin: Flats
    let hair: Flats
    let clothes: Flats
    /// Broad deviations of a and b from the flats' colors.
    let drift: (a: Plane, b: Plane)

    init(_ easel: Easel, levels: Levels) {
        let page = easel.page, grid = page.grid, lab = easel.target.lab
        clearance = easel.target.clearance
        let smooth = grid.blur(page.mask, 0.0022)
        figure = grid.map { smooth[$0] - 0.52 }
        let locks = grid.withoutSpecks(page.hair, smallerThan: 0.0012)
        // Hair in the brows belongs to the face.
        let flesh = grid.map { page.skin[$0] + page.hair[$0] - locks[$0] }
        let skinMask = grid.blur(flesh, 0.0018), hairMask = grid.blur(locks, 0.0018)
        let clothMask = grid.blur(page.clothes, 0.0018)
        let skinSide = grid.map { skinMask[$0] - clothMask[$0] }
        let hairSide = grid.map { hairMask[$0] - max(skinMask[$0], clothMask[$0]) }
        self.skinSide = skinSide
        self.hairSide = hairSide
        let inHair = grid.map { page.mask[$0] > 0.6 && hairSide[$0] > 0 ? 1 : 0 }
        let inSkin = grid.map { page.mask[$0] > 0.6 && hairSide[$0] <= 0 && skinSide[$0] > 0 ? 1 : 0 }
        let inClothes = grid.map { page.mask[$0] > 0.6 && hairSide[$0] <= 0 && skinSide[$0] <= 0 ? 1 : 0 }
        let rounding = Rounding(lab.c0, page)
        let clothTone = rounding.tone(of: inClothes, width: 0.0026)
        let skinTone = rounding.skin(inSkin)
        let hairTone = rounding.tone(of: inHair, width: 0.0020)
        tones = (clothTone, skinTone, hairTone)
        skin = Self.flats(lab, skinTone, levels.skin, in: inSkin)
        hair = Self.flats(lab, hairTone, levels.hair, in: inHair)
        clothes = Self.flats(lab, clothTone, levels.clothes, in: inClothes)
        features = grid.map { smoothstep(0.4, 0.75, page.importance[$0]) }
        let a = grid.plane(), b = grid.plane()
        for (inside, tone, flats) in [
            (inSkin, skinTone, skin), (inHair, hairTone, hair), (inClothes, clothTone, clothes),
        ] {
            for index in 0..<a.count where inside[index] > 0 {
                let color = flats.colors[flats.level(of: tone[index])]
                a[index] = lab.c1[index] - color.y
                b[index] = lab.c2[index] - color.z
            }
        }
        drift = (grid.blur(a, 0.007), grid.blur(b, 0.007))
    }

    /// Rounds a lightness within a region.
    private struct Rounding {
        let page: Page
        let flat: Plane
        let fine: Plane

        init(_ lightness: Plane, _ page: Page) {
            self.page = page
            let grid = page.grid
            // The broad one at half the size: its details are blurred anyway.
            let half = grid.halved, flow = grid.halved(page.flow)
            let small = half.flattened(
                grid.reduced(lightness, by: 2), flow, rounds: 3, range: 0.14, across: 0.003, along: 0.008)
            flat = grid.enlarged(small, by: 2)
            fine = grid.flattened(lightness, page.flow, rounds: 1, range: 0.08, across: 0.0012, along: 0.003)
        }

        func tone(of inside: Plane, width: Float) -> Plane { mean(flat, inside, width) }

        /// Finer in the features.
        func skin(_ inside: Plane) -> Plane {
            let wide = mean(flat, inside, 0.0030), middle = mean(flat, inside, 0.0019)
            let close = page.grid.blur(fine, 0.0008), face = page.face
            return page.grid.map { index in
                let rounded = mix(wide[index], middle[index], face.soft[index])
                return mix(rounded, close[index], smoothstep(0.3, 0.7, page.importance[index]) * inside[index])
            }
        }

        /// A blur that looks at the region alone (normalized convolution, Knutsson & Westin 1993).
        private func mean(_ plane: Plane, _ inside: Plane, _ width: Float) -> Plane {
            let grid = page.grid
            let near = grid.blur(inside, width), sum = grid.blur(grid.map { plane[$0] * inside[$0] }, width)
            let farWeight = grid.blur(inside, width * 5)
            let far = grid.blur(grid.map { plane[$0] * inside[$0] }, width * 5)
            return grid.map { index in
                if near[index] > 0.02 { return sum[index] / near[index] }
                return farWeight[index] > 1e-4 ? far[index] / farWeight[index] : plane[index]
            }
        }
    }

    /// Borders at shares of the region, at least a visible step apart, and the mean color between them.
    private static func flats(
        _ lab: ColorPlane, _ tone: Plane, _ shares: [Float], in inside: Plane
    ) -> Flats {
        let values = tone.values { inside[$0] > 0.5 }
        var borders: [Float] = []
        for share in shares {
            guard let border = quantile(values, share) else { continue }
            if let last = borders.last, border - last < 0.03 { continue }
            borders.append(border)
        }
        var sums = [SIMD4<Float>](repeating: .zero, count: borders.count + 1)
        for index in stride(from: 0, to: tone.count, by: 3) where inside[index] > 0.5 {
            let level = borders.firstIndex { tone[index] < $0 } ?? borders.count
            sums[level] += SIMD4(lab[index], 1)
        }
        var colors: [SIMD3<Float>] = []
        for sum in sums {
            colors.append(sum.w > 0 ? SIMD3(sum.x, sum.y, sum.z) / sum.w : colors.last ?? SIMD3(0.5, 0, 0))
        }
        return Flats(borders: borders, colors: colors)
    }
}
