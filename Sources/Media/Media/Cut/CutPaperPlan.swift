/// Everything about a paper cut that is decided before it is drawn.
struct CutPaperPlan: Sendable {
    let page: Page
    let direction: Direction
    let layout: CutPaper.Layout
    let figure: Figure
    let inks: PrintInks

    var grid: Grid { page.grid }
    var palette: Palette { direction.palette }
    var seed: UInt64 { direction.seed }
    typealias Sheet = PaperRelief.Sheet

    init(_ page: Page, _ direction: Direction, _ layout: CutPaper.Layout) {
        self.page = page
        self.direction = direction
        self.layout = layout
        figure = Figure(page, rounding: layout == .leaves ? 0.0065 : 0.0045, lineWidth: 0.0020, detail: 0.5)
        inks = PrintInks(page, direction.palette)
    }

    var backing: Ink {
        switch layout {
        case .theater: direction.ground == .plain ? steps[5] : steps[6]
        case .landscape: Ink(lab: palette.ground(0.94))
        case .lattice: Ink(lab: palette.ground(0.85))
        case .leaves: palette.paper
        }
    }

    func sheets() -> [Sheet] {
        switch layout {
        case .theater: (direction.ground == .plain ? theater() : stage()) + stackedFigure()
        case .landscape: landscape() + coloredFigure()
        case .lattice: latticeColors() + [lattice()]
        case .leaves: (direction.ground == .plain ? looseShapes() : looseScene()) + coloredFigure()
        }
    }

    /// Seven papers from dark to light, at even distances in lightness whatever the ramp's range: a face of nothing
    /// but light papers cannot be read. Below the ramp's end its last hue goes on, duller.
    var steps: [Ink] {
        let ramp = palette.ground, key = palette.key.shifted(lightness: 0.05, chroma: 1.3)
        let dark = key.lab.x, light = palette.paper.lab.x
        let inner = [0.16, 0.36, 0.56, 0.74, 0.88].map { (share: Float) -> Ink in
            let lightness = mix(dark, light, share), lab = ramp.nearest(lightness: lightness)
            let dullness = min(lightness / max(lab.x, 0.01), 1).squareRoot()
            return Ink(lab: SIMD3(lightness, lab.y * dullness, lab.z * dullness))
        }
        return [key] + inner + [palette.paper]
    }

    /// A level without specks that nobody would cut, but for eyes, brows and mouth: smaller than an eye they are islands.
    func clean(_ level: Plane, least: Float = 0.0004) -> Plane {
        let face = page.face, isFine = least < 0.0001
        let solid = grid.withoutSpecks(grid.map { level[$0] > 0 ? 1 : 0 }, smallerThan: least)
        let holes = grid.withoutSpecks(grid.map { level[$0] > 0 ? 0 : 1 }, smallerThan: least * 0.8)
        return grid.map { index in
            let kept = max(max(face.eyes[index], face.brows[index]), max(face.lips[index], face.mouth[index]))
            if max(kept, isFine ? face.nose[index] : 0) > 0.35 { return level[index] }
            if level[index] > 0 { return solid[index] > 0 ? level[index] : -0.001 }
            return holes[index] > 0 ? level[index] : 0.001
        }
    }
}

// MARK: The sitter
extension CutPaperPlan {
    /// Papers of skin, of hair and of clothes, five of each, each darker one smaller. Skin and hair have hues of their
    /// own: in one scale the shade of a cheek would be a beard.
    private func stackedFigure() -> [Sheet] {
        let fair = page.hairFairness, white = page.hairWhiteness, steps = steps
        let cuts: [(skin: Float, other: Float, eye: Float, hair: Float)] = [
            (1, 0.90, 0.58, mix(1, 0.62, white)), (0.70, 0.60, 0.46, mix(1, mix(0.75, 0.30, white), fair)),
            (0.42, 0.42, 0.36, mix(0.95, 0.45, fair)), (0.20, 0.24, 0.27, mix(0.65, 0.18, fair)),
            (0.06, 0.10, 0.20, mix(0.30, 0.04, fair)),
        ]
        let skin = figure.skin, hair = figure.hair, whites = grid.outside(figure.whites), lips = figure.lips
        let bare = grid.outside(skin), worn = grid.lowest([bare, grid.outside(hair)])
        var sheets = [Sheet(steps[6], height: 0.009, shade: 0.55, level: figure.head, on: grid)]
        for (number, cut) in cuts.enumerated() {
            let height: Float = number < 3 ? 0.0042 : 0.0032
            func add(_ ink: Ink, _ levels: [Plane], height: Float, shade: Float = 0.50) {
                let level = clean(grid.lowest([figure.head] + levels))
                sheets.append(Sheet(ink, height: height, shade: shade, level: level, on: grid))
            }
            let dark = figure.darker(than: cut.skin, cap: 1, elsewhere: cut.other, eye: cut.eye, hair: cut.hair)
            add(
                Ink(lab: palette.clothes.nearest(lightness: steps[5 - number].lab.x)), [dark, worn], height: height)
            add(hairPaper(number), [dark, bare, hair], height: height)
            // The light of a lip is no paper.
            let whole = number == 0 ? skin : number == 1 ? grid.highest([dark, lips]) : dark
            add(skinPaper(number), [whole, skin, whites], height: number == 0 ? 0.002 : height * 0.5, shade: 0.22)
        }
        // On top: at the bottom of so many sheets white would lie in their shadow.
        let bright = grid.lowest([figure.whites, figure.head])
        return sheets + [drawing(steps[0]), Sheet(steps[6], height: 0.001, shade: 0.2, level: bright, on: grid)]
    }

