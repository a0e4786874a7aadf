/// Everything about a woodblock print that is decided before it is printed.
struct WoodblockPlan: Sendable {
    let page: Page
    let direction: Direction
    let style: Woodblock.Style
    let figure: Figure
    let inks: PrintInks
    let ground: CutGround
    let frame: Plane
    /// The sitter within the frame.
    let body: Plane
    /// The frame without the sitter.
    let open: Plane

    var paper: Ink { direction.palette.paper }
    private var grid: Grid { page.grid }
    private var palette: Palette { direction.palette }
    private var seed: UInt64 { direction.seed }

    init(_ page: Page, _ direction: Direction, _ style: Woodblock.Style) {
        let grid = page.grid
        self.page = page
        self.direction = direction
        self.style = style
        figure = Figure(page, rounding: style.isCoarse ? 0.006 : 0.004, lineWidth: style.isCoarse ? 0.0020 : 0.0016)
        inks = PrintInks(page, style.isBlue ? direction.palette.monochrome : direction.palette)
        ground = CutGround(direction, page)
        let frame = grid.frame(
            margin: style.margin, aspect: page.aspect, waver: style.isCoarse ? 0.0018 : 0.0004, seed: direction.seed)
        self.frame = frame
        body = grid.lowest([figure.head, frame])
        open = grid.lowest([grid.outside(figure.head), frame])
    }

    func plates() -> [PressPlate] {
        groundPlates() + skinPlates() + hairPlates() + clothesPlates() + keyPlates() + sealPlates()
    }

    private func press(_ grain: Float = 1, shift: Float = 0.0009) -> Press {
        Press(ink: 0.96, shift: shift, rough: 0.0007, mottle: 0.06, holes: 0.8, grain: style.grain * grain)
    }

    private func plate(
        _ ink: Ink, _ level: Plane, opacity: Float = 1, fade: PressPlate.Gradation? = nil, grain: Float = 1,
        shift: Float = 0.0009
    ) -> PressPlate {
        PressPlate(ink, opacity: opacity, fade: fade, press: press(grain, shift: shift), level: level, on: grid)
    }
}

// MARK: The ground
extension WoodblockPlan {
    private func groundPlates() -> [PressPlate] {
        let ramp = inksOfGround()
        let free = grid.lowest([open, grid.outside(ground.accent)])
        if style.isBare { return bareGround(ramp) }
        var plates = [plate(ramp.light, mistLess(free), opacity: 0.92)]
        if ground.hasShapes {
            let mid = grid.lowest([free, ground.darker(than: 0.60, outside: figure.head, on: grid)])
            let dark = grid.lowest([free, ground.darker(than: 0.30, outside: figure.head, on: grid)])
            plates.append(plate(.overprint(ramp.mid, on: ramp.light), mid, opacity: 0.95))
            plates.append(plate(.overprint(ramp.dark, on: ramp.mid), dark, opacity: 0.95))
            plates.append(
                plate(.overprint(ramp.mid, on: ramp.light), free, opacity: 0.7, fade: .init(full: 0, none: 0.30)))
        } else {
            let banded = mistLess(free)
            plates.append(plate(.overprint(ramp.dark, on: ramp.light), banded, fade: .init(full: 0.02, none: 0.62)))
            plates.append(
                plate(.overprint(ramp.mid, on: ramp.light), banded, opacity: 0.9, fade: .init(full: 1.0, none: 0.62)))
        }
        let accent = grid.lowest([open, ground.accent])
        plates.append(plate(inksAccent, accent, opacity: 0.96, fade: .init(full: 0.1, none: 1.9)))
        return plates
    }

    /// Mica ground: one flat tone, darker toward the upper edge, and a narrow dark band along it.
    private func bareGround(_ ramp: (light: Ink, mid: Ink, dark: Ink)) -> [PressPlate] {
        [
            plate(ramp.mid.shifted(lightness: 0.10), open, opacity: 0.95),
            plate(ramp.dark, open, opacity: 0.85, fade: .init(full: 0.0, none: 0.42)),
        ]
    }

    private func inksOfGround() -> (light: Ink, mid: Ink, dark: Ink) {
        let ramp = (style.isBlue ? palette.monochrome : palette).ground
        return (Ink(lab: ramp(0.90)), Ink(lab: ramp(0.55)), Ink(lab: ramp(0.20)))
    }

