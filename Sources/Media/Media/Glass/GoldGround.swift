/// The ornament round the sitter: raised gesso under the leaf, and color over it.
struct GoldGround: Sendable {
    /// Lines and dots that stand out of the ground.
    let raised: Drawing
    /// How strongly raised lines are shaded with dark glaze, 0…1.
    let glaze: Float
    /// Painted over the leaf.
    let painted: Drawing
    /// A painted ground instead of leaf, OKLab on the page's grid; raised lines stay gold.
    let ground: ColorPlane?
    /// Where the ground's own object lies, a level set; it is glazed with the leading ink.
    let accent: Plane
    let accentColor: SIMD3<Float>

    init(_ page: Page, style: GoldStyle, direction: Direction) {
        let palette = direction.palette, grid = page.grid
        let field = direction.ground.field(on: grid, page: page, seed: direction.seed)
        let nimbus = Nimbus(page, margin: 0.02)
        var dice = Dice(direction.seed, stream: 63)
        accent = grid.map { [soft = grid.blur(field.accent, 0.0015)] in soft[$0] - 0.5 }
        accentColor = palette.ink(0).rgb
        var raised = Drawing(), painted = Drawing()
        var ground: ColorPlane?
        switch style.ground {
        case .spirals:
            glaze = 0.55
            Self.spirals(page, style.hasNimbus ? nimbus : nil, into: &raised, &dice)
        case .fields:
            glaze = 0.5
            Self.fields(page, palette, into: &raised, &painted, &dice)
        case .streams:
            glaze = 0
            ground = grid.colors { index, _, _ in palette.ground(field.tone[index]) }
            Self.streams(page, field, into: &raised, &dice)
        case .tooled:
            glaze = 0.7
            Self.border(page, into: &raised)
        }
        if style.hasNimbus {
            if style.ground == .tooled {
                Self.punched(nimbus, into: &raised)
            } else {
                Self.rings(nimbus, palette, into: &painted)
            }
        }
        self.raised = raised
        self.painted = painted
        self.ground = ground
    }

    // MARK: Spirals of the tree of life

    private static func spirals(_ page: Page, _ nimbus: Nimbus?, into raised: inout Drawing, _ dice: inout Dice) {
        var discs: [(center: SIMD2<Float>, radius: Float)] = []
        for _ in 0..<5000 {
            let center = SIMD2(dice.uniform(0, page.aspect), dice.uniform())
            let radius = dice.element(
                [0.062, 0.046, 0.046, 0.032, 0.032, 0.022, 0.022, 0.022, 0.014, 0.014, 0.014] as [Float])
            if let nimbus, nimbus.distance(center.x, center.y) < nimbus.radius + radius * 0.7 { continue }
            guard page.mask[page.grid.index(center.x, center.y)] < 0.2 else { continue }
            guard discs.allSatisfy({ distance($0.center, center) > ($0.radius + radius) * 1.03 }) else { continue }
            discs.append((center, radius))
            if discs.count > 200 { break }
        }
        for (center, radius) in discs {
            if radius < 0.016 {
                raised.line(Curve.circle(center, radius: radius * 0.72).stroked { _ in 0.0010 }, .one)
                raised.disc(center, radius: radius * 0.34, .one)
                continue
            }
            let pitch = max(0.0062, radius / 5)
            let path = Curve.spiral(
                center, radius: radius * 0.95, pitch: pitch, phase: dice.uniform(0, 6.28), isRight: dice.chance(0.5))
            raised.line(path.stroked { 0.0009 + 0.0008 * $0 }, .one)
        }
    }

    // MARK: Fields with scattered motifs

    private static func fields(
        _ page: Page, _ palette: Palette, into raised: inout Drawing, _ painted: inout Drawing, _ dice: inout Dice
    ) {
        var motifs = Motifs(palette), relief = Motifs(palette)
        var x: Float = -0.01
        while x < page.aspect {
            let width = dice.uniform(0.030, 0.085)
            var y: Float = -0.02
            while y < 1 {
                let height = min(dice.element([0.6, 1, 1, 1.6, 2.6] as [Float]) * width, 0.16)
                let center = SIMD2(x + width / 2, y + height / 2)
                let half = SIMD2(width, height) * 0.5 - 0.0012
                let place: Motifs.Placement = { center + $0 * half * 0.94 }
                let square: Motifs.Placement = { center + $0 * min(half.x, half.y) * 0.86 }
                y += height
                let number = dice.below(Motifs.count), choice = dice.uniform()
                let first = dice.element(motifs.colors.isEmpty ? [motifs.line] : motifs.colors)
                guard page.mask[page.grid.index(center.x, center.y)] < 0.7 else { continue }
                raised.line(Path(Motifs.box(-1, -1, 1, 1).map(place), isClosed: true), width: 0.0012, .one)
                if choice < 0.16 {
                    motifs.area(Motifs.box(-1, -1, 1, 1), dice.chance(0.5) ? motifs.line : motifs.light, place)
                    motifs.set(number, first, GoldLeaf.rgb, square)
                } else if choice < 0.30 {
                    motifs.set(number, first, motifs.light, square)
                } else if choice < 0.72 {
                    relief.set(number, .one, .one, [1, 2, 5, 10].contains(number) ? place : square)
                }
            }
            x += width
        }
        raised.append(relief.drawing)
        painted.append(motifs.drawing)
    }

    // MARK: Streams of gold on a colored ground

    private static func streams(_ page: Page, _ field: GroundField, into raised: inout Drawing, _ dice: inout Dice) {
        let grid = page.grid
        let regions = (0..<grid.width * grid.height).map { page.mask[$0] < 0.5 ? Int32(0) : -1 }
        var rows = Rows(on: grid, regions: regions, flow: field.flow, spacing: grid.plane(0.0125))
        rows.grow()
        for row in rows.rows where row.path.length > 0.04 {
            // A line breaks into dashes and dots, as hair in water.
            let path = row.path.resampled(0.002)
            var index = 0
            while index < path.points.count - 6 {
                let count = min(dice.below(70) + 12, path.points.count - index)
                let piece = Path(Array(path.points[index..<index + count]))
                let half = dice.uniform(0.0004, 0.0013)
                if dice.chance(0.82) {
                    raised.line(piece.stroked { half * (4 * $0 * (1 - $0)).squareRoot() + 0.0001 }, .one)
                }
                index += count + 4
                if index < path.points.count, dice.chance(0.4) {
                    raised.disc(path.points[index - 2], radius: dice.uniform(0.0010, 0.0028), .one)
                }
            }
        }
    }
}