    /// About the skin's own lightness, so that a face of any depth has lights and shades.
    private func skinPaper(_ number: Int) -> Ink {
        let own = page.skinLightness, step: [Float] = [0.09, 0.01, -0.10, -0.20, -0.31]
        let lightness = clamp(own + step[number] * (0.6 + 0.5 * own), 0.12, 0.94)
        return palette.skinPaper(lightness, of: page)
    }

    private func hairPaper(_ number: Int) -> Ink {
        let step: [Float] = [0.07, 0, -0.09, -0.16, -0.23]
        return inks.hair.light.shifted(
            lightness: max(step[number], min(0, 0.13 - inks.hair.light.lab.x)), chroma: 1.15)
    }

    /// Papers of skin, hair and clothes, two or three of each.
    private func coloredFigure() -> [Sheet] {
        let tone = figure.tone, fair = page.hairFairness
        func part(_ ink: Ink, _ levels: [Plane], height: Float = 0.0034, shade: Float = 0.46) -> Sheet {
            Sheet(ink, height: height, shade: shade, level: clean(grid.lowest([figure.head] + levels)), on: grid)
        }
        func darker(_ threshold: Float) -> Plane { grid.edged(grid.map { threshold - tone[$0] }) }
        func worn(_ wanted: Float) -> Plane { darker(figure.clothThreshold(wanted)) }
        let shade = figure.darker(than: 0.46, cap: 0.66, elsewhere: 0.5, eye: 0.50)
        let deep = figure.darker(than: 0.18, cap: 0.40, elsewhere: 0.3, eye: 0.36)
        let light = figure.darker(than: 0.86, cap: 0.95, elsewhere: 0.9, eye: 0.62)
        let whites = grid.outside(figure.whites)
        let hairMid = figure.quantiles(within: figure.hair, [mix(0.75, 0.5, fair)])?.first ?? 0.4
        let hairDark = figure.quantiles(within: figure.hair, [page.blackHair(dark: 0.40, fair: 0.15)])?.first ?? 0.2
        // Highlights are skin, not paper: pieces of white look like plasters.
        let bright = inks.skin.light.shifted(lightness: 0.055).lab
        let highlight = Ink(lab: mix(bright, palette.paper.lab, 0.3 * smoothstep(0.2, 0, page.depth)))
        return [
            Sheet(palette.paper, height: 0.009, shade: 0.55, level: figure.head, on: grid),
            part(highlight, [figure.skin], height: 0.001),
            part(inks.clothes.light, [figure.clothes, worn(0.90)]),
            part(inks.clothes.mid, [figure.clothes, worn(0.62)]),
            part(inks.clothes.dark, [figure.clothes, worn(0.34)]),
            // Thin, as the face's steps are small: thick sheets would draw lines into it.
            part(inks.skin.light, [figure.skin, light, whites], height: 0.0016, shade: 0.16),
            part(inks.skin.shade, [figure.skin, shade, whites], height: 0.0020, shade: 0.20),
            part(inks.skin.deep, [figure.skin, deep, whites], height: 0.0024, shade: 0.26),
            part(inks.lips, [figure.lips], height: 0.002),
            part(inks.hair.light, [figure.hair], height: 0.005), part(inks.hair.shade, [figure.hair, darker(hairMid)]),
            part(inks.hair.shade.shifted(lightness: -0.13), [figure.hair, darker(hairDark)]), drawing(steps[0]),
            Sheet(
                palette.paper, height: 0.001, shade: 0.2, level: grid.lowest([figure.whites, figure.head]), on: grid),
        ]
    }

    /// The darkest details: lids, nostrils, the line of the mouth.
    private func drawing(_ ink: Ink) -> Sheet {
        let black = figure.darkness(below: 0.012, cap: 0.12, elsewhere: 0.04, eye: 0.24, hair: 0.02)
        let lines = figure.lines(heldBack: 0.6)
        let level = grid.map { index in
            max(black[index], lines[index] - 0.05)
        }
        return Sheet(
            ink, height: 0.0022, shade: 0.32,
            level: clean(grid.lowest([figure.head, grid.edged(level)]), least: 0.00003),
            on: grid)
    }
}
