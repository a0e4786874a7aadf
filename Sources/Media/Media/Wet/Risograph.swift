/// A stencil duplicator's print: two or three spot inks through grain-touch screens, not quite in register.
struct Risograph: Medium {
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let seed = Dice.mixed(direction.seed &+ 0x215), palette = direction.palette, grid = page.grid
        let manner = Manner.all.variation(direction.variation)
        let inks = SpotInks(palette, count: manner.inks, deepness: page.deepness)
        let flat = FlatTone(page, across: 0.003, along: 0.007, detail: 0.7)
        let field = direction.ground.field(on: grid, page: page, seed: direction.seed)
        try grid.work.check()
        let object = direction.ground.object(in: field, on: page, seed: seed)
        let plates = RisographPlates(
            page, flat: flat, tone: field.tone, object: object, inks: inks, paper: palette.paper, manner: manner,
            seed: seed)
        var dice = Dice(seed, stream: 0x15)
        let shifts = (0..<3).map { _ in
            SIMD2(dice.uniform(-0.0032, 0.0032), dice.uniform(-0.0032, 0.0032)) * (manner.inks > 1 ? 1 : 0)
        }
        return DuplicatorPrint(
            paper: palette.paper, inks: inks.all, seed: seed, grid: grid, plates: plates.plates, lines: plates.lines,
            shifts: shifts, margin: manner.margin, grain: manner.grain, angle: manner.angle)
    }

    struct Manner: Sendable {
        var inks = 3
        /// Unprinted border, in page heights.
        var margin: Float = 0.034
        /// Size of the screen's grains, in page heights.
        var grain: Float = 0.0011
        /// Of a screen of lines, radians; nil for grains.
        var angle: Float?
        /// Whether the ground is one flat shape instead of the design.
        var isBold = false

        static let all = [
            Manner(),
            Manner(inks: 2, isBold: true),
            Manner(inks: 3, margin: 0, grain: 0.0017),
            Manner(inks: 2, margin: 0.05, grain: 0.0046, angle: 0.6),
        ]
    }
}

/// The inks on the drums: a dark one for the drawing, a warm one, and a third.
struct SpotInks: Sendable {
    let key: Ink
    let lead: Ink
    let third: Ink?
    /// Whether the ground's object is printed in the third ink: the palette's first, where that is not the lead.
    let objectIsThird: Bool

    var all: [Ink] { third.map { [key, lead, $0] } ?? [key, lead] }

    /// - Parameter deepness: of the sitter's skin; the darkest asks for a key nearly black.
    init(_ palette: Palette, count: Int, deepness: Float) {
        let colored = palette.inks.filter { hypot($0.lab.y, $0.lab.z) > 0.03 }
        let usable = colored.isEmpty ? [palette.key] : colored
        let darkest = usable.min { $0.lab.x < $1.lab.x } ?? palette.key
        // Faces take the warmest of the bright inks; green ones look ill.
        let bright = usable.filter { $0 != darkest }
        let warm = bright.max { $0.lab.y + 0.3 * $0.lab.z < $1.lab.y + 0.3 * $1.lab.z } ?? palette.ink(0)
        lead = warm
        // A spot color prints darker than it looks on its own: the dark ink goes half way to the key.
        let share = clamp((darkest.lab.x - 0.30) * 2.2, 0.15, 0.8)
        key = Ink(lab: mix(darkest.lab, palette.key.lab, max(share, 0.9 * smoothstep(0.35, 1, deepness))))
        let first = bright.first ?? warm
        guard count > 2 else {
            third = nil
            objectIsThird = false
            return
        }
        func distance(_ a: Ink) -> Float { hypot(a.lab.y - warm.lab.y, a.lab.z - warm.lab.z) }
        if let leading = colored.first, distance(leading) > 0.12,
            let relative = bright.filter({ $0 != warm && Self.isOfOneHue($0, leading) }).first
        {
            // A cool palette stays itself behind the sitter: an ocean in the color of faces would be a pink one.
            third = relative
            objectIsThird = false
            return
        }
        let farthest = bright.filter { $0.lab.x > 0.45 }.max { distance($0) < distance($1) }
        third = first != warm ? first : farthest ?? usable.last
        objectIsThird = first != warm
    }

    /// Within some 35 degrees.
    private static func isOfOneHue(_ a: Ink, _ b: Ink) -> Bool {
        let dot = a.lab.y * b.lab.y + a.lab.z * b.lab.z
        return dot > 0.82 * hypot(a.lab.y, a.lab.z) * hypot(b.lab.y, b.lab.z)
    }

    /// Linear light of paper printed with shares of the inks.
    func printed(_ paper: SIMD3<Float>, _ shares: [Float]) -> SIMD3<Float> {
        zip(all, shares).reduce(paper) { light, plate in
            let ink = OKLab.linear(plate.0.lab)
            return light * (1 - plate.1 + plate.1 * ink)
        }
    }
}
