/// Shapes on the page's grid as levels, above 0 inside, about in page heights.
extension Grid {
    /// The printed rectangle: `margin` on all sides, `foot` at the lower end; its edge wavers as cut by hand.
    func frame(margin: Float, foot: Float? = nil, aspect: Float, waver: Float = 0, seed: UInt64 = 0) -> Plane {
        let foot = foot ?? margin
        let wobble = waver > 0 ? noise(seed &+ 8, 0.02, octaves: 3) : plane()
        return map { index, x, y in
            let inner = min(min(x - margin, aspect - margin - x), min(y - margin, 1 - foot - y))
            return clamp(inner + waver * wobble[index], -0.004, 0.004)
        }
    }

    func disc(_ center: SIMD2<Float>, _ radius: Float) -> Plane {
        map { _, x, y in clamp(radius - hypot(x - center.x, y - center.y), -0.004, 0.004) }
    }

    /// The level as about a distance from its edge in page heights, at most 0.004: levels of one measure can be
    /// combined without ringing where one jumps and another is low.
    func edged(_ level: Plane) -> Plane {
        let (gx, gy) = slopes(level)
        // The neighborhood's slope: a pixel's own would bend the edge between pixels where the level is curved.
        let square = blur(map { gx[$0] * gx[$0] + gy[$0] * gy[$0] }, pixels: 1.3)
        return map { index in
            let slope = max(square[index].squareRoot(), 0.3)
            return clamp(level[index] / slope, -0.004, 0.004)
        }
    }

    func lowest(_ planes: [Plane]) -> Plane {
        combined(planes) { min($0, $1) }
    }

    func highest(_ planes: [Plane]) -> Plane {
        combined(planes) { max($0, $1) }
    }

    @inline(__always)
    private func combined(_ planes: [Plane], _ choice: @Sendable (Float, Float) -> Float) -> Plane {
        guard let first = planes.first else { return plane() }
        let result = first.copy()
        for plane in planes.dropFirst() { each { index, _, _ in result[index] = choice(result[index], plane[index]) } }
        return result
    }

    func outside(_ plane: Plane) -> Plane { map { -plane[$0] } }
}

/// Lines that run over a form at an even distance and grow wider where it is darker.
struct FormHatch: Sendable {
    /// In lines: the level sets at whole numbers and a half are their middles.
    let phase: Plane
    /// Share of a line's distance that is ink, 0…1.
    let width: Plane
    /// Distance of the lines, in page heights.
    let period: Float
    let page: Grid

    func coverage(on grid: Grid) -> Plane {
        let phase = grid.sample(phase, on: page), width = grid.sample(width, on: page)
        let sharpness = period * grid.unit / 2.2
        return grid.map { index in
            let share = width[index]
            guard share > 0.02 else { return 0 }
            let place = phase[index] - phase[index].rounded(.down)
            return clamp((share - abs(place - 0.5) * 2) * sharpness + 0.5)
        }
    }
}

extension Figure {
    /// Gouge lines in the half tone of the skin that bend over the form.
    ///
    /// - Parameters:
    ///   - level: darkness above 0 where the next plate is full; lines run out at `depth` below it.
    func hatch(_ level: Plane, depth: Float, period: Float, slant: SIMD2<Float>, relief: Float, seed: UInt64)
        -> FormHatch
    {
        let grid = page.grid
        let form = grid.blur(page.relief, 0.006), bend = grid.noise(seed &+ 41, 0.12, octaves: 2),
            uneven = grid.noise(seed &+ 42, 0.02, octaves: 2)
        let phase = grid.map { index, x, y in
            (slant.x * x + slant.y * y + relief * form[index] + 0.004 * bend[index]) / period
        }
        let soft = grid.blur(level, 0.0022)
        let width = grid.map { index in
            let half = clamp((soft[index] + depth) / (depth * 1.15))
            let inside = clamp(skin[index] / 0.002) * (1 - page.face.features[index])
            return half > 0.1 && inside > 0 ? clamp((half * 0.95 + 0.05 * uneven[index]) * inside) : 0
        }
        return FormHatch(phase: phase, width: width, period: period, page: grid)
    }

    /// The way hair falls.
    var hairFlow: Flow { page.grid.edgeFlow(flat.base, detail: 0.003, smoothness: 0.012).flow }
}

/// Strands of the hair: light ones cut out of the dark, dark ones drawn in the light.
struct Strands: Sendable {
    private(set) var cuts = GougeMarks()
    private(set) var strokes = GougeMarks()

    /// Dark strands alone, closer and broader in the shade: light hair drawn with the knife.
    init(drawnIn figure: Figure, seed: UInt64, scale: Float) {
        guard let range = figure.quantiles(within: figure.hair, [0.06, 0.80]) else { return }
        let page = figure.page, grid = page.grid, flow = figure.hairFlow
        var dice = Dice(seed, stream: 52)
        for place in GroundMarks.places(page.aspect, spacing: 0.0062 * scale, &dice) {
            let index = grid.index(place.x, place.y), choice = dice.uniform(), long = dice.uniform()
            let bend = dice.normal(1.1), turn = dice.normal(0.05)
            guard figure.hair[index] > 0.001, figure.head[index] > 0.002 else { continue }
            let shade = clamp((range[1] - figure.tone[index]) / max(range[1] - range[0], 0.08))
            guard choice < 0.10 + 0.80 * shade else { continue }
            strokes.add(
                at: place, angle: flow.angle(index) + turn,
                length: (0.016 + 0.030 * long) * (0.8 + 0.4 * shade) * scale,
                halfWidth: (0.0005 + 0.0013 * shade * shade) * scale, bend: bend)
        }
    }

    /// - Parameters:
    ///   - amount: 1 usual.
    init(_ figure: Figure, seed: UInt64, amount: Float = 1, width: Float = 1) {
        guard let range = figure.quantiles(within: figure.hair, [0.18, 0.97]) else { return }
        let grid = figure.page.grid, flow = figure.hairFlow
        let light = clamp((figure.page.hairLightness - 0.15) / 0.6)
        var dice = Dice(seed, stream: 51)
        for _ in 0..<Int(9000 * amount) {
            let place = SIMD2(dice.uniform(0, figure.page.aspect), dice.uniform())
            let choice = dice.uniform(), long = dice.uniform(), bend = dice.normal(1.3)
            let index = grid.index(place.x, place.y)
            guard figure.hair[index] > 0.002, figure.head[index] > 0.002 else { continue }
            let level = clamp((figure.tone[index] - range[0]) / max(range[1] - range[0], 0.02))
            let angle = flow.angle(index)
            let shine = level * (0.45 + 0.9 * light)
            if choice < shine * 1.2 {
                cuts.add(
                    at: place, angle: angle, length: 0.018 + 0.030 * long,
                    halfWidth: (0.0006 + 0.0020 * shine) * width, bend: bend)
            } else if choice > 1 - (1 - level) * 0.45 {
                strokes.add(
                    at: place, angle: angle, length: 0.018 + 0.028 * long,
                    halfWidth: (0.0005 + 0.0007 * (1 - level)) * width,
                    bend: bend)
            }
        }
    }
}
