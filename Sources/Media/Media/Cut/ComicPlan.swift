/// Everything about a comic's panel that is decided before it is printed.
struct ComicPlan: Sendable {
    let figure: Figure
    let direction: Direction
    let style: Comic.Style
    let inks: PrintInks
    let frame: Plane
    let body: Plane
    let open: Plane

    private var page: Page { figure.page }
    private var grid: Grid { figure.page.grid }
    private var palette: Palette { direction.palette }

    init(_ figure: Figure, _ direction: Direction, _ style: Comic.Style) {
        let grid = figure.page.grid
        self.figure = figure
        self.direction = direction
        self.style = style
        inks = PrintInks(figure.page, direction.palette)
        frame = style == .strip ? grid.plane(0.004) : grid.frame(margin: 0.040, aspect: figure.page.aspect)
        body = grid.lowest([figure.head, frame])
        open = grid.lowest([grid.outside(figure.head), frame])
    }

    func plates() -> [PressPlate] { ground() + colors() + shades() + [ink()] + border() }

    private var press: Press { Press(ink: 0.97, shift: 0.0012, rough: 0.0004, mottle: 0.04, holes: 0.7) }

    private func plate(_ ink: Ink, _ levels: [Plane], blend: Plate.Blend = .opaque, opacity: Float = 1) -> PressPlate {
        PressPlate(ink, blend: blend, opacity: opacity, press: press, level: grid.lowest(levels), on: grid)
    }

    private func screen(
        _ ink: Ink, _ share: Plane, _ levels: [Plane], cell: Float, angle: Float, opacity: Float = 1
    ) -> PressPlate {
        let halftone = Halftone(share: share, page: grid, cell: cell, angle: angle), page = grid
        let level = grid.lowest(levels)
        return PressPlate(ink, opacity: opacity, press: press) { grid in
            let dots = halftone.coverage(on: grid), inside = grid.cut(grid.sample(level, on: page))
            return grid.map { dots[$0] * inside[$0] }
        }
    }
}

// MARK: Ground and colors
extension ComicPlan {
    private var isNight: Bool { style == .night }

    /// Flat steps of the design, dots toward its darker end, its object on top.
    private func ground() -> [PressPlate] {
        let design = CutGround(direction, page, rounding: 0.0035)
        let ramp = palette.ground
        let base =
            isNight
            ? palette.key.shifted(lightness: 0.05, chroma: 1.2)
            : Ink(lab: ramp(0.86)).shifted(lightness: 0, chroma: 1.15)
        let step =
            isNight
            ? palette.key.shifted(lightness: 0.16, chroma: 1.5)
            : Ink(lab: ramp(0.55)).shifted(lightness: 0.03, chroma: 1.15)
        let object = palette.ink(showingOn: [base, step])
        let soft = grid.blur(design.tone, 0.012)
        let share = grid.map { clamp(0.72 - 0.85 * soft[$0], 0, 0.62) }
        var plates = [plate(base, [frame])]
        if design.hasShapes {
            plates.append(plate(step, [open, design.darker(than: 0.52, outside: figure.head, on: grid)]))
        }
        plates.append(plate(object, [open, design.accent]))
        let dots = isNight ? step : Ink.overprint(step, on: base)
        plates.append(screen(dots, share, [open], cell: style == .dots ? 0.0165 : 0.0115, angle: 0.26))
        return plates
    }

    private func colors() -> [PressPlate] {
        let whites = grid.outside(figure.whites), area = figure.skinUnderHair
        let hair = plate(inks.hair.light.shifted(lightness: 0.02, chroma: 1.4), [body, figure.hair])
        let lips = plate(inks.lips.shifted(lightness: 0.03, chroma: 1.25), [body, figure.lips])
        let skin: [PressPlate]
        if style == .dots {
            // Skin is nothing but dots of one size on the paper; darker skin has larger ones over a tint.
            let share = grid.plane(0.34 + 0.5 * page.depth)
            let dot = inks.skin.shade.shifted(lightness: 0.04, chroma: 1.5)
            skin = [
                plate(
                    inks.skin.light.shifted(lightness: 0.06 - 0.14 * page.depth), [body, area, whites],
                    opacity: 0.5 + page.depth),
                screen(
                    .overprint(dot, on: palette.paper), share, [body, area, whites], cell: 0.0092, angle: 0.78),
            ]
        } else {
            skin = [plate(inks.skin.light.shifted(lightness: 0, chroma: 1.1), [body, area, whites])]
        }
        return [plate(palette.paper, [body])] + clothes() + skin + [hair, lips]
    }

    /// The garments' own colors, pushed; in bold palettes nearer to the palette's.
    private func clothes() -> [PressPlate] {
        if isNight { return [plate(inks.clothes.mid, [body, figure.clothes])] }
        let local = LocalColors(
            page, within: figure.clothes, count: style == .dots ? 3 : 5, smoothness: 0.0035, seed: direction.seed)
        let keep = clamp(0.35 + 1.3 * palette.keepsOwn)
        return zip(local.colors, local.levels).map { color, level in
            let lightness = clamp(color.x * 1.08 + 0.05, 0.16, 0.97)
            let own = SIMD3(lightness, color.y * 1.5, color.z * 1.5)
            let ramp = palette.clothes.nearest(lightness: lightness)
            // White stays paper.
            let chroma = hypot(color.y, color.z)
            let ink =
                lightness > 0.88 && chroma < 0.04
                ? palette.paper : Ink(lab: mix(SIMD3(lightness, ramp.y, ramp.z), own, keep))
            return plate(ink, [body, figure.clothes, level])
        }
    }
}

