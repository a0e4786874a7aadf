/// How a gouache's sheet is laid out.
struct GouacheSheet: Sendable {
    /// Bare paper round the picture.
    var hasMargin: Bool
    /// Width of bare lines between figure and ground, skin and hair, in page heights; 0 for none.
    var gap: Float
    var paper: Ink
}

struct GouacheArtwork: Artwork {
    let page: Page
    let direction: Direction
    let shapes: GouacheShapes
    let texture: StrokeList
    let details: StrokeList
    let sheet: GouacheSheet

    var reach: Float { 0.004 }

    func paint(on grid: Grid, progress: Float) -> ColorPlane {
        let flats = picture(on: grid, progress: progress / 0.75, band: grid.height)
        let canvas = StrokeCanvas(grid, color: flats, grain: grid.plane(0.5), band: grid.height)
        canvas.draw(details, 0..<details.count(at: (progress - 0.75) / 0.25))
        let tooth = grid.noise(direction.seed &+ 81, 0.0018, octaves: 2)
        return grid.colors { index, _, _ in
            var lab = canvas.color[index]
            lab.x = clamp(lab.x + 0.007 * tooth[index])
            return OKLab.srgb(lab)
        }
    }

    /// The flats with the brush's traces, OKLab.
    ///
    /// - Parameters:
    ///   - progress: regions appear one after the other, the ground first, tones from the darkest.
    ///   - band: rows that one thread draws, see `StrokeCanvas`.
    func picture(on grid: Grid, progress: Float, band: Int) -> ColorPlane {
        let none = ColorPlane(width: grid.width, height: grid.height)
        let brush = StrokeCanvas(grid, color: none, grain: grid.plane(0.5), band: band)
        brush.draw(texture, 0..<texture.count)
        let trace = brush.color
        let ground = ground(on: grid, trace: trace, shown: clamp(progress * 4))
        let other = page.grid
        let clothes = Toned(shapes.clothes, shapes.tones.clothes, other, grid)
        let skin = Toned(shapes.skin, shapes.tones.skin, other, grid)
        let hair = Toned(shapes.hair, shapes.tones.hair, other, grid)
        let features = grid.sample(shapes.features, on: other)
        let a = grid.sample(shapes.drift.a, on: other), b = grid.sample(shapes.drift.b, on: other)
        let figure = grid.sample(shapes.figure, on: other)
        let inside = grid.cut(figure)
        let skinSide = grid.cut(grid.sample(shapes.skinSide, on: other))
        let hairLevel = grid.sample(shapes.hairSide, on: other), hairSide = grid.cut(hairLevel)
        let gaps = gaps(figure, hairLevel, inside, features, on: grid)
        let shown = (0..<3).map { clamp(progress * 4 - 1 - Float($0)) }
        let paper = sheet.paper.lab
        return grid.colors { index, _, _ in
            guard inside[index] > 0 else { return mix(ground[index], paper, gaps[index]) }
            // The borders of tones are as ragged as the brush; the features' are not.
            let ragged = 0.9 * trace.c0[index] * (1 - features[index])
            let side = skinSide[index], top = hairSide[index]
            var lab = SIMD3<Float>.zero
            if side < 1, top < 1 { lab = clothes.color(index, ragged, shown[0]) }
            if side > 0, top < 1 { lab = mix(lab, skin.color(index, ragged, shown[1]), side) }
            if top > 0 { lab = mix(lab, hair.color(index, ragged, shown[2]), top) }
            lab += SIMD3(0, a[index], b[index]) * 0.8 + trace[index] * (1 - 0.8 * features[index])
            return mix(mix(ground[index], lab, inside[index] * clamp(progress * 4 - 1)), paper, gaps[index])
        }
    }

    /// One region's flats on a raster.
    private struct Toned: Sendable {
        let flats: GouacheShapes.Flats
        let tone: Plane
        let slope: Plane

        init(_ flats: GouacheShapes.Flats, _ tone: Plane, _ other: Grid, _ grid: Grid) {
            self.flats = flats
            self.tone = grid.sample(tone, on: other)
            slope = grid.steepness(self.tone)
        }

        /// Tones appear from the darkest.
        @inline(__always)
        func color(_ index: Int, _ ragged: Float, _ shown: Float) -> SIMD3<Float> {
            var result = flats.colors[0]
            let count = Float(flats.borders.count), l = tone[index] + ragged, scale = 1 / (slope[index] * 1.3)
            for (number, border) in flats.borders.enumerated() {
                let cover = clamp((l - border) * scale + 0.5)
                if cover <= 0 { break }
                result = mix(result, flats.colors[number + 1], cover * clamp(shown * (count + 1) - Float(number)))
            }
            return result
        }
    }

    /// The design in a few flat tones, within a painted edge where the sheet has a margin.
    private func ground(on grid: Grid, trace: ColorPlane, shown: Float) -> ColorPlane {
        let field = direction.ground.field(on: grid, page: page, seed: direction.seed)
        let steps: Float = 5, ramp = direction.palette.ground, accent = direction.ground.accent(direction.palette)
        let colors = (0...Int(steps)).map { ramp((Float($0) + 0.5) / (steps + 1)) }
        let slope = grid.steepness(field.tone), paper = sheet.paper.lab
        let rough = grid.noise(direction.seed &+ 82, 0.02, octaves: 3), aspect = page.aspect
        let hasMargin = sheet.hasMargin, clearance = grid.sample(shapes.clearance, on: page.grid)
        return grid.colors { index, x, y in
            // About the outline the flats themselves are others.
            let t = field.tone[index] + 1.4 * clearance[index] + 0.7 * trace.c0[index]
            var color = colors[0]
            for number in 1...Int(steps) {
                let cover = clamp((t - Float(number) / (steps + 1)) / (slope[index] * 1.3) + 0.5)
                color = mix(color, colors[number], cover)
            }
            color = mix(color, accent, field.accent[index]) + trace[index] * 1.2
            guard hasMargin else { return mix(paper, color, shown) }
            let edge = min(min(x, aspect - x), min(y, 1 - y)) - 0.028 + 0.0016 * rough[index] + 0.02 * trace.c0[index]
            return mix(paper, color, clamp(edge * grid.unit + 0.5) * shown)
        }
    }

    /// Bare lines along the outline and the hairline.
    private func gaps(_ figure: Plane, _ hair: Plane, _ inside: Plane, _ features: Plane, on grid: Grid) -> Plane {
        guard sheet.gap > 0 else { return grid.plane() }
        let half = sheet.gap * grid.unit / 2
        let outer = grid.steepness(figure), inner = grid.steepness(hair)
        return grid.map { index in
            let outline = clamp(half - abs(figure[index]) / outer[index] + 0.5)
            let hairline = clamp(0.7 * half - abs(hair[index]) / inner[index] + 0.5) * inside[index]
            return max(outline, hairline * (1 - features[index]))
        }
    }
}

extension Grid {
    /// Change per pixel, above 0.
    fileprivate func steepness(_ plane: Plane) -> Plane {
        let width = width, height = height
        return map { index in
            let x = index % width, y = index / width
            let dx = plane[min(x + 1, width - 1), y] - plane[max(x - 1, 0), y]
            let dy = plane[x, min(y + 1, height - 1)] - plane[x, max(y - 1, 0)]
            return max(0.5 * hypot(dx, dy), 2e-4)
        }
    }
}
