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

    // MARK: Tooling

    private static func border(_ page: Page, into raised: inout Drawing) {
        for (inset, width) in [(0.018, 0.0022), (0.024, 0.0008), (0.052, 0.0008), (0.058, 0.0018)] as [(Float, Float)] {
            raised.line(MosaicLayout.frame(page.aspect, inset: inset), width: width, .one)
        }
        let path = MosaicLayout.frame(page.aspect, inset: 0.038).resampled(0.0175)
        for (number, point) in path.points.enumerated() {
            raised.disc(point, radius: number % 2 == 0 ? 0.0052 : 0.0022, .one)
        }
    }

    private static func punched(_ nimbus: Nimbus, into raised: inout Drawing) {
        let r = nimbus.radius
        for (radius, width) in [(r, 0.003), (r - 0.008, 0.0010), (r - 0.040, 0.0010), (r - 0.046, 0.0018)]
            as [(Float, Float)]
        {
            raised.line(Curve.circle(nimbus.center, radius: radius), width: width, .one)
        }
        let count = 64
        for number in 0..<count {
            let angle = Float(number) / Float(count) * 2 * .pi
            let out = SIMD2(cos(angle), sin(angle)), side = turned(out)
            let middle = nimbus.center + out * (r - 0.024)
            // A palmette: five drops.
            for (turn, length) in [(-0.9, 0.0065), (-0.45, 0.009), (0, 0.0105), (0.45, 0.009), (0.9, 0.0065)]
                as [(Float, Float)]
            {
                let way = out * cos(turn) + side * sin(turn)
                let base = middle - out * 0.006
                raised.line(
                    [
                        SIMD3(base, 0.0003), SIMD3(base + way * length * 0.7, 0.0012),
                        SIMD3(base + way * length, 0.0008),
                    ], .one)
            }
        }
        // Rays within, of dots that grow smaller.
        for number in 0..<96 {
            let angle = Float(number) / 96 * 2 * .pi, out = SIMD2(cos(angle), sin(angle))
            for dot in 0..<(number % 2 == 0 ? 9 : 5) {
                raised.disc(
                    nimbus.center + out * (r - 0.056 - 0.010 * Float(dot)), radius: 0.0017 - 0.00014 * Float(dot), .one)
            }
        }
    }

    // MARK: A painted nimbus

    private static func rings(_ nimbus: Nimbus, _ palette: Palette, into painted: inout Drawing) {
        var motifs = Motifs(palette)
        let r = nimbus.radius, pale = mix(GoldLeaf.rgb, palette.paper.rgb, 0.5)
        motifs.drawing.disc(nimbus.center, radius: r, pale, opacity: 0.42)
        func circle(_ radius: Float, _ width: Float, _ color: SIMD3<Float>) {
            motifs.drawing.line(Curve.circle(nimbus.center, radius: radius), width: width, color)
        }
        circle(r, 0.0062, motifs.line)
        circle(r - 0.0045, 0.0024, motifs.light)
        circle(r - 0.034, 0.0030, motifs.line)
        circle(r - 0.072, 0.0024, motifs.line)
        func each(
            _ count: Int, _ radius: Float, _ half: SIMD2<Float>, _ body: (Int, @escaping Motifs.Placement) -> Void
        ) {
            for number in 0..<count {
                let angle = (Float(number) + 0.5) / Float(count) * 2 * .pi
                let out = SIMD2(cos(angle), sin(angle)), side = turned(out)
                let middle = nimbus.center + out * radius
                body(number) { middle + side * ($0.x * half.x) + out * ($0.y * half.y) }
            }
        }
        let inks = motifs.colors.isEmpty ? [motifs.line] : motifs.colors
        each(Int(r * 175), r - 0.0185, SIMD2(0.0095, 0.0095)) { number, place in
            motifs.set(3, motifs.line, number % 2 == 0 ? inks[0] : pale, place)
        }
        each(Int(r * 100), r - 0.053, SIMD2(0.0145, 0.0145)) { number, place in
            motifs.set(0, inks[(number % 2 * 2) % inks.count], motifs.light, place)
        }
        each(Int(r * 200), r - 0.084, SIMD2(0.0035, 0.0035)) { _, place in motifs.ring(1, 1, motifs.line, place) }
        painted.append(motifs.drawing)
    }
}