    private var inksAccent: Ink {
        let ramp = inksOfGround(), palette = style.isBlue ? palette.monochrome : palette
        return palette.ink(showingOn: ground.hasShapes ? [ramp.mid, ramp.dark] : [ramp.light, ramp.mid])
    }

    /// Bands of mist left white across soft grounds.
    private func mistLess(_ level: Plane) -> Plane {
        guard !ground.hasShapes, !style.isCoarse, ground.design != .rays else { return level }
        var dice = Dice(seed, stream: 31)
        let bands = (0..<6).map { number in
            (
                y: 0.12 + 0.13 * Float(number) + dice.uniform(-0.03, 0.03),
                x: number % 2 == 0 ? -0.02 : page.aspect + 0.02, length: page.aspect * dice.uniform(0.20, 0.40),
                height: 0.012 * dice.uniform(0.8, 1.5)
            )
        }
        return grid.map { index, x, y in
            var value = level[index]
            for band in bands {
                let distance = hypot(max(abs(x - band.x) - band.length, 0), y - band.y) - band.height
                value = min(value, distance)
            }
            return value
        }
    }
}

// MARK: The sitter
extension WoodblockPlan {
    private func skinPlates() -> [PressPlate] {
        let skin = grid.lowest([figure.skin, body])
        let toned = grid.lowest([skin, grid.outside(figure.whites)])
        let shade = grid.lowest([toned, figure.darker(than: 0.42, cap: 0.62, elsewhere: 0.5, eye: 0.52)])
        let deep = grid.lowest([toned, figure.darker(than: 0.17, cap: 0.38, elsewhere: 0.3, eye: 0.42)])
        let hatch = figure.hatch(
            figure.darkness(below: 0.42, cap: 0.62, elsewhere: 0.5, eye: 0.2), depth: 0.11,
            period: style.isCoarse ? 0.0105 : 0.0082, slant: SIMD2(0.45, 0.8), relief: 0.35, seed: seed)
        let shadeInk = Ink.overprint(inks.skin.shade, on: inks.skin.light), page = grid
        let shades = PressPlate(shadeInk, press: press(0.7)) { grid in
            let solid = grid.cut(grid.sample(shade, on: page)), lines = hatch.coverage(on: grid)
            let inside = grid.cut(grid.sample(toned, on: page))
            return grid.map { max(solid[$0], lines[$0] * inside[$0]) }
        }
        let lips = grid.lowest([body, figure.lips])
        return [
            plate(inks.skin.light, toned, grain: 0.6), shades,
            plate(.overprint(inks.skin.deep, on: inks.skin.shade), deep, grain: 0.5),
            plate(.overprint(inks.lips, on: inks.skin.light), lips, opacity: 0.85, grain: 0.4),
        ]
    }

    private func hairPlates() -> [PressPlate] {
        let hair = grid.lowest([figure.hair, body])
        let marks = figure.quantiles(within: figure.hair, [0.50]) ?? [0.3]
        let tone = figure.tone, page = grid
        let dark = grid.lowest([hair, grid.edged(grid.map { marks[0] - tone[$0] })])
        let strands = Strands(figure, seed: seed, width: style.isCoarse ? 1.5 : 1)
        let shade = PressPlate(.overprint(inks.hair.shade, on: inks.hair.light), press: press()) { grid in
            let solid = grid.cut(grid.sample(dark, on: page)), cuts = strands.cuts.coverage(on: grid),
                strokes = strands.strokes.coverage(on: grid), inside = grid.cut(grid.sample(hair, on: page))
            return grid.map { max(solid[$0] * (1 - cuts[$0]), strokes[$0] * inside[$0]) }
        }
        return [plate(inks.hair.light, hair), shade]
    }

    private func clothesPlates() -> [PressPlate] {
        let clothes = grid.lowest([figure.clothes, body])
        let tone = figure.tone
        func darker(_ wanted: Float) -> Plane {
            let threshold = figure.clothThreshold(wanted)
            return grid.lowest([clothes, grid.edged(grid.map { threshold - tone[$0] })])
        }
        return [
            plate(inks.clothes.light, darker(0.90)),
            plate(.overprint(inks.clothes.mid, on: inks.clothes.light), darker(0.68)),
            plate(.overprint(inks.clothes.dark, on: inks.clothes.mid), darker(0.40)),
        ]
    }