// MARK: Shade and ink
extension ComicPlan {
    private func shades() -> [PressPlate] {
        let fair = page.hairFairness
        let whites = grid.outside(figure.whites), tone = figure.tone, eyes = figure.eyes
        let shade = figure.darkness(below: 0.30, cap: 0.50, elsewhere: 0.42, eye: 0.44, hair: mix(0.95, 0.5, fair))
        let hard = grid.edged(shade)
        let half = grid.blur(shade, 0.003), mouth = page.face.mouth
        let share = grid.map { index in
            shade[index] > 0 ? 0 : clamp((half[index] + 0.24) / 0.24) * 0.55 * (1 - eyes[index]) * (1 - mouth[index])
        }
        let light = grid.edged(grid.map { tone[$0] - (0.90 + 0.05 * eyes[$0]) })
        let cool = Ink(lab: mix(palette.ground(0.62), palette.paper.lab, 0.25))
        let skinShade = Ink.overprint(inks.skin.shade, on: inks.skin.light)
        // In the ground's color the shade of white hair would be skin.
        let hairShade = mix(cool.lab, Ink.overprint(inks.hair.shade, on: inks.hair.light).lab, page.hairWhiteness)
        let skin = figure.skin, hair = figure.hair, rest = grid.lowest([grid.outside(skin), grid.outside(hair)])
        return [
            plate(skinShade, [body, skin, hard, whites], blend: .multiply, opacity: 0.95),
            plate(cool, [body, rest, hard], blend: .multiply, opacity: 0.85),
            plate(Ink(lab: hairShade), [body, hair, hard], blend: .multiply, opacity: 0.85),
            screen(
                skinShade.shifted(lightness: 0, chroma: 1.3), share, [body, skin, whites], cell: 0.0078, angle: 0.785),
            screen(cool, share, [body, rest], cell: 0.0078, angle: 0.785, opacity: 0.8),
            screen(Ink(lab: hairShade), share, [body, hair], cell: 0.0078, angle: 0.785, opacity: 0.8),
            plate(palette.paper, [body, grid.outside(skin), light], opacity: 0.85),
        ]
    }

    /// Blacks, their feathered edges, drawn lines and a thick outline.
    private func ink() -> PressPlate {
        let fair = page.hairFairness
        let share: Float = isNight ? 0.20 : 0.05
        let black = figure.darkness(
            below: share, cap: isNight ? 0.42 : 0.24, elsewhere: isNight ? 0.46 : 0.22, eye: 0.24,
            hair: isNight ? mix(0.92, 0.45, fair) : page.blackHair(dark: 0.62, fair: 0.06))
        let lines = figure.lines
        let solid = grid.edged(grid.map { max(black[$0], lines[$0]) })
        let outline = grid.edged(figure.contour(inner: 0.0028, outer: 0.0012))
        let level = grid.lowest([frame, grid.highest([grid.lowest([solid, figure.head]), outline])])
        let side = page.lightSide
        let feather = figure.hatch(
            black, depth: isNight ? 0.22 : 0.09, period: 0.0078, slant: SIMD2(0.8 * side, 0.6), relief: 0.35,
            seed: direction.seed)
        // Teeth of the shadow under the chin would be a goatee.
        let lip = page.face.points[17].y, chin = grid.blur(page.face.oval, 0.012)
        let above = grid.map { _, _, y in y < lip ? 0.004 : -0.004 }
        let skin = grid.lowest([
            body, figure.skin, grid.highest([above, grid.edged(grid.map { 0.10 - chin[$0] })]),
        ])
        let strands = Strands(figure, seed: direction.seed, amount: 0.7, width: 1.25)
        let hair = grid.lowest([body, figure.hair]), page = grid, light = 1 - fair
        return PressPlate(palette.key, press: Press(ink: 0.985, shift: 0.0004, rough: 0.0004, mottle: 0.02, holes: 0.5))
        { grid in
            let drawn = grid.cut(grid.sample(level, on: page)), wedges = feather.coverage(on: grid)
            let inside = grid.cut(grid.sample(skin, on: page)), hair = grid.cut(grid.sample(hair, on: page))
            let cuts = strands.cuts.coverage(on: grid), strokes = strands.strokes.coverage(on: grid)
            return grid.map { index in
                let ink = max(drawn[index] * (1 - cuts[index] * hair[index] * light), wedges[index] * inside[index])
                return max(ink, strokes[index] * hair[index] * (1 - light) * 0.9)
            }
        }
    }

    private func border() -> [PressPlate] {
        guard style != .strip else { return [] }
        return [
            PressPlate(
                palette.key, press: Press(ink: 0.98, shift: 0.0002, mottle: 0.02),
                level: grid.map { [frame] in 0.0018 - abs(frame[$0]) }, on: grid)
        ]
    }
}
