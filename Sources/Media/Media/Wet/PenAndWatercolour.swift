/// A sketchbook page: a loose pen, and flat light washes that do not quite meet it.
struct PenAndWatercolour: Medium {
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let seed = Dice.mixed(direction.seed &+ 0x9E7), palette = direction.palette
        let manner = Manner.all.variation(direction.variation)
        let paper = palette.washPaper
        let flat = FlatTone(page, across: 0.003, along: 0.006, detail: 0.8)
        var figure = WashFigure(
            page, flat: flat, palette: palette, paper: paper.lab, seed: seed,
            settings: .init(
                finish: manner.finish, contrast: 0.85, wet: 0.6, drips: 1, rounding: 2.2, looseness: 1.2))
        let ground = GroundWash(
            page, direction: direction, paper: paper.lab, seed: seed,
            settings: .init(strength: 0.75, dryLine: 0.75, sweeps: manner.sweeps, drips: 1, blooms: 3, drops: 22))
        var dice = Dice(seed, stream: 0xF0)
        figure.shift(by: SIMD2(dice.uniform(0.003, 0.006) * (dice.chance(0.5) ? 1 : -1), dice.uniform(0.002, 0.005)))
        try page.grid.work.check()
        let pen = PenDrawing(page, flat: flat, ground: ground, manner: manner.pen, seed: seed)
        let ink = manner.ink < 0 ? palette.key.lab : mix(palette.ink(manner.ink).lab, palette.key.lab, 0.45)
        return SketchbookPage(
            paper: paper, seed: seed, figure: figure, ground: ground, washes: manner.washes, pen: pen,
            ink: SIMD3(min(ink.x, 0.34), ink.y, ink.z),
            dabs: manner.swatches ? swatches(page, palette: palette, &dice) : [])
    }

    private struct Manner: Sendable {
        var finish: Float = 0.40
        var washes: Float = 3
        var sweeps = 7
        var pen = PenDrawing.Manner()
        /// Of the palette; -1 for the key.
        var ink = -1
        var swatches = false

        static let all = [
            Manner(),
            // A brush pen, few lines.
            Manner(
                washes: 2.5, sweeps: 9,
                pen: .init(width: 0.0021, stray: 0.0016, start: 0.42, hatched: false, blacks: 0.2)),
            // Colored ink, hatched, hardly any wash.
            Manner(
                finish: 0.34, washes: 2, sweeps: 3,
                pen: .init(width: 0.0010, stray: 0.0013, start: 0.24, crossed: true), ink: 2),
            // A page of studies with the colors tried at its foot.
            Manner(
                finish: 0.40, washes: 3.4, sweeps: 6, pen: .init(width: 0.0012, stray: 0.0024, restated: 0.8),
                swatches: true),
        ]
    }

    /// Dabs of the pigments in use, tried at the foot of the page.
    private func swatches(_ page: Page, palette: Palette, _ dice: inout Dice) -> [Dab] {
        let colors =
            [palette.skin(0.75), palette.skin(0.45), palette.hair(0.4), palette.clothes(0.45)]
            + (0..<3).map { palette.ink($0).lab }
        let left = page.aspect - 0.06 - 0.040 * Float(colors.count)
        return colors.enumerated().map { number, color in
            let x = left + 0.040 * Float(number) + dice.normal(0.002), y = 0.945 + dice.normal(0.003)
            let line = PenLine([
                SIMD4(x, y, 0.011, 1), SIMD4(x + dice.normal(0.002), y + dice.uniform(0.006, 0.016), 0.011, 1),
            ])
            return Dab(line: line, color: SIMD3(max(color.x, 0.35), color.y, color.z))
        }
    }
}

/// A touch of one pigment.
struct Dab: Sendable {
    var line: PenLine
    var color: SIMD3<Float>
}

struct SketchbookPage: Artwork {
    let paper: Ink
    let seed: UInt64
    let figure: WashFigure
    let ground: GroundWash
    let washes: Float
    let pen: PenDrawing
    let ink: SIMD3<Float>
    let dabs: [Dab]

    var reach: Float { 0.010 }

    func paint(on grid: Grid, progress: Float) -> ColorPlane {
        let (sheet, tooth) = grid.coldPressed(paper, seed: seed)
        let turbulence = grid.noise(seed &+ 11, 0.09, octaves: 3)
        let flow = grid.map { clamp(1 + 0.13 * turbulence[$0], 0.6, 1.5) }
        // The drawing comes first, then the washes.
        let laid = clamp(progress * 2 - 1)
        let figures = figure.paint(on: grid, washes: washes * laid, tooth: tooth, flow: flow)
        let behind = ground.paint(
            on: grid, paper: paper.lab, mask: figures.mask, tooth: tooth, flow: flow, washes: 5 * laid)
        let lines = grid.penned(pen.lines, share: progress * 2)
        let blacks = grid.cut(grid.sample(pen.blacks, on: pen.grid))
        let spotted = smoothstep(0.35, 0.5, progress)
        let drawn = grid.map { max(lines[$0], blacks[$0] * spotted) }
        let light = OKLab.linear(paper.lab), line = opticalDensity(OKLab.linear(ink), on: light)
        let tried = dabs.map { (grid.penned([$0.line]), opticalDensity(OKLab.linear($0.color), on: light) * laid) }
        let density = grid.colors { index, _, _ in
            // A pen skips over the deepest hollows.
            let inked = drawn[index] * smoothstep(-2.9, -1.7, tooth[index] + drawn[index] - 0.4)
            var sum = figures.density[index] + behind[index] + line * inked
            for (dab, color) in tried { sum += color * (dab[index] * flow[index] * 0.8) }
            return sum
        }
        return grid.developed(sheet, density, tooth: tooth, granulation: 0.09)
    }
}