    /// Lines, the deepest darks, the outline, and the border.
    private func keyPlates() -> [PressPlate] {
        let page = grid, tone = figure.tone
        let black = figure.darkness(below: 0.045, cap: 0.20, elsewhere: 0.14, eye: 0.20)
        let share = self.page.blackHair(dark: 0.61, fair: 0.06)
        let hairBlack = figure.quantiles(within: figure.hair, [share])?.first ?? 0
        let solid = grid.edged(
            grid.map { index in
                figure.hair[index] > 0 ? hairBlack - tone[index] : max(black[index], figure.lines[index])
            })
        let uneven = grid.noise(seed &+ 33, 0.05, octaves: 2)
        let band = grid.map { index in
            let width = 0.0011 * (1 + 0.4 * clamp(uneven[index], -1.5, 1.5))
            return width - abs(figure.distance[index])
        }
        let drawn = grid.lowest([grid.highest([grid.lowest([solid, figure.head]), band]), frame])
        let strands = Strands(figure, seed: seed &+ 1, amount: 0.8, width: style.isCoarse ? 1.4 : 0.9)
        let ink = style.isBlue ? palette.monochrome.key : palette.key
        let key = PressPlate(ink, press: press(0.45, shift: 0.0004)) { grid in
            let coverage = grid.cut(grid.sample(drawn, on: page)), cuts = strands.cuts.coverage(on: grid)
            return grid.map { coverage[$0] * (1 - cuts[$0]) }
        }
        guard !style.isCoarse else { return [key] }
        let border = grid.map { 0.0010 - abs(frame[$0]) }
        return [key, plate(ink, border, grain: 0.5, shift: 0.0003)]
    }

    private func sealPlates() -> [PressPlate] {
        guard
            let seal = Seal(
                .narcissus, on: page, offOf: figure.distance, ground: ground.tone, margin: style.margin, half: 0.024,
                seed: seed)
        else { return [] }
        let index = grid.index(seal.center.x, seal.center.y)
        let below = inksOfGround(), isDark = ground.tone[index] < 0.45
        let red = palette.ink(showingOn: [isDark ? below.dark : below.mid, paper])
        return [
            PressPlate(paper, blend: .opaque, opacity: 0.94, press: Press(shift: 0, mottle: 0)) { seal.bed(on: $0) },
            PressPlate(red, press: Press(ink: 0.97, shift: 0.0002, rough: 0.0005, mottle: 0.05)) {
                seal.coverage(on: $0)
            },
        ]
    }
}

extension Palette {
    /// The palette in the hue of its darkest strong ink: a print of one color in several depths.
    var monochrome: Palette {
        let lead =
            inks.map(\.lab).filter { $0.x < 0.62 }.max { a, b in
                hypot(a.y, a.z) - abs(a.x - 0.45) < hypot(b.y, b.z) - abs(b.x - 0.45)
            } ?? key.lab
        // Blue stands for a palette without it: the old prints of one color are blue.
        let cool = inks.map(\.lab).filter { $0.z < -0.02 && $0.x < 0.7 }.min { $0.z < $1.z } ?? lead
        let chroma = max(hypot(cool.y, cool.z), 0.06), hue = SIMD2(cool.y, cool.z) / max(hypot(cool.y, cool.z), 1e-4)
        func tone(_ lightness: Float) -> Ink {
            let strength = chroma * (1 - abs(lightness - 0.45) * 1.5)
            return Ink(lab: SIMD3(lightness, hue.x * max(strength, 0.012), hue.y * max(strength, 0.012)))
        }
        let ramp = Ramp([0.20, 0.32, 0.45, 0.60, 0.75, 0.88, 0.96].map(tone))
        var result = self
        result.key = tone(0.20)
        result.inks = [tone(0.42), tone(0.60), tone(0.32), tone(0.75), tone(0.5)]
        result.skin = ramp
        result.hair = ramp
        result.clothes = ramp
        result.ground = ramp
        result.keepsOwn = 0
        return result
    }
}
