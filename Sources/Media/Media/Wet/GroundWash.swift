/// A ground laid in washes behind the sitter: the design's tones as glazes, within the shape that the brush left.
struct GroundWash: Sendable {
    let grid: Grid
    /// The wash's outer edge: signed depth, positive inside, in page heights.
    let level: Plane
    let dryness: Plane
    /// How many washes lie at a place, 0…5.
    let depth: Plane
    /// Hue of the pigments where they have run together, OKLab a and b.
    let hueA: Plane
    let hueB: Plane
    /// The design's own object, 0…1.
    let accent: Plane
    /// Backruns: signed depth below their edge, positive where water pushed the pigment away.
    let bloom: Plane
    /// 0 where paper is kept dry along the sitter, 1 where the ground may go.
    let free: Plane
    /// OKLab lightness under 0…5 washes.
    let scale: WashScale
    let accentLightness: Float
    let use: AccentUse
    let softness: Float
    /// Whether the edge is that of a tape: crisp everywhere.
    let isTaped: Bool
    /// Drops that fell from the brush.
    let drops: [PenLine]

    struct Settings: Sendable {
        /// The whole sheet within taped margins instead of loose sweeps.
        var taped: Float? = nil
        /// How dark the washes are, about 1.
        var strength: Float = 1
        /// Share of the sitter's outline along which paper stays dry.
        var dryLine: Float = 0.5
        /// At most so many sweeps; nil for all that the design wants.
        var sweeps: Int? = nil
        /// Places where sweeps run down in drips.
        var drips: Int = 5
        /// Backruns.
        var blooms: Int = 4
        var drops: Int = 60
    }

    init(_ page: Page, direction: Direction, paper: SIMD3<Float>, seed: UInt64, settings: Settings) {
        let grid = page.grid, palette = direction.palette, design = direction.ground
        let field = design.field(on: grid, page: page, seed: direction.seed)
        var dice = Dice(seed, stream: 0x6A)
        var use = design.accentUse
        if settings.taped != nil { use.joins = false }
        let shape =
            settings.taped.map { SweptShape(level: grid.taped($0, seed: seed), dryness: grid.plane()) }
            ?? Self.loose(page, design: design, seed: seed, settings: settings)
        let object = grid.blur(
            design.object(in: field, on: page, seed: seed), design.isCrisp ? 0 : 0.005)
        accent = grid.warped(object, by: 0.0022, feature: 0.03, seed: seed &+ 45)
        let currents = Currents(
            run: grid.noise(seed &+ 41, 0.20, octaves: 4), turn: grid.noise(seed &+ 42, 0.26, octaves: 4, gain: 0.4))
        depth = Self.depth(field.tone, design, currents, grid, seed: seed)
        (hueA, hueB) = Self.hue(field.tone, accent: accent, use: use, direction, currents, grid)
        bloom = Self.blooms(grid, count: settings.blooms, seed: seed, &dice)
        free = Self.free(page, dryLine: settings.dryLine, seed: seed)
        scale = Self.scale(design, palette: palette, paper: paper, strength: settings.strength)
        accentLightness = max(palette.ink(use.ink).lab.x, 0.5)
        drops =
            Self.spatter(page, count: settings.drops, &dice)
            + grid.drips(shape.level, count: settings.drips, within: 0.1...0.7, &dice)
        softness = design.isCrisp ? 0.55 : 1.5
        isTaped = settings.taped != nil
        level = shape.level
        dryness = shape.dryness
        self.use = use
        self.grid = grid
    }
}
