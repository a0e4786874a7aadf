/// An airbrushed poster.
struct DecoArtwork: Artwork {
    private let page: Page
    private let figure: DecoFigure
    private let ribbons: DecoRibbons
    private let ground: DecoGround
    private let frame: DecoFrame
    private let seed: UInt64
    /// What the sitter throws on the ground, 0…1 on the page's grid.
    private let shadow: Plane

    init(
        _ page: Page, figure: DecoFigure, ribbons: DecoRibbons, ground: DecoGround, frame: DecoFrame, seed: UInt64
    ) {
        self.page = page
        self.figure = figure
        self.ribbons = ribbons
        self.ground = ground
        self.frame = frame
        self.seed = seed
        let grid = page.grid
        let soft = grid.blur(grid.shifted(page.mask, x: -0.018 * page.lightSide, y: 0.012), 0.016)
        shadow = grid.map { soft[$0] * (1 - page.mask[$0]) }
    }

    var reach: Float { 0.004 }

    func paint(on grid: Grid, progress: Float) -> ColorPlane {
        let from = page.grid
        let spray = spray(on: grid)
        let picture = ground(on: grid)
        let inside = grid.cut(grid.sample(figure.inside, on: from))
        let skin = grid.sample(figure.colors, on: from), tone = grid.sample(figure.tone, on: from)
        let shown = smoothstep(0.15, 0.5, progress)
        let soft = grid.sample(shadow, on: from)
        grid.each { index, _, _ in
            picture[index].x *= 1 - 0.42 * soft[index] * shown
            picture[index] = mix(picture[index], skin[index], inside[index] * shown)
        }
        let dressed = smoothstep(0.4, 0.8, progress)
        for kind in ribbons.kinds { lay(kind, over: picture, tone, inside, dressed, on: grid) }
        let drawn = grid.cut(grid.sample(figure.features, on: from), softness: 1.6)
        let result = grid.colors { index, _, _ in
            var color = picture[index]
            color.x += 0.008 * spray[index] * (0.4 + color.x)
            color.x *= 1 - 0.72 * drawn[index] * inside[index] * shown
            return OKLab.srgb(SIMD3(clamp(color.x), color.y, color.z))
        }
        frame.drawing.lay(over: result, on: grid, share: smoothstep(0, 0.35, progress))
        return result
    }

    /// Specks of the airbrush, about -1…1.
    private func spray(on grid: Grid) -> Plane {
        let fine = grid.noise(seed &+ 111, 0.0010), coarse = grid.noise(seed &+ 112, 0.0024)
        return grid.map { 0.8 * fine[$0] + 0.45 * coarse[$0] }
    }

    // MARK: Ground

    private func ground(on grid: Grid) -> ColorPlane {
        let from = page.grid, ground = ground
        let tone = grid.sample(ground.field.tone, on: from)
        let accent = grid.cut(grid.map { [soft = grid.sample(ground.field.accent, on: from)] in soft[$0] - 0.5 })
        let bands = ground.drapes.isEmpty ? nil : Bands(ground.drapes, on: grid, reach: 0.125)
        let unit = grid.unit, half: Float = 0.00095
        return grid.colors { index, x, y in
            var place = ground.place(x, y)
            if let bands {
                let across = bands.across[index] / 0.05
                let shade = clamp(across, -1, 1), number = Int(bands.label[index])
                // A fold: dark in its depth, bright on its crest, soft beyond.
                let crest = exp(-pow((shade - 0.35) / 0.42, 2))
                place = DecoGround.Place(shade: 1.7 * crest - 0.9, edge: bands.gap[index] + 0.0005, number: number)
            }
            let turn = Float(place.number & 1) * 0.10 - 0.05
            let level = clamp(0.14 + 0.62 * tone[index] + 0.21 * place.shade + turn)
            let lit = SIMD3(0.16 * place.shade, 0, 0)
            var color = mix(ground.ramp[Int(level * 255)], ground.accent + lit, 0.88 * accent[index])
            let edge = clamp((half - place.edge) * unit + 0.5) * (bands == nil ? 0.85 : 0.0)
            color = mix(color, ground.line, edge)
            return color
        }
    }

    // MARK: Ribbons

    private func lay(
        _ kind: DecoRibbons.Kind, over picture: ColorPlane, _ tone: Plane, _ inside: Plane, _ share: Float,
        on grid: Grid
    ) {
        guard !kind.paths.isEmpty, share > 0 else { return }
        let covered = grid.cut(grid.sample(kind.inside, on: page.grid))
        let bands = Bands(kind.paths, on: grid, reach: 1.7 * kind.width)
        let unit = grid.unit, side = page.lightSide
        grid.each { index, _, _ in
            let cover = min(covered[index], inside[index]) * share
            let number = Int(bands.label[index])
            guard cover > 0, number >= 0 else { return }
            // Across a ribbon: from deep shade through the body to a highlight, and back at its very edge.
            let across = clamp(bands.across[index] / kind.width * side, -0.8, 0.8)
            let gloss = exp(-pow((across - 0.17) / 0.15, 2))
            let body = 0.75 * across + 0.72 * gloss - 0.20
            let base = mix(kind.tones[number], tone[index], 0.30)
            let value = clamp(base + 0.03 + kind.swing * body * (0.50 + 0.9 * base))
            var color = kind.ramp[Int(value * 255)]
            let hue = kind.hues[number]
            color.y = mix(color.y, hue.y * 1.15, kind.keepsOwn)
            color.z = mix(color.z, hue.z * 1.15, kind.keepsOwn)
            if let cast = kind.cast { color = cast.kept(color) }
            // A thin seam between ribbons.
            let seam = clamp((0.00035 - bands.gap[index]) * unit + 0.5)
            color.x *= 1 - 0.30 * seam
            picture[index] = mix(picture[index], color, cover)
        }
    }
}
