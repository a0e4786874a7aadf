/// The sitter in transparent washes: every wash is a soft threshold of one field, `depth`, which counts how many
/// washes lie at a place (Bousseau et al. 2006; Montesdeoca et al. 2017).
struct WashFigure: Sendable {
    /// The grid of all fields.
    private(set) var grid: Grid
    /// How many washes lie at a place, 0…6.
    let depth: Plane
    let skin: Plane
    let hair: Plane
    /// The sitter's outline as the brush follows it: a level set at 0.5.
    let outline: Plane
    /// OKLab a and b of the sitter, as far as they are kept.
    let ownA: Plane
    let ownB: Plane
    /// How wet the paper was: 1 is usual, less is crisp, more is blurred.
    let wetness: Plane
    let clothes: Plane
    /// Where the painting goes: signed depth within its edge, positive inside, in page heights.
    let cover: Plane
    let dryness: Plane
    let isTaped: Bool
    let drips: [PenLine]
    /// How much of the hair's pigment has run into the ground, 0…1.
    let bleed: Plane
    /// 1 where all is drawn with a fine brush.
    let fineness: Plane
    let skinScale: WashScale
    let hairScale: WashScale
    let clothesScale: WashScale
    /// How much of the sitter's own hue stays in skin, hair and clothes.
    let keep: SIMD3<Float>
    /// A pigment that runs into shadows here and there: OKLab a and b.
    let charge: SIMD2<Float>
    let paper: SIMD3<Float>

    struct Settings: Sendable {
        /// How far the painting reaches from the face before it is left unfinished; 2 for the whole page.
        var finish: Float = 0.44
        var contrast: Float = 1
        /// Factor of all softness.
        var wet: Float = 1
        /// The whole figure up to this margin of the page; nil for one that runs out below.
        var taped: Float? = nil
        /// Drips from the lower edge.
        var drips = 0
        /// How round the washes' shapes are; 1 keeps what a fine brush would.
        var rounding: Float = 1
        /// How loosely edges follow the photograph.
        var looseness: Float = 1
    }

    /// - Parameter flat: with features sharpened.
    init(
        _ page: Page, flat: FlatTone, palette: Palette, paper sheet: SIMD3<Float>, seed: UInt64, settings: Settings
    ) {
        let grid = page.grid, face = page.face
        let fineness = grid.map { clamp(face.features[$0] * 1.15) }
        let hairTone = Self.hairTone(flat.base, page, seed: seed)
        let wide = grid.blur(flat.base, 0.0042 * settings.rounding),
            middle = grid.blur(flat.base, 0.0018 * settings.rounding)
        let tone = grid.map { index in
            let loose = mix(wide[index], middle[index], face.soft[index])
            return mix(loose, hairTone[index], page.hair[index])
        }
        let warped = grid.warped(tone, by: 0.0021 * settings.looseness, feature: 0.02, seed: seed &+ 1)
        let skinCuts = WashCuts(
            zip(WashScale.shares, [0.93, 0.74, 0.52, 0.34, 0.20] as [Float]).map { flat.threshold($0, cap: $1) })
        let inHair = tone.values { page.hair[$0] > 0.6 }
        let hairCuts = WashCuts([0.90, 0.60, 0.30, 0.10, 0.03].map { quantile(inHair, $0) ?? 0.5 })
        let clothesCuts = WashCuts([0.82, 0.62, 0.42, 0.25, 0.12])
        let skin = grid.blur(page.skin, 0.0018), hair = grid.blur(page.hair, 0.0018)
        // Thin strips of cloth between hair and skin, or round the hair, are faults of the mask.
        let cloth = grid.blur(page.clothes, 0.0018), broad = grid.blur(page.clothes, 0.007)
        let clothes = grid.map { cloth[$0] * smoothstep(0.30, 0.55, broad[$0]) }
        depth = grid.map { index in
            let fine = fineness[index]
            let t = mix(warped[index], flat.base[index], fine)
            var onSkin = skinCuts(t)
            // Shaded necks and ears hold fewer darks than a face.
            let outside = 1 - face.soft[index]
            if onSkin > 2 { onSkin = 2 + (onSkin - 2) * (1 - 0.5 * outside) }
            let s = skin[index], h = hair[index], c = clothes[index] + 0.004
            // Teeth stand in one light.
            if t > 0.5 { onSkin *= 1 - 0.6 * smoothstep(0.55, 0.9, face.mouth[index]) }
            return (onSkin * s + hairCuts(t) * h + clothesCuts(t) * c) / max(s + h + c, 0.01)
        }
        outline = grid.warped(
            grid.blur(page.mask, 0.0012), by: 0.0016 * settings.looseness, feature: 0.045, seed: seed &+ 17)
        let softened = grid.blur(page.lab, 0.0045)
        ownA = grid.map { mix(softened.c1[$0], page.lab.c1[$0], fineness[$0] * 0.8) }
        ownB = grid.map { mix(softened.c2[$0], page.lab.c2[$0], fineness[$0] * 0.8) }
        wetness = grid.map { [noise = grid.noise(seed &+ 5, 0.10, octaves: 2)] index in
            settings.wet * clamp(1.1 + 0.55 * noise[index], 0.3, 2.4) * (1 - 0.4 * fineness[index])
        }
        (cover, dryness) = Self.cover(page, seed: seed, settings: settings)
        var dice = Dice(seed, stream: 0xD1)
        drips = grid.drips(cover, count: settings.drips, within: 0.7...0.8, &dice)
        isTaped = settings.taped != nil
        bleed = Self.bleed(page, seed: seed)
        hairScale = .hair(page, palette: palette, paper: sheet)
        clothesScale = .clothes(palette: palette, paper: sheet)
        let natural = clamp(palette.keepsOwn)
        keep = SIMD3(0.25 + 0.5 * natural, 0.2 + 0.4 * natural, 0.3 + 0.4 * natural)
        paper = sheet
        let pigment = palette.ink(2).lab
        charge = SIMD2(pigment.y, pigment.z)
        var scale = WashScale.skin(page, palette: palette, paper: sheet, contrast: settings.contrast)
        let own = quantile(page.lab.c0.values { Self.counts(page, $0) }, 0.5) ?? scale.top
        for _ in 0..<2 {
            // What the washes will make of the face, and what it ought to be.
            let depths = depth.values { Self.counts(page, $0) }, wet = wetness.values { Self.counts(page, $0) }
            let expected = zip(depths, wet).map { scale.lightness(depth: $0.0, wetness: $0.1) }
            let surplus = (quantile(expected, 0.5) ?? own) - own
            scale = scale.darkened(by: surplus - clamp(surplus, -0.05, 0.035))
        }
        skinScale = scale
        self.grid = grid
        self.skin = skin
        self.hair = hair
        self.clothes = clothes
        self.fineness = fineness
    }

