/// What is drawn last: outlines, gilded strands, flowers in long hair.
struct GoldDetails: Sendable {
    let outlines: Drawing
    let strands: Drawing
    let flowers: Drawing

    init(_ page: Page, robe: GoldRobe, palette: Palette, seed: UInt64) {
        var dice = Dice(seed, stream: 64)
        outlines = Self.outlines(page, robe, palette, &dice)
        strands = Self.strands(page, &dice)
        flowers = Self.flowers(page, palette, &dice)
    }

    private static func outlines(_ page: Page, _ robe: GoldRobe, _ palette: Palette, _ dice: inout Dice) -> Drawing {
        let grid = page.grid, key = palette.key.rgb
        var result = Drawing()
        let smooth = grid.blur(page.wholeMask, 0.0022)
        for path in grid.contours(smooth, level: 0.56, least: 0.05) {
            let phase = dice.uniform(0, 6.28), length = path.length
            let line = path.resampled(0.002).smoothed(2)
            result.line(line.stroked { 0.0011 + 0.0006 * sin(phase + $0 * length * 26) }, key)
        }
        for cloth in robe.cloths {
            for path in grid.contours(cloth, level: 0, least: 0.06) {
                result.line(path.resampled(0.002).smoothed(2), width: 0.0019, key)
            }
        }
        return result
    }

    private static func strands(_ page: Page, _ dice: inout Dice) -> Drawing {
        let grid = page.grid
        let regions = (0..<page.hair.count).map { page.hair[$0] > 0.6 ? Int32(0) : -1 }
        var rows = Rows(on: grid, regions: regions, flow: page.strands(0.009), spacing: grid.plane(0.0075))
        rows.grow()
        var result = Drawing()
        let bright = OKLab.srgb(GoldLeaf.color(0.72)), dim = OKLab.srgb(GoldLeaf.color(0.5))
        for row in rows.rows where row.path.length > 0.03 && dice.chance(0.5) {
            let half = dice.uniform(0.00028, 0.00075), color = dice.chance(0.4) ? bright : dim
            let line = row.path.resampled(0.002).smoothed(3)
            result.line(line.stroked { half * min(1, 5 * min($0, 1 - $0) + 0.1) }, color, opacity: 0.85)
        }
        return result
    }

    private static func flowers(_ page: Page, _ palette: Palette, _ dice: inout Dice) -> Drawing {
        let grid = page.grid, iod = page.face.eyeDistance
        var area: Float = 0
        for index in stride(from: 0, to: page.hair.count, by: 16) { area += 16 * page.hair[index] }
        area /= grid.unit * grid.unit * iod * iod
        var result = Drawing(), placed: [SIMD2<Float>] = []
        guard area > 4.5 else { return result }
        for _ in 0..<1500 where placed.count < 24 {
            let place = SIMD2(dice.uniform(0, page.aspect), dice.uniform())
            let radius = dice.uniform(0.0075, 0.0125), turn = dice.uniform(0, 6.28)
            let isFree = placed.allSatisfy { distance($0, place) > 0.045 }
            let isInside = (0..<8).allSatisfy { number in
                let a = Float(number) * .pi / 4, rim = place + SIMD2(cos(a), sin(a)) * radius * 1.3
                return page.hair[grid.index(rim.x, rim.y)] > 0.7
            }
            guard isFree, isInside else { continue }
            placed.append(place)
            let petal = dice.element([palette.paper, palette.ink(1), palette.ink(0), palette.ink(2)]).rgb
            for number in 0..<6 {
                let a = turn + Float(number) * .pi / 3, out = SIMD2(cos(a), sin(a))
                result.line(
                    [
                        SIMD3(place + out * radius * 0.35, radius * 0.16),
                        SIMD3(place + out * radius * 0.72, radius * 0.27),
                        SIMD3(place + out * radius * 0.95, radius * 0.12),
                    ], petal)
            }
            result.disc(place, radius: radius * 0.32, GoldLeaf.rgb)
            result.disc(place, radius: radius * 0.15, palette.ink(4).rgb)
        }
        return result
    }
}
