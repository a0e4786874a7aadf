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
    /// A pigment that runs into shadows here and there: OKLab a and b, and how much of it in the skin.
    let charge: SIMD3<Float>
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
        _ page: Page, flat: FlatTone, palette: Palette, paper: SIMD3<Float>, seed: UInt64, settings: Settings
    ) {
        let grid = page.grid
        let fineness = grid.map { [features = page.face.features] in clamp(features[$0] * 1.15) }
        let tone = Self.tone(page, flat: flat, seed: seed, settings: settings)
        let regions = SitterRegions(page, softness: 0.0018)
        let depth = Self.depth(page, flat: flat, tone: tone, fineness: fineness, regions: regions)
        let wetness = grid.map { [noise = grid.noise(seed &+ 5, 0.10, octaves: 2)] index in
            settings.wet * clamp(1.1 + 0.55 * noise[index], 0.3, 2.4) * (1 + 0.5 * fineness[index])
        }
        outline = grid.warped(
            grid.blur(page.mask, 0.0012), by: 0.0016 * settings.looseness, feature: 0.045, seed: seed &+ 17)
        let calm = page.calmEyes, softened = grid.blur(calm, 0.0045)
        ownA = grid.map { mix(softened.c1[$0], calm.c1[$0], fineness[$0] * 0.8) }
        ownB = grid.map { mix(softened.c2[$0], calm.c2[$0], fineness[$0] * 0.8) }
        (cover, dryness) = Self.cover(page, seed: seed, settings: settings)
        var dice = Dice(seed, stream: 0xD1)
        drips = grid.drips(cover, count: settings.drips, within: 0.7...0.8, &dice)
        isTaped = settings.taped != nil
        bleed = Self.bleed(page, seed: seed)
        skinScale = WashScale.skin(page, palette: palette, paper: paper, contrast: settings.contrast)
            .matched(to: page, depth: depth, wetness: wetness)
        hairScale = .hair(page, palette: palette, paper: paper)
        clothesScale = .clothes(palette: palette, paper: paper)
        let natural = clamp(palette.keepsOwn), pigment = palette.shadowPigment
        keep = SIMD3(0.25 + 0.5 * natural, 0.2 + 0.4 * natural, 0.3 + 0.4 * natural)
        charge = SIMD3(pigment.y, pigment.z, 0.42 * (1 - 1.3 * page.depth) * (1 - page.modelling))
        skin = regions.skin
        hair = regions.hair
        clothes = regions.clothes
        self.paper = paper
        self.grid = grid
        self.depth = depth
        self.wetness = wetness
        self.fineness = fineness
    }

    /// Moves all washes on the page, by whole pixels of the fields' grid.
    mutating func shift(by distance: SIMD2<Float>) {
        grid = Grid(
            width: grid.width, height: grid.height, left: grid.left + Int((distance.x * grid.unit).rounded()),
            top: grid.top + Int((distance.y * grid.unit).rounded()), unit: grid.unit, work: grid.work)
    }
}
