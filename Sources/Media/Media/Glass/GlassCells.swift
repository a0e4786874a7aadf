/// The cells of a window's ground, nimbus and border.
struct GlassCells: Sendable {
    /// 1000… ground, 2000… nimbus, 3000… its ring, 5000… border.
    let labels: [Int32]

    init(_ page: Page, style: GlassStyle, nimbus: Nimbus, field: GroundField, seed: UInt64) {
        let grid = page.grid
        let cells = Self.ground(page, style, nimbus, field, seed)
        let ringWidth: Float = style.ground == .quarries ? 0.022 : 0.046
        let voussoirs: Float = style.ground == .quarries ? 28 : 40
        var result = [Int32](repeating: 0, count: cells.count)
        for index in result.indices {
            let x = grid.x(index % grid.width), y = grid.y(index / grid.width)
            let r = nimbus.distance(x, y)
            let accent: Int32 = field.accent[index] > 0.5 ? 1 : 0
            var label = 1000 + (2 * cells[index] + accent) % 1000
            if style.hasNimbus, r < nimbus.radius {
                let turn = nimbus.turn(x, y)
                label =
                    r > nimbus.radius - ringWidth
                    ? 3000 + Int32(turn * voussoirs) : 2000 + Int32((turn + 0.03) * 13)
            }
            if let border = Self.border(x, y, page.aspect, style) { label = 5000 + border }
            result[index] = label
        }
        labels = result
    }

    // MARK: Ground

    private static func ground(
        _ page: Page, _ style: GlassStyle, _ nimbus: Nimbus, _ field: GroundField, _ seed: UInt64
    ) -> [Int32] {
        let grid = page.grid
        func each(_ cell: @Sendable (Float, Float) -> Int32) -> [Int32] {
            grid.numbers { rows, numbers in
                for row in rows {
                    for column in 0..<grid.width {
                        numbers[row * grid.width + column] = cell(grid.x(column), grid.y(row))
                    }
                }
            }
        }
        switch style.ground {
        case .rays:
            var dice = Dice(seed, stream: 52)
            let count: Float = 22, phase = dice.uniform(0, 6.28), bend = dice.uniform(0.18, 0.34)
            return each { x, y in
                let r = nimbus.distance(x, y)
                let ray = (nimbus.turn(x, y) * count + bend * sin(r * 26 + phase)).rounded(.down)
                let wrapped = Int32((ray + 2 * count).truncatingRemainder(dividingBy: count))
                let ring = Int32(((r - nimbus.radius) / 0.15 + 0.5 * Float(wrapped % 2) + 1).rounded(.down))
                return wrapped * 12 + min(max(ring, 0), 11)
            }
        case .quarries:
            let width: Float = 0.094, height: Float = 0.128
            return each { x, y in
                let u = ((x - page.aspect / 2) / width + y / height).rounded(.down)
                let v = (y / height - (x - page.aspect / 2) / width).rounded(.down)
                return Int32(u + 40) * 23 % 480 + Int32(v + 40) % 7 * 67 % 480
            }
        case .flowing:
            return flowing(page, field)
        case .panes:
            return panes(page, nimbus, seed)
        }
    }

    /// Long bands along the ground's own flow.
    private static func flowing(_ page: Page, _ field: GroundField) -> [Int32] {
        let grid = page.grid
        let flow = grid.blendedFlow([(field.tone, 1)], detail: 0.01, smoothness: 0.03).flow
        let clear = grid.blur(field.tone, 0.02)
        let (gx, gy) = grid.slopes(clear)
        let mixed = grid.mixed(field.flow, flow, share: grid.map { smoothstep(0.6, 2.4, hypot(gx[$0], gy[$0])) })
        var rows = Rows(
            on: grid, regions: [Int32](repeating: 0, count: grid.width * grid.height), flow: mixed,
            spacing: grid.plane(0.047))
        rows.grow()
        let bands = Bands(rows.rows.map { $0.path.resampled(0.008) }, on: grid, reach: 0.09)
        return (0..<bands.label.count).map { index in
            let band = max(bands.label[index], 0)
            let cut = Int32(bands.along[index] / 0.36 + Float(band) * 0.37)
            return (band * 8 + cut % 8) % 499
        }
    }

    /// Upright panes of uneven width, each cut across at uneven heights, and a great disc through them.
    private static func panes(_ page: Page, _ nimbus: Nimbus, _ seed: UInt64) -> [Int32] {
        let grid = page.grid
        var dice = Dice(seed, stream: 53)
        var edges: [Float] = [0]
        while let last = edges.last, last < page.aspect { edges.append(last + dice.uniform(0.035, 0.13)) }
        let cuts = edges.map { _ -> [Float] in
            var heights: [Float] = [dice.uniform(0.05, 0.3)]
            while let last = heights.last, last < 1 { heights.append(last + dice.uniform(0.09, 0.38)) }
            return heights
        }
        let side: Float = dice.chance(0.5) ? 1 : -1
        let disc = SIMD2(nimbus.center.x + side * 0.10, nimbus.center.y - 0.05), radius = nimbus.radius + 0.03
        return (0..<grid.width * grid.height).map { index in
            let x = grid.x(index % grid.width), y = grid.y(index / grid.width)
            let column = (edges.firstIndex { $0 > x } ?? edges.count) - 1
            let row = cuts[max(column, 0)].firstIndex { $0 > y } ?? 0
            let isInside = hypot(x - disc.x, y - disc.y) < radius
            return Int32(column * 22 + row * 2 + (isInside ? 1 : 0)) % 499
        }
    }

    // MARK: Border

    private static func border(_ x: Float, _ y: Float, _ aspect: Float, _ style: GlassStyle) -> Int32? {
        guard style.border > 0 else { return nil }
        let inner = min(min(x, aspect - x), min(y, 1 - y))
        guard inner < style.border else { return nil }
        let w = style.border
        let isCorner = (x < w || x > aspect - w) && (y < w || y > 1 - w)
        if isCorner { return (x < w ? 0 : 1) + (y < w ? 0 : 2) }
        let isLevel = y < w || y > 1 - w
        let length = (isLevel ? aspect : 1) - 2 * w, place = (isLevel ? x : y) - w
        let wanted: Float = style.border < 0.03 ? 0.22 : (style.ground == .quarries ? 0.046 : 0.078)
        let count = max((length / wanted).rounded(), 1)
        let number = Int32(min(place / length * count, count - 1))
        let side: Int32 = isLevel ? (y < w ? 0 : 1) : (x < w ? 2 : 3)
        return 10 + side * 100 + number
    }
}
