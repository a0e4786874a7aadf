/// Grounds of loose shapes in strong colors.
extension CutPaperPlan {
    /// The design in rounded shapes of the palette's strong colors, with a leaf or two.
    func looseScene() -> [Sheet] {
        let strong = (palette.inks + [Ink(lab: palette.ground(0.3))]).sorted { $0.lab.x > $1.lab.x }
        let papers = [0, 0.4, 0.8].map { strong[Int(($0 * Float(strong.count - 1)).rounded())] }
        let object = palette.ink(showingOn: papers)
        var dice = Dice(seed, stream: 112), leaves: [Sheet] = []
        for _ in 0..<10 where leaves.count < 3 {
            let leaf = Leaf(&dice, aspect: page.aspect)
            guard figure.distance[grid.index(leaf.middle.x, leaf.middle.y)] < -0.07, leaf.middle.y > 0.45 else {
                continue
            }
            leaves.append(
                Sheet(
                    leaves.isEmpty ? palette.paper : object, height: 0.003, shade: 0.40, level: leaf.level(on: grid),
                    on: grid))
        }
        return scene(papers, object: object, rounding: 0.008) + leaves
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