    /// Hair in long smooth masses, not strands, with the sweep of a brush in them.
    private static func hairTone(_ base: Plane, _ page: Page, seed: UInt64) -> Plane {
        let grid = page.grid
        let half = Grid(
            width: (grid.width + 1) / 2, height: (grid.height + 1) / 2, unit: grid.unit / 2, work: grid.work)
        let small = half.blur(grid.reduced(base, by: 2), 0.0016)
        let flow = half.edgeFlow(small, detail: 0.003, smoothness: 0.014).flow
        let sweep = half.along(flow, half.noise(seed &+ 21, 0.005, octaves: 2), 0.018)
        let smooth = half.along(flow, small, 0.014)
        return grid.enlarged(half.map { clamp(smooth[$0] + 0.05 * sweep[$0]) }, by: 2)
    }

    /// The face is finished; below it the brush runs out in sweeps along the shoulders.
    private static func cover(_ page: Page, seed: UInt64, settings: Settings) -> (level: Plane, dryness: Plane) {
        let grid = page.grid, face = page.face, center = face.center, iod = face.eyeDistance
        if let margin = settings.taped { return (grid.taped(margin, seed: seed), grid.plane()) }
        let finish = settings.finish
        var dice = Dice(seed, stream: 0xC0)
        var sweeps: [Sweep] = []
        let collar = face.chin.y + 0.35 * iod
        for side in [-1, 1] as [Float] where finish > 0.36 {
            for number in 0..<6 {
                let out = Float(number) / 5
                let start = SIMD2(
                    center.x + side * iod * (0.15 + 0.9 * out) + dice.normal(0.012), collar - 0.02 + dice.normal(0.02))
                let down: Float = .pi / 2 - side * (0.10 + 0.75 * out + dice.normal(0.10))
                sweeps.append(
                    Sweep(
                        start: start, angle: down, length: (finish - 0.26) * dice.uniform(0.7, 1.35),
                        halfWidth: dice.uniform(0.030, 0.052), turn: -side * dice.uniform(0, 0.4),
                        ragged: 0.03, dryness: dice.chance(0.5) ? dice.uniform(0.6, 1) : 0.1,
                        number: UInt32(truncatingIfNeeded: dice.next())))
            }
        }
        let swept = grid.swept(sweeps, softness: 0.0016)
        let lobes = grid.noise(seed &+ 13, 0.10, octaves: 3)
        let slope = dice.uniform(-0.25, 0.25), end = finish + 0.38 + dice.uniform(-0.03, 0.03)
        let level = grid.map { index, x, y in
            let chest = end - 0.25 * abs(x - center.x) + slope * (x - center.x) - y
            return max(swept.level[index], chest + 0.010 * lobes[index]) + 0.004 * lobes[index]
        }
        return (level, swept.dryness)
    }

    /// Skin that counts for the sitter's lightness.
    private static func counts(_ page: Page, _ index: Int) -> Bool {
        page.face.oval[index] > 0.5 && page.face.features[index] < 0.3 && page.hair[index] < 0.3
    }

    /// Where hair was still wet when the ground was laid, its pigment runs out.
    private static func bleed(_ page: Page, seed: UInt64) -> Plane {
        let grid = page.grid
        let spread = grid.blur(page.hair, 0.013), gate = grid.noise(seed &+ 19, 0.11, octaves: 2),
            lobes = grid.noise(seed &+ 20, 0.02, octaves: 2)
        let dark = smoothstep(0.7, 0.35, page.hairLightness)
        return grid.map { index in
            let run = smoothstep(0.10, 0.42, spread[index] + 0.05 * lobes[index])
            return dark * run * smoothstep(0.35, 1.2, gate[index])
        }
    }
}

extension WashFigure {
    /// Moves all washes on the page, by whole pixels of the fields' grid.
    mutating func shift(by distance: SIMD2<Float>) {
        grid = Grid(
            width: grid.width, height: grid.height, left: grid.left + Int((distance.x * grid.unit).rounded()),
            top: grid.top + Int((distance.y * grid.unit).rounded()), unit: grid.unit, work: grid.work)
    }
}
