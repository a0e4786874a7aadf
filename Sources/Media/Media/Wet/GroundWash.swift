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
        let object =
            design == .garden ? Blossoms(page, seed: seed).plane(on: grid) : grid.blur(field.accent, design.isCrisp ? 0 : 0.005)
        if let margin = settings.taped {
            level = grid.taped(margin, seed: seed)
            dryness = grid.plane()
        } else {
            let shape = Self.loose(page, design: design, seed: seed, settings: settings)
            level = shape.level
            dryness = shape.dryness
        }
        // Wet in wet: places of the pigments run into one another.
        let soft = design.isCrisp ? Float(0.0016) : 0.010
        let run = grid.noise(seed &+ 41, 0.20, octaves: 4), turn = grid.noise(seed &+ 42, 0.26, octaves: 4, gain: 0.4)
        let tone = grid.warped(
            grid.blur(field.tone, soft), by: design.isCrisp ? 0.002 : 0.008, feature: 0.05, seed: seed &+ 43)
        // The hottest flames take the most paint, their tips the least.
        let isFire = design == .fire
        let cuts = WashCuts([0.80, 0.56, 0.36, 0.20, 0.08])
        depth = grid.map { cuts((isFire ? 1 - 0.7 * tone[$0] : tone[$0]) + 0.06 + (design.isCrisp ? 0.05 : 0.15) * run[$0]) }
        let ramp = palette.ground.table
        let wide = grid.blur(field.tone, 0.012)
        let charge = palette.ink(2).lab, second = palette.ink(0).lab
        accent = grid.warped(object, by: 0.0022, feature: 0.03, seed: seed &+ 45)
        let bled = grid.blur(accent, 0.0016)
        let leading = palette.ink(use.ink).lab, other = palette.ink(use.ink + 1).lab
        let painted = use.paint
        let charges: Float = design == .fire || design == .night ? 0.15 : 0.55
        let hue = grid.colors { index, _, _ in
            let place = clamp(wide[index] + 0.13 * turn[index] - 0.05 * run[index])
            var color = isFire ? mix(other, leading, clamp(0.5 + 0.4 * turn[index])) : ramp[Int(place * 255)]
            color = mix(color, charge, charges * smoothstep(1.0, 1.7, -turn[index] + 0.25 * run[index]))
            color = mix(color, second, charges * smoothstep(1.1, 1.8, turn[index] + 0.25 * run[index]))
            let object = mix(leading, other, 0.55 * smoothstep(0.2, 1.6, run[index]))
            return mix(color, object, painted > 0 ? clamp(bled[index] * 1.2) : 0)
        }
        let mixing: Float = use.paint > 0 ? 0.0015 : 0.006
        hueA = grid.blur(hue.c1, mixing)
        hueB = grid.blur(hue.c2, mixing)
        bloom = Self.blooms(grid, count: settings.blooms, seed: seed, &dice)
        let near = grid.blur(page.mask, 0.0035), gap = grid.noise(seed &+ 34, 0.09, octaves: 2)
        let dry = quantile([-2.2, -0.84, -0.25, 0.25, 0.84, 2.2], settings.dryLine) ?? 0
        free = grid.map { index in
            let limit = mix(0.62, 0.14, smoothstep(-0.35, 0.35, dry - gap[index]))
            return 0.5 + (limit - near[index]) * 4
        }
        let darkest: Float = design == .night || design == .storm ? 0.28 : 0.46
        let levels = (0...WashScale.washes).map { step -> Float in
            let share = pow(Float(step) / Float(WashScale.washes), 1.1)
            return mix(paper.x, darkest, clamp(share * settings.strength + (step > 0 ? 0.06 : 0)))
        }
        scale = WashScale(levels: levels, hue: HueTable(palette.ground, paper: paper))
        accentLightness = max(palette.ink(use.ink).lab.x, 0.5)
        drops = Self.spatter(page, count: settings.drops, &dice)
            + grid.drips(level, count: settings.drips, within: 0.1...0.7, &dice)
        self.use = use
        isTaped = settings.taped != nil
        softness = design.isCrisp ? 0.55 : 1.5
        self.grid = grid
    }

    private static func loose(
        _ page: Page, design: GroundDesign, seed: UInt64, settings: Settings
    ) -> SweptShape {
        let grid = page.grid
        var sweeps = GroundSweeps(page: page, design: design, seed: seed).sweeps()
        if let most = settings.sweeps { sweeps = Array(sweeps.prefix(most)) }
        let shape = grid.swept(sweeps)
        let lobes = grid.noise(seed &+ 31, 0.14, octaves: 4)
        let border = grid.map { [page] _, x, y in
            min(min(x, page.aspect - x), min(y, 1 - y))
        }
        let level = grid.map { index in
            min(shape.level[index] + 0.010 * lobes[index], border[index] - 0.022 + 0.005 * lobes[index])
        }
        return SweptShape(level: level, dryness: shape.dryness)
    }

    /// Where water ran back into a drying wash: lobed stains (cauliflowers).
    private static func blooms(_ grid: Grid, count: Int, seed: UInt64, _ dice: inout Dice) -> Plane {
        let aspect = Float(grid.width) / grid.unit
        let stains = (0..<count).map { _ in
            SIMD3(dice.uniform(0.05, aspect - 0.05), dice.uniform(0.06, 0.75), dice.uniform(0.03, 0.085))
        }
        let lobes = grid.noise(seed &+ 47, 0.045, octaves: 4)
        return grid.map { index, x, y in
            var best: Float = -0.1
            for stain in stains { best = max(best, stain.z - hypot(x - stain.x, (y - stain.y) * 0.9)) }
            return best + 0.012 * lobes[index]
        }
    }

    /// Drops flung from the brush: few large, many small.
    private static func spatter(_ page: Page, count: Int, _ dice: inout Dice) -> [PenLine] {
        let center = page.face.center
        let toward = dice.uniform(0, 2 * .pi)
        return (0..<count).map { number in
            // Half of them in one gust, the others all round.
            let bearing = number % 2 == 0 ? toward + dice.normal(0.35) : dice.uniform(0, 2 * .pi)
            let reach = 0.30 + abs(dice.normal(0.11))
            let x = center.x + reach * cos(bearing), y = center.y + reach * sin(bearing)
            let radius = min(0.0006 * pow(max(dice.uniform(), 0.02), -0.62), 0.006)
            let flung = radius * dice.uniform(0, 0.9)
            return PenLine([
                SIMD4(x, y, radius, 1), SIMD4(x + flung * cos(bearing), y + flung * sin(bearing), radius * 0.85, 1),
            ])
        }
    }
}

/// What a wash makes of a design's object.
struct AccentUse: Sendable {
    /// How strongly it is painted, 0…1.
    var paint: Float = 0
    /// How much of it stays bare paper, 0…1.
    var reserve: Float = 0
    /// Whether it is painted outside the sweeps as well.
    var joins = false
    var ink = 0
}

extension GroundDesign {
    /// Whether its shapes have edges of their own; the others are painted wet in wet.
    var isCrisp: Bool {
        switch self {
        case .sun, .rays, .city, .waves, .garden, .night, .curl, .mist: true
        case .plain, .bokashi, .fire, .storm: false
        }
    }

    var accentUse: AccentUse {
        switch self {
        case .sun: AccentUse(paint: 0.9, joins: true)
        case .garden: AccentUse(paint: 1, joins: true)
        case .fire: AccentUse(paint: 0.75)
        case .rays: AccentUse(paint: 0.35)
        case .city: AccentUse(paint: 0.8, ink: 1)
        case .night, .waves: AccentUse(reserve: 1)
        case .storm, .curl: AccentUse(reserve: 0.75)
        case .plain, .bokashi, .mist: AccentUse()
        }
    }
}
