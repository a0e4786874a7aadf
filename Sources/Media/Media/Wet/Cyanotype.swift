/// Cyanotype (Herschel 1842): a blue print by the sun, of a negative and of plants laid on the brushed sheet.
struct Cyanotype: Medium {
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let seed = Dice.mixed(direction.seed &+ 0xC7A), palette = direction.palette, grid = page.grid
        let manner = Manner.all.variation(direction.variation)
        let paper = palette.washPaper, pigment = Self.pigment(palette)
        let plants = Herbarium(page, design: direction.ground, seed: seed)
        let exposure = SunExposure(page, paper: paper.lab, pigment: pigment)
        let field = direction.ground.field(on: grid, page: page, seed: direction.seed)
        try grid.work.check()
        let coat = Self.coat(page, seed: seed)
        var lines: [PenLine] = []
        if manner.isBlueprint {
            let flat = FlatTone(page, across: 0.003, along: 0.006, detail: 0.8)
            lines = BlueprintLines(page, flat: flat, seed: seed).lines
        }
        let mask = grid.blur(page.mask, 0.0009)
        // The ground prints lighter about hair that is as dark as itself.
        let full = Self.ground(field, direction.ground, grid)
        let shift = OutlineContrast.shift(
            sitter: grid.map { 1 - exposure.plane[$0] }, ground: grid.map { 1 - full[$0] }, mask: page.mask,
            least: 0.14, reach: 0.07, on: grid)
        let ground = grid.map { clamp(full[$0] - shift[$0], 0.04, 1) }
        return SunPrint(
            paper: paper, pigment: pigment, second: manner.isToned ? mix(pigment, palette.key.lab, 0.5) : pigment,
            seed: seed, grid: grid, exposure: exposure.plane, mask: mask,
            ground: ground,
            coat: coat.level, dryness: coat.dryness, plants: plants, lines: lines, isBlueprint: manner.isBlueprint,
            isToned: manner.isToned, isPositive: manner.isPositive, oval: manner.isToned ? page.face.center : nil)
    }

    private struct Manner: Sendable {
        var isBlueprint = false
        var isToned = false
        var isPositive = false

        static let all = [
            // A portrait among plants.
            Manner(),
            // An engineer's drawing.
            Manner(isBlueprint: true),
            // Toned, in an oval mat.
            Manner(isToned: true),
            // On white: the plants print dark.
            Manner(isPositive: true),
        ]
    }

    /// The palette's bluest ink, deepened to Prussian blue's strength, and that itself where no ink is blue: a brown print
    /// would be another process.
    private static func pigment(_ palette: Palette) -> SIMD3<Float> {
        var best = prussianBlue, score: Float = 0.035
        for ink in palette.inks {
            let color = ink.lab, blue = -color.z - 0.5 * abs(color.y + 0.03)
            if blue > score {
                score = blue
                best = color
            }
        }
        let chroma = max(hypot(best.y, best.z), 1e-4)
        // A transparent pigment is fullest in its darks.
        let full = chroma < 0.02 ? Float(1) : max(0.085 / chroma, 1)
        return SIMD3(min(best.x, 0.27), best.y * full, best.z * full)
    }

    /// Iron blue as it prints in full sun, OKLab.
    private static let prussianBlue = SIMD3<Float>(0.27, -0.022, -0.088)

    /// How much light the ground takes: the design's darks expose the sheet fully.
    private static func ground(_ field: GroundField, _ design: GroundDesign, _ grid: Grid) -> Plane {
        let share: Float =
            switch design {
            case .city, .mist, .waves, .bokashi, .storm: 0.75
            case .rays, .curl, .fire: 0.35
            case .plain, .sun, .night, .garden: 0.22
            }
        let object: Float =
            switch design {
            case .sun, .night: 0.85
            case .waves, .city: 0.5
            default: 0
            }
        return grid.map { index in
            let tone = mix(0.96, 1 - 0.85 * field.tone[index], share)
            return clamp(tone * (1 - object * field.accent[index]), 0.04, 1)
        }
    }

    /// The sheet's coat of emulsion, brushed on in rows.
    private static func coat(_ page: Page, seed: UInt64) -> SweptShape {
        var dice = Dice(seed, stream: 0xE7)
        let rows = 9, aspect = page.aspect
        var sweeps: [Sweep] = []
        for row in 0..<rows {
            let x = 0.07 + (aspect - 0.14) * (Float(row) + 0.5) / Float(rows) + dice.normal(0.003)
            let down = dice.chance(0.5)
            let first = dice.uniform(0.028, 0.060), last = 1 - dice.uniform(0.028, 0.060)
            sweeps.append(
                Sweep(
                    start: SIMD2(x, down ? first : last), angle: (down ? 1 : -1) * .pi / 2 + dice.normal(0.008),
                    length: last - first, halfWidth: (aspect - 0.14) / Float(rows) * 0.60, turn: dice.normal(0.01),
                    ragged: 0.022, dryness: dice.chance(0.6) ? dice.uniform(0.7, 1) : 0.2,
                    number: UInt32(truncatingIfNeeded: dice.next())))
        }
        let shape = page.grid.swept(sweeps)
        // Rows leave no gaps but at their ends.
        let border = page.grid.map { _, x, y in min(min(x, aspect - x), min(y, 1 - y)) }
        return SweptShape(
            level: page.grid.map { max(shape.level[$0], border[$0] - 0.072) },
            dryness: page.grid.map { shape.dryness[$0] * smoothstep(0.095, 0.065, border[$0]) })
    }
}

/// How dark the sun prints the sitter, 0…1: the photograph's own lightness on this paper with this pigment, so that
/// skin keeps its depth as far as one pigment can show it.
struct SunExposure: Sendable {
    let plane: Plane

    init(_ page: Page, paper: SIMD3<Float>, pigment: SIMD3<Float>) {
        let grid = page.grid, face = page.face, lightness = page.lab.c0
        let all = lightness.values { page.mask[$0] > 0.5 }
        let low = quantile(all, 0.01) ?? 0, high = max(quantile(all, 0.995) ?? 1, low + 0.2)
        let range = paper.x - pigment.x
        let inFace = lightness.values { face.oval[$0] > 0.5 && face.features[$0] < 0.4 && page.hair[$0] < 0.4 }
        // The darkest skin needs room below it for its own shades.
        let own = quantile(inFace, 0.5) ?? 0.6, median = max(own, pigment.x + 0.06)
        // Local contrast of the tone map, about the sitter's own lightness.
        let mapped = page.tone.values { face.oval[$0] > 0.5 && face.features[$0] < 0.4 && page.hair[$0] < 0.4 }
        let middle = quantile(mapped, 0.5) ?? 0.6
        let fine = grid.blur(lightness, 0.0011), wide = grid.blur(lightness, 0.012)
        let printed = grid.map { index in
            let spread = pigment.x + range * clamp((lightness[index] - low) / (high - low)) * 0.98
            let face = median + 0.62 * (page.tone[index] - middle)
            let light = mix(mix(lightness[index], spread, 0.5), face, 0.75 * page.face.soft[index])
            return light + 0.5 * (fine[index] - wide[index]) * 0.4
        }
        let seen = PaintedEyes(page, lightness).painted(over: printed)
        plane = grid.map { index in
            // Below the pigment's own lightness tones crowd together instead of ending.
            let need = (paper.x - seen[index]) / range
            return need < 0.8 ? max(need, 0) : 0.8 + 0.2 * (1 - exp(-(need - 0.8) * 4))
        }
    }
}
