/// What lies behind the sitter.
extension CutPaperPlan {
    /// Waved rings, light within and dark without.
    func theater() -> [Sheet] {
        let center = page.face.center, steps = steps, seed = Float(seed % 89)
        return (0..<5).map { number in
            let k = Float(number), radius = 0.295 + 0.058 * k
            let level = grid.map { _, x, y in
                let dx = (x - center.x) * 1.02, dy = (y - center.y - 0.02) * 0.86
                let angle = atan2(dy, dx)
                let wave =
                    0.020 * sin(angle * (5 + k) + k * 1.7 + seed) + 0.012 * sin(angle * (9 + 2 * k) - k * 2.1)
                    + 0.006 * sin(angle * 17 + k)
                return clamp(hypot(dx, dy) - radius - wave, -0.004, 0.004)
            }
            return Sheet(steps[5 - number], height: 0.0075, shade: 0.46, level: level, on: grid)
        }
    }

    /// The design's tone in four steps, the darkest nearest, and its object.
    func landscape() -> [Sheet] {
        let ground = CutGround(direction, page, rounding: 0.004)
        let isSoft = !ground.hasShapes
        let field = isSoft ? grid.blur(ground.tone, 0.02) : ground.tone
        let shares: [(share: Float, place: Float)] = [(0.82, 0.78), (0.62, 0.58), (0.42, 0.38), (0.22, 0.18)]
        let outside = figure.head
        let values = field.values { outside[$0] < 0 }
        let low = quantile(values, 0.03) ?? 0, high = quantile(values, 0.97) ?? 1
        let steps = shares.map { step in
            let threshold = mix(low, high, step.share)
            let level = clean(grid.edged(grid.map { threshold - field[$0] }), least: 0.0005)
            return Sheet(Ink(lab: palette.ground(step.place)), height: 0.0065, shade: 0.44, level: level, on: grid)
        }
        let near = [0.58, 0.38, 0.18].map { Ink(lab: palette.ground($0)) }
        let object = Sheet(
            palette.ink(showingOn: near), height: 0.006, shade: 0.42, level: clean(ground.accent, least: 0.00008),
            on: grid)
        // A disc hangs behind the hills; flames and stars stand before them.
        return ground.design == .sun ? [steps[0], object] + steps.dropFirst() : steps + [object]
    }

    /// Papers that show through the black sheet.
    func latticeColors() -> [Sheet] {
        let ground = CutGround(direction, page, rounding: 0.004)
        let body = figure.head, whites = grid.outside(figure.whites)
        let shade = figure.darker(than: 0.50 + 0.4 * page.depth, cap: 0.7, elsewhere: 0.5, eye: 0.5)
        func flat(_ ink: Ink, _ level: Plane) -> Sheet {
            Sheet(ink, height: 0.0012, shade: 0.25, level: level, on: grid)
        }
        let base = Ink(lab: palette.ground(0.85)), far = Ink(lab: palette.ground(0.55))
        return [
            flat(far, ground.darker(than: 0.55, outside: body, on: grid)),
            flat(palette.ink(showingOn: [base, far]), ground.accent),
            flat(palette.paper, body),
            flat(
                inks.clothes.mid,
                grid.lowest([body, figure.clothes, grid.edged(grid.map { [tone = figure.tone] in 0.72 - tone[$0] })])),
            flat(inks.skin.light, grid.lowest([body, figure.skin, whites])),
            flat(inks.skin.shade, clean(grid.lowest([body, figure.skin, whites, shade]))),
            flat(inks.hair.light, grid.lowest([body, figure.hair])), flat(inks.lips, grid.lowest([body, figure.lips])),
        ]
    }

    /// The black sheet: frame, outlines of everything, darks, and ribs that hold it together.
    func lattice() -> Sheet {
        let fair = smoothstep(0.22, 0.62, page.hairLightness)
        let black = figure.darkness(
            below: 0.13, cap: 0.34, elsewhere: 0.34, eye: 0.28, hair: mix(0.82, 0.25, fair))
        let lines = figure.lines(heldBack: 0.2)
        let inner = grid.map { index in
            max(black[index], lines[index])
        }
        let ground = CutGround(direction, page, rounding: 0.004)
        let edges = grid.edged(grid.map { [accent = ground.accent] in 0.0018 - abs(accent[$0]) })
        let border = grid.frame(margin: 0.036, aspect: page.aspect)
        let outline = grid.edged(figure.contour(inner: 0.0030, outer: 0.0026))
        let open = grid.outside(figure.head)
        let ribs = grid.lowest([open, grid.highest([edges, rib(ground)])])
        let sheet = grid.highest([
            grid.outside(border), outline, grid.lowest([figure.head, grid.edged(inner)]), ribs,
        ])
        return Sheet(
            palette.key, height: 0.0045, shade: 0.5, level: clean(sheet, least: 0.00012), on: grid)
    }

