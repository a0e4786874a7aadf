/// A robe of many small fields, each with a motif, hung over the shoulders.
struct GoldRobe: Sendable {
    /// Fields over the darker and the lighter cloth.
    let drawings: [Drawing]
    /// How far a place is inside each cloth, level sets on the page's grid.
    let cloths: [Plane]
    /// Light and shade of the folds.
    let folds: Plane

    init(_ page: Page, palette: Palette, scale: Float, seed: UInt64) {
        let grid = page.grid
        let numbers = page.cloths(2, rounding: 0.010)
        // Which of three looks a cloth gets goes by its own lightness.
        let looks = (0..<2).map { cloth -> Int in
            let middle =
                quantile(page.lab.c0.values { numbers[$0] == Int32(cloth) && page.clothes[$0] > 0.6 }, 0.5) ?? 0
            return middle < 0.42 ? 0 : (middle < 0.72 ? 1 : 2)
        }
        let light = grid.withoutSpecks(grid.map { numbers[$0] == 1 ? 1 : 0 }, smallerThan: 0.0022)
        let dark = grid.withoutSpecks(grid.map { light[$0] > 0.5 ? 0 : 1 }, smallerThan: 0.0022)
        let worn = page.wholeClothes
        let cloths = (0..<2).map { cloth in
            let inside = grid.blur(grid.map { (dark[$0] > 0.5) == (cloth == 0) ? worn[$0] : 0 }, 0.0022)
            return grid.map { inside[$0] - 0.5 }
        }
        self.cloths = cloths
        folds = grid.blur(grid.map { 0.60 + 0.52 * page.tone[$0] }, 0.0016)
        let chin = page.face.chin
        let bend: (SIMD2<Float>) -> SIMD2<Float> = { p in
            // The robe falls from the neck over both shoulders.
            let d = p.x - chin.x, side = abs(d)
            return SIMD2(p.x + 0.10 * d * (p.y - chin.y), p.y + 0.55 * side * side / (0.12 + side) - 0.02)
        }
        var dice = Dice(seed, stream: 62)
        drawings = cloths.indices.map { number in
            var motifs = Motifs(palette)
            let inside = cloths[number], cloth = looks[number]
            let fields = Self.split(
                x0: -0.05, y0: chin.y - 0.35, x1: page.aspect + 0.05, y1: 1.02,
                least: (cloth == 2 ? 0.011 : 0.015) * scale,
                most: (cloth == 2 ? 0.024 : 0.048) * scale, &dice)
            for field in fields {
                let middle = bend(SIMD2(0.5 * (field.x0 + field.x1), 0.5 * (field.y0 + field.y1)))
                let size = 0.5 * max(field.x1 - field.x0, field.y1 - field.y0)
                let isNear = [SIMD2<Float>(0, 0), SIMD2(1, 0), SIMD2(-1, 0), SIMD2(0, 1), SIMD2(0, -1)].contains { d in
                    let place = middle + d * size
                    return inside[grid.index(place.x, place.y)] > -0.4
                }
                guard isNear else { continue }
                Self.fill(field, cloth, palette, bend, &motifs, &dice)
            }
            return motifs.drawing
        }
    }

    // MARK: Fields

    private struct Field { var x0, y0, x1, y1: Float }

    private static func split(
        x0: Float, y0: Float, x1: Float, y1: Float, least: Float, most: Float, _ dice: inout Dice
    ) -> [Field] {
        var stack = [Field(x0: x0, y0: y0, x1: x1, y1: y1)], result: [Field] = []
        while let field = stack.popLast() {
            let w = field.x1 - field.x0, h = field.y1 - field.y0
            let isSmall = w <= most && h <= 1.5 * most && dice.chance(0.36)
            if isSmall || (w < 2 * least && h < 2 * least) {
                result.append(field)
                continue
            }
            var a = field, b = field
            let share = dice.uniform(0.32, 0.68)
            if (w > 0.62 * h && w > 2 * least) || h < 2 * least {
                a.x1 = field.x0 + w * share
                b.x0 = a.x1
            } else {
                a.y1 = field.y0 + h * share
                b.y0 = a.y1
            }
            stack += [a, b]
        }
        return result
    }

    private static func fill(
        _ field: Field, _ cloth: Int, _ palette: Palette, _ bend: @escaping (SIMD2<Float>) -> SIMD2<Float>,
        _ motifs: inout Motifs, _ dice: inout Dice
    ) {
        let gap: Float = 0.0009
        let center = SIMD2(0.5 * (field.x0 + field.x1), 0.5 * (field.y0 + field.y1))
        let half = SIMD2(0.5 * (field.x1 - field.x0) - gap, 0.5 * (field.y1 - field.y0) - gap)
        let whole: Motifs.Placement = { bend(center + $0 * half) }
        let square: Motifs.Placement = { bend(center + $0 * min(half.x, half.y)) }
        let gold: SIMD3<Float>? = nil
        // Grounds and motifs by the cloth's own depth; nil leaves the gold.
        let key = motifs.line, light = motifs.light, inks = motifs.colors
        let grounds: [SIMD3<Float>?] =
            switch cloth {
            case 0: [key, key, inks[0 % inks.count], inks[2 % inks.count], gold, key]
            case 1: [inks[1 % inks.count], inks[2 % inks.count], gold, light, inks[0 % inks.count], key]
            default: [light, light, light, gold, light]
            }
        let ground = dice.element(grounds)
        if let ground { motifs.area(Motifs.box(-1, -1, 1, 1), ground, whole) }
        let others = ([key, light] + inks).filter { color in
            guard let ground else { return true }
            return ((color - ground) * (color - ground)).sum() > 0.12
        }
        let isPale = cloth == 2
        let choices = isPale ? inks + [GoldLeaf.rgb] : others + [GoldLeaf.rgb, GoldLeaf.rgb]
        let first = dice.element(choices.isEmpty ? [key] : choices)
        let second = dice.element(others.isEmpty ? [light] : others)
        if dice.chance(isPale ? 0.55 : 0.82) {
            let number = dice.below(Motifs.count)
            let isWide = [1, 2, 5, 9, 10].contains(number)
            motifs.set(number, first, second, isWide ? whole : square)
        }
    }
}

extension GoldLeaf {
    /// Gold as a flat color.
    static var rgb: SIMD3<Float> { OKLab.srgb(color(0.6)) }
}
