/// The palette's colors on the sitter: ramps over tone, bent so that the skin keeps the sitter's depth.
package struct Complexion: Sendable {
    private let skinTable: [SIMD3<Float>]
    private let hairTable: [SIMD3<Float>]
    private let clothesTable: [SIMD3<Float>]
    private let page: Page
    private let keepsOwn: Float
    private let warmHue: SIMD2<Float>
    private let leastWarmth: Float
    /// 0 for a black-and-white photograph, which has no hues to keep.
    private let colorfulness: Float
    private let hairCast: HairCast
    private let beard: Plane
    private let redness: Float
    /// How much lighter than the photograph the skin becomes.
    private let shift: Float
    /// The photograph's a and b, without its noise.
    private let own: ColorPlane
    /// Scraps of cloth and of hair amid skin, and holes of the mask, in ears above all: they take the skin's color.
    private let clothScraps: Plane
    private let hairScraps: Plane

    /// - Parameters:
    ///   - tone: what the skin's ramp is laid over, on the page's grid.
    ///   - rise: how much lighter than the sitter's the skin may become in the median, in OKLab's L.
    ///   - fall: how much darker.
    package init(
        _ page: Page, palette: Palette, tone: Plane, rise: Float = 0.05, fall: Float = 0.10, keepsOwn: Float? = nil
    ) {
        let table = palette.skin.table
        let inFace = tone.values { page.face.oval[$0] > 0.5 && page.face.features[$0] < 0.3 && page.hair[$0] < 0.4 }
        let middle = quantile(inFace, 0.5) ?? 0.6
        let before = table[Complexion.level(middle)].x
        // A face in shadow may come out of it a little.
        let seen = page.complexion, aim = clamp(page.skinLightness - 0.05, seen, seen + 0.09)
        let after = clamp(before, aim - fall, aim + rise)
        let shift = after - before
        skinTable = table.enumerated().map { index, color in
            // Deepest shadows and highest lights move less than the middle.
            let t = Float(index) / 255
            let share =
                t < middle ? mix(0.35, 1, t / max(middle, 0.01)) : mix(1, 0.7, (t - middle) / max(1 - middle, 0.01))
            return SIMD3(clamp(color.x + shift * share, 0.04, 0.985), color.y, color.z)
        }
        hairTable = palette.hair.table
        hairCast = HairCast(page)
        beard = Beard.tinted(page)
        redness = page.lipRedness
        self.shift = after - seen
        clothesTable = palette.clothes.table
        self.page = page
        self.keepsOwn = keepsOwn ?? palette.keepsOwn
        let warmth = hypot(page.skinColor.y, page.skinColor.z)
        colorfulness = smoothstep(0.006, 0.022, warmth)
        warmHue = warmth > 0.02 ? SIMD2(page.skinColor.y, page.skinColor.z) / warmth : SIMD2(0.6, 0.8)
        leastWarmth = 0.048 * smoothstep(0.06, 0.24, palette.keepsOwn)
        let grid = page.grid
        let holes = page.maskHoles, cloth = grid.scraps(of: page.clothes, smallerThan: 0.003)
        clothScraps = grid.map { clamp(cloth[$0] + holes[$0]) }
        hairScraps = grid.scraps(of: page.hair, smallerThan: 0.0018)
        let calm = page.calmEyes
        own = ColorPlane(page.lab.c0, grid.blur(calm.c1, 0.003), grid.blur(calm.c2, 0.003))
    }

    @inline(__always) private static func level(_ tone: Float) -> Int { Int(clamp(tone) * 255 + 0.5) }

    /// Skin of a tone at a pixel of the page's grid.
    @inline(__always)
    package func skin(_ tone: Float, at index: Int) -> SIMD3<Float> {
        let color = blended(
            skinTable[Complexion.level(tone)], at: index, share: 0.15 + 0.6 * keepsOwn + 0.3 * page.depth)
        // Gray skin looks ill: but for palettes of one hue, some of its warmth stays.
        let missing = leastWarmth * smoothstep(0.99, 0.85, color.x) - max(color.y * warmHue.x + color.z * warmHue.y, 0)
        guard missing > 0 else { return color }
        return SIMD3(color.x, color.y + warmHue.x * missing, color.z + warmHue.y * missing)
    }

    /// Hair goes by its own lightness, so that fair hair stays fair.
    @inline(__always)
    package func hair(_ tone: Float, at index: Int) -> SIMD3<Float> {
        let lightness = 0.35 * tone + 0.65 * own.c0[index]
        let color = blended(hairTable[Complexion.level(lightness)], at: index, share: 0.15 + 0.6 * keepsOwn)
        return hairCast.kept(SIMD3(mix(color.x, clamp(own.c0[index] + shift), 0.6), color.y, color.z))
    }

    /// Clothes keep more of their hue the stronger it is.
    @inline(__always)
    package func clothes(_ tone: Float, at index: Int) -> SIMD3<Float> {
        let chroma = hypot(own.c1[index], own.c2[index])
        return blended(
            clothesTable[Complexion.level(tone)], at: index,
            share: 0.6 * keepsOwn + 0.5 * smoothstep(0.05, 0.15, chroma))
    }

    @inline(__always)
    private func blended(_ color: SIMD3<Float>, at index: Int, share: Float) -> SIMD3<Float> {
        let share = clamp(share, 0, 0.8) * colorfulness
        return SIMD3(color.x, mix(color.y, own.c1[index] * 1.15, share), mix(color.z, own.c2[index] * 1.15, share))
    }

    /// The sitter in the palette's colors: skin, hair and clothes as the page's maps share them; white teeth and eyes.
    package func figure(_ tone: Plane, lips: Float = 0.03) -> ColorPlane {
        let page = page, grid = page.grid, face = page.face
        return grid.colors { [self] index, _, _ in
            // A beard in the skin's shade would be rouge.
            let bare = 1 - 0.8 * beard[index]
            let s = (page.skin[index] + clothScraps[index] + hairScraps[index]) * bare
            let h = max(page.hair[index] - hairScraps[index], 0.8 * beard[index])
            let c = max(1 - s - h, 0)
            let t = tone[index]
            var color = skin(t, at: index) * s + hair(t, at: index) * h + clothes(t, at: index) * c
            color /= max(s + h + c, 1e-3)
            // Lips stand out from the skin no more than its own hue lets them.
            let hue = 0.4 + 0.6 * smoothstep(0.01, 0.05, hypot(color.y, color.z))
            color.y += lips * redness * hue * face.lips[index] * (1 - face.mouth[index])
            return mix(color, SIMD3(clamp(t * 0.85 + 0.12, 0, 0.96), 0.002, 0.018), 0.75 * page.white(index))
        }
    }
}

extension Page {
    /// Holes in the sitter that are no ground, 0…1.
    package var maskHoles: Plane {
        grid.scraps(of: grid.map { [mask] in 1 - mask[$0] }, smallerThan: 0.002)
    }

    /// The sitter without holes.
    package var wholeMask: Plane {
        let holes = maskHoles
        return grid.map { [mask] in clamp(mask[$0] + holes[$0]) }
    }

    /// Teeth and the whites of the eyes, 0…1.
    @inline(__always)
    package func white(_ index: Int) -> Float {
        let chroma = hypot(lab.c1[index], lab.c2[index])
        let teeth = face.mouth[index] * smoothstep(0.42, 0.68, tone[index])
        let eyes = face.eyes[index] * smoothstep(0.5, 0.72, tone[index]) * smoothstep(0.075, 0.045, chroma)
        return clamp(teeth + 0.9 * eyes)
    }
}
