/// A lithographed panel, its stones printed one after the other.
struct NouveauArtwork: Artwork {
    private let page: Page
    private let figure: NouveauFigure
    private let hair: NouveauHair
    private let ornament: NouveauOrnament
    private let ground: NouveauGround
    private let colors: NouveauColors
    private let seed: UInt64

    init(
        _ page: Page, figure: NouveauFigure, hair: NouveauHair, ornament: NouveauOrnament, ground: NouveauGround,
        colors: NouveauColors, seed: UInt64
    ) {
        self.page = page
        self.figure = figure
        self.hair = hair
        self.ornament = ornament
        self.ground = ground
        self.colors = colors
        self.seed = seed
    }

    var reach: Float { 0.004 }

    func paint(on grid: Grid, progress: Float) -> ColorPlane {
        let crayon = crayon(on: grid)
        // Lines first, as the drawing stone is made first; colors follow.
        let tint = smoothstep(0.25, 0.85, progress)
        let picture = stages(on: grid, crayon)
        ornament.back.lay(over: picture, on: grid)
        hair.tendrils.lay(over: picture, on: grid)
        sitter(over: picture, on: grid, crayon)
        ornament.front.lay(over: picture, on: grid, share: smoothstep(0.1, 0.7, progress))
        return printed(picture, on: grid, crayon, tint)
    }

    /// Grain of the stone, about -1…1.
    private func crayon(on grid: Grid) -> Plane {
        let fine = grid.noise(seed &+ 91, 0.0012), coarse = grid.noise(seed &+ 92, 0.0034, octaves: 2)
        return grid.map { 0.7 * fine[$0] + 0.5 * coarse[$0] }
    }

    private func stages(on grid: Grid, _ crayon: Plane) -> ColorPlane {
        let stage = grid.sample(ground.stage, on: page.grid)
        let accent = grid.cut(grid.sample(ground.accent, on: page.grid))
        let tones = ground.tones, (gx, gy) = grid.slopes(stage)
        return grid.colors { index, _, _ in
            let value = stage[index], lower = (value - 0.5).rounded(.down)
            // Edge of a stage, one pixel soft; where the ground hardly slopes it is a crayon's gradation.
            let slope = max(hypot(gx[index], gy[index]) / grid.unit, 1e-5), off = value - 0.5 - lower - 0.5
            let sharp = clamp(off / slope + 0.5), soft = clamp(off * 2.5 + 0.5 + 0.22 * crayon[index])
            let share = mix(soft, sharp, smoothstep(4, 14, slope * grid.unit))
            let low = tones[min(max(Int(lower), 0), tones.count - 1)]
            let high = tones[min(max(Int(lower) + 1, 0), tones.count - 1)]
            var color = mix(mix(low, high, share), ground.accentTone, accent[index])
            let edge = clamp(1.3 - abs(off) / slope * 0.7) * smoothstep(5, 16, slope * grid.unit) * 0.5
            color.x -= 0.16 * edge
            return OKLab.srgb(color)
        }
    }

    // MARK: Sitter

    private func sitter(over picture: ColorPlane, on grid: Grid, _ crayon: Plane) {
        let from = page.grid
        let inside = grid.cut(grid.sample(figure.inside, on: from))
        let light = grid.sample(figure.light, on: from), shade = grid.sample(figure.shade, on: from)
        let deep = grid.sample(figure.deep, on: from)
        let first = grid.sample(figure.shadeLevel, on: from), second = grid.sample(figure.deepLevel, on: from)
        let edge = grid.cut(first), dark = grid.cut(second)
        grid.each { index, _, _ in
            guard inside[index] > 0 else { return }
            // A shade has a cut edge on one side and runs out in crayon on the other.
            let run = smoothstep(-0.13, 0.08, first[index] + 0.05 * crayon[index])
            var color = mix(light[index], shade[index], 0.45 * run + 0.45 * edge[index])
            let low = smoothstep(-0.06, 0.05, second[index] + 0.03 * crayon[index])
            color = mix(color, deep[index], 0.35 * low + 0.55 * dark[index])
            picture[index] = mix(picture[index], OKLab.srgb(color), inside[index])
        }
        locks(over: picture, on: grid, inside)
        let drawn = grid.cut(grid.sample(figure.features, on: from), softness: 1.6)
        grid.each { index, _, _ in
            // On dark skin the line of a light palette has to be darker than the skin.
            let line = pointwiseMin(colors.line, picture[index] * 0.6)
            picture[index] = mix(picture[index], line, 0.92 * drawn[index] * inside[index])
        }
        figure.lines.masked(inside, over: picture, on: grid)
        figure.outline.lay(over: picture, on: grid)
    }

    private func locks(over picture: ColorPlane, on grid: Grid, _ inside: Plane) {
        guard !hair.locks.isEmpty else { return }
        let covered = grid.cut(grid.sample(hair.inside, on: page.grid))
        let bands = Bands(hair.locks, on: grid, reach: 1.6 * hair.width)
        let unit = grid.unit, tones = hair.tones, width = hair.width
        grid.each { index, _, _ in
            let share = min(covered[index], inside[index])
            let number = Int(bands.label[index])
            guard share > 0, number >= 0 else { return }
            // Each lock is lighter along its crown; the line between swells and thins along it.
            var color = tones[number]
            let across = bands.across[index] / width
            color.x += 0.055 * smoothstep(0.35, 0.05, abs(across + 0.12)) - 0.05 * smoothstep(0.2, 0.5, across)
            let swell = 0.55 + 0.45 * sin(bands.along[index] * 52 + Float(number) * 1.7)
            let half = 0.00022 + 0.00062 * swell
            let line = clamp((half - bands.gap[index]) * unit + 0.5)
            picture[index] = mix(picture[index], mix(OKLab.srgb(color), colors.line, 0.9 * line), share)
        }
    }

    // MARK: Paper

    private func printed(_ picture: ColorPlane, on grid: Grid, _ crayon: Plane, _ tint: Float) -> ColorPlane {
        let fiber = grid.noise(seed &+ 93, 0.07, octaves: 3), tooth = grid.noise(seed &+ 94, 0.0018)
        let paper = colors.paper, line = colors.line
        return grid.colors { index, _, _ in
            var color = picture[index]
            if tint < 1 {
                // Before its colors a print shows the drawing alone.
                let darkness = smoothstep(0.35, 0.05, distance(color, line))
                color = mix(mix(paper, line, darkness), color, tint)
            }
            let full = clamp(1 - color.min())
            let mottle = 1 + full * (0.020 * crayon[index] + 0.018 * fiber[index]) + 0.010 * tooth[index]
            return color * mottle
        }
    }

    private func distance(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> Float {
        let d = a - b
        return (d * d).sum().squareRoot()
    }
}