    /// Lines that part the ground into panes: level lines of its tone, and stems where it has none.
    private func rib(_ ground: CutGround) -> Plane {
        if ground.hasShapes {
            let level = ground.darker(than: 0.55, outside: figure.head, on: grid)
            return grid.map { 0.0016 - abs(level[$0]) }
        }
        let center = page.face.center
        let turn = grid.noise(seed &+ 91, 0.4, octaves: 2)
        return grid.map { index, x, y in
            let angle = atan2(y - center.y - 0.1, x - center.x), radius = hypot(x - center.x, y - center.y - 0.1)
            let place = angle * 9 / .pi + 0.5 * sin(radius * 16) + 0.15 * turn[index]
            let away = abs(place - place.rounded(.toNearestOrAwayFromZero)) * .pi / 9 * radius
            return clamp(0.0017 - away, -0.004, 0.004)
        }
    }

    /// Torn rectangles of strong color and leaves.
    func looseShapes() -> [Sheet] {
        var dice = Dice(seed, stream: 111)
        let colors = palette.inks + [Ink(lab: palette.ground(0.5)), Ink(lab: palette.ground(0.8))]
        let waver = grid.noise(seed &+ 95, 0.10, octaves: 2)
        let columns = 3, rows = 4
        var shapes: [(ink: Ink, level: Plane)] = []
        func add(_ ink: Ink, _ level: Plane, to shapes: inout [(ink: Ink, level: Plane)]) {
            // One sheet of each color.
            if let known = shapes.firstIndex(where: { $0.ink == ink }) {
                shapes[known].level = grid.highest([shapes[known].level, level])
            } else {
                shapes.append((ink, level))
            }
        }
        for number in 0..<columns * rows {
            let width = page.aspect / Float(columns), height = 1 / Float(rows)
            let x0 = Float(number % columns) * width + dice.uniform(-0.03, 0.03)
            let y0 = Float(number / columns) * height + dice.uniform(-0.03, 0.03)
            let ink = colors[(number + number / columns + dice.below(2)) % colors.count]
            let level = grid.map { index, x, y in
                let inside = min(
                    min(x - x0 + 0.012, x0 + width + 0.012 - x), min(y - y0 + 0.012, y0 + height + 0.012 - y))
                return clamp(inside + 0.004 * waver[index], -0.004, 0.004)
            }
            add(ink, level, to: &shapes)
        }
        var leaves: [(ink: Ink, level: Plane)] = []
        for number in 0..<12 {
            let leaf = Leaf(&dice, aspect: page.aspect)
            let index = grid.index(leaf.middle.x, leaf.middle.y)
            guard figure.distance[index] < 0.01 else { continue }
            let below = shapes.filter { $0.level[index] > 0 }.map(\.ink)
            let ink = number % 3 == 0 ? palette.paper : palette.ink(showingOn: below.isEmpty ? [palette.paper] : below)
            add(ink, leaf.level(on: grid), to: &leaves)
        }
        return shapes.map { Sheet($0.ink, height: 0.0022, shade: 0.3, level: $0.level, on: grid) }
            + leaves.map { Sheet($0.ink, height: 0.003, shade: 0.34, level: $0.level, on: grid) }
    }
}

/// An alga: a bent stem with rounded fingers on both sides, webbed where they meet.
struct Leaf: Sendable {
    private let strokes: [(from: SIMD2<Float>, to: SIMD2<Float>, radius: Float)]
    let middle: SIMD2<Float>
    private let length: Float

    init(_ dice: inout Dice, aspect: Float) {
        let root = SIMD2(dice.uniform(0.02, aspect - 0.02), dice.uniform(0.05, 1))
        let length = dice.uniform(0.15, 0.26), bend = dice.uniform(-1.4, 1.4), fingers = 3 + dice.below(3)
        var heading = -Float.pi / 2 + dice.uniform(-0.9, 0.9)
        var place = root, strokes: [(from: SIMD2<Float>, to: SIMD2<Float>, radius: Float)] = []
        let step = length / Float(fingers)
        for number in 0...fingers {
            let next = place + SIMD2(cos(heading), sin(heading)) * step
            strokes.append((place, next, 0.012))
            let share = Float(number) / Float(fingers)
            let long = length * (0.20 + 0.22 * sin(.pi * (0.25 + 0.7 * share)))
            for side: Float in [-1, 1] where number < fingers {
                let turned = heading + side * (1.15 - 0.4 * share)
                let tip = next + SIMD2(cos(turned), sin(turned)) * long
                strokes.append((next, tip, 0.014 + 0.006 * dice.uniform()))
            }
            place = next
            heading += bend / Float(fingers)
        }
        self.strokes = strokes
        self.length = length
        middle = (root + place) / 2
    }

    func level(on grid: Grid) -> Plane {
        grid.map { _, x, y in
            guard hypot(x - middle.x, y - middle.y) < length * 1.2 else { return -0.004 }
            let place = SIMD2(x, y)
            // A sum of exponentials is the largest level with rounded inner corners.
            var sum: Float = 0
            for stroke in strokes {
                let axis = stroke.to - stroke.from, d = place - stroke.from
                let t = clamp((d * axis).sum() / max((axis * axis).sum(), 1e-9))
                let off = d - axis * t
                let level = stroke.radius * (0.8 + 0.35 * t) - (off * off).sum().squareRoot()
                sum += exp(min(level / 0.0045, 20))
            }
            return clamp(0.0045 * log(max(sum, 1e-6)), -0.004, 0.004)
        }
    }
}
