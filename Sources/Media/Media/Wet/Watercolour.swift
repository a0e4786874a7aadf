/// Watercolour: glazes whose optical densities add up on white paper.
struct Watercolour: Medium {
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let seed = Dice.mixed(direction.seed &+ 0xA9A)
        let paper = direction.palette.washPaper
        let manner = Manner.all.variation(direction.variation)
        let flat = FlatTone(page, across: 0.003, along: 0.006, detail: 0.7)
        let work = page.grid.work
        try work.check()
        let figure = WashFigure(
            page, flat: flat, palette: direction.palette, paper: paper.lab, seed: seed, settings: manner.figure)
        let ground = GroundWash(page, direction: direction, paper: paper.lab, seed: seed, settings: manner.ground)
        try work.check()
        let pencil = underdrawing(page, flat: flat, figure: figure, share: manner.pencil, seed: seed)
        try work.check()
        return WatercolourSheet(
            paper: paper, seed: seed, figure: figure, ground: ground, washes: manner.washes, pencil: pencil,
            graphite: mix(direction.palette.key.lab, paper.lab, 0.25))
    }

    /// The variations.
    private struct Manner: Sendable {
        var figure = WashFigure.Settings()
        var ground = GroundWash.Settings()
        /// How many washes are laid on the sitter.
        var washes: Float = 5
        /// How much of the pencil drawing shows through paint, 0…1.
        var pencil: Float = 0.35

        static let all = [
            // Loose sweeps on white paper, left unfinished.
            Manner(ground: .init(dryLine: 0.22)),
            // A full sheet within tape.
            Manner(
                figure: .init(wet: 0.9, taped: 0.042), ground: .init(taped: 0.042, dryLine: 0.2, blooms: 5, drops: 12),
                pencil: 0.2),
            // A drawing with a few light washes.
            Manner(
                figure: .init(finish: 0.41),
                ground: .init(strength: 0.7, dryLine: 0.8, sweeps: 5, drips: 1, blooms: 2, drops: 25),
                washes: 3.2, pencil: 1),
            // Wet in wet, blurred and running.
            Manner(
                figure: .init(finish: 0.42, wet: 1.5, drips: 7, looseness: 1.7),
                ground: .init(strength: 1.15, dryLine: 0.1, drips: 14, blooms: 10, drops: 110), pencil: 0.1),
        ]
    }

    /// The pencil drawing that the washes were laid on, plain to see where they ended.
    private func underdrawing(
        _ page: Page, flat: FlatTone, figure: WashFigure, share: Float, seed: UInt64
    ) -> [PenLine] {
        var dice = Dice(seed, stream: 0xDE)
        let lines = page.grid.tracedLines(
            page.lineStrength(flat.base), along: page.flow, start: 0.3, shortest: 0.02, spacing: 0.005)
        let hand = Hand(width: 0.0011, stray: 0.0011, overrun: 0.02, expression: 0.6, darkness: 0.8)
        let crowd = PenDrawing.crowd(lines, on: page)
        let drawn = lines.filter { line in
            // Cloth that is all lines, or noise in its place, is left to the wash.
            let middle = line.points[line.points.count / 2], place = page.grid.index(middle.x, middle.y)
            return page.skin[place] + page.hair[place] > 0.5 || line.length >= 0.09 || crowd[place] <= 0.10
        }
        return drawn.map { line in
            var drawn = hand.draw(line, &dice)
            for index in drawn.points.indices {
                let point = drawn.points[index]
                let place = page.grid.index(point.x, point.y)
                let painted = smoothstep(-0.01, 0.02, figure.cover[place])
                drawn.points[index].w *= 1 - painted * (1 - share)
                if figure.isTaped { drawn.points[index].w *= smoothstep(-0.01, 0, figure.cover[place]) }
            }
            return drawn
        }
    }
}

struct WatercolourSheet: Artwork {
    let paper: Ink
    let seed: UInt64
    let figure: WashFigure
    let ground: GroundWash
    let washes: Float
    let pencil: [PenLine]
    let graphite: SIMD3<Float>

    var reach: Float { 0.010 }

    func paint(on grid: Grid, progress: Float) -> ColorPlane {
        let (sheet, tooth) = grid.coldPressed(paper, seed: seed)
        let turbulence = grid.noise(seed &+ 11, 0.07, octaves: 4)
        let flow = grid.map { clamp(1 + 0.16 * turbulence[$0], 0.5, 1.6) }
        // The pencil drawing comes first.
        let laid = clamp((progress - 0.1) / 0.9)
        let washes = figure.paint(on: grid, washes: washes * laid, tooth: tooth, flow: flow)
        let behind = ground.paint(
            on: grid, paper: paper.lab, mask: washes.mask, tooth: tooth, flow: flow, washes: 5 * laid)
        let drawn = grid.penned(pencil, share: progress * 8)
        let lead = opticalDensity(OKLab.linear(graphite), on: OKLab.linear(paper.lab))
        let density = grid.colors { index, _, _ in
            let caught = drawn[index] * smoothstep(-1.4, 0.8, tooth[index] + 1.2 * drawn[index])
            return washes.density[index] + behind[index] + lead * (0.75 * caught)
        }
        return grid.developed(sheet, density, tooth: tooth)
    }
}

extension Grid {
    /// The pixel so many columns to the left and rows above, kept within the raster.
    @inline(__always)
    func upperLeft(of index: Int, by step: Int) -> Int {
        max(index / width - step, 0) * width + max(index % width - step, 0)
    }

    /// Cold-pressed paper: felt marks lit from the upper left, and its tooth (deviation 1).
    func coldPressed(_ ink: Ink, seed: UInt64) -> (color: ColorPlane, tooth: Plane) {
        let felt = noise(seed, 0.0046, octaves: 2, gain: 0.6), grain = noise(seed &+ 1, 0.0014)
        let tooth = map { (0.80 * felt[$0] + 0.45 * grain[$0]) / 0.92 }
        let color = ink.rgb
        let step = max(Int((0.0011 * unit).rounded()), 1)
        let sheet = colors { index, _, _ in
            let before = upperLeft(of: index, by: step)
            let light = 1 + 0.011 * clamp(felt[index] - felt[before], -2, 2) + 0.004 * tooth[index]
            return (color * light).clamped(lowerBound: .zero, upperBound: .one)
        }
        return (sheet, tooth)
    }

    /// Paper seen through pigment; grains settle in the hollows of the tooth, most visibly in thin washes.
    func developed(_ sheet: ColorPlane, _ density: ColorPlane, tooth: Plane, granulation: Float = 0.13) -> ColorPlane {
        colors { index, _, _ in
            var d = density[index]
            let paper = sheet[index]
            guard d.max() > 0.001 else { return paper }
            let mean = (d.x + d.y + d.z) / 3
            d *= max(1 - granulation * tooth[index] / (1 + 0.9 * mean), 0.2)
            return SIMD3(
                OKLab.encoded(OKLab.decoded(paper.x) * exp(-d.x)),
                OKLab.encoded(OKLab.decoded(paper.y) * exp(-d.y)),
                OKLab.encoded(OKLab.decoded(paper.z) * exp(-d.z)))
        }
    }
}
