/// The geometry behind the sitter: every place belongs to a cell with its own gradation, and cells end at bright lines.
struct DecoGround: Sendable {
    struct Place {
        /// -1…1 over a cell.
        var shade: Float
        /// Distance from the cell's edge in page heights.
        var edge: Float
        var number: Int
    }

    let style: DecoStyle
    let field: GroundField
    let ramp: [SIMD3<Float>]
    /// OKLab.
    let line: SIMD3<Float>
    let accent: SIMD3<Float>
    let drapes: [Path]
    private let center: SIMD2<Float>
    private let towers: [Tower]
    private let phase: Float

    init(_ page: Page, style: DecoStyle, direction: Direction) {
        let palette = direction.palette
        var dice = Dice(direction.seed, stream: 91)
        self.style = style
        field = direction.ground.field(on: page.grid, page: page, seed: direction.seed)
        ramp = palette.ground.table
        line = mix(palette.ink(1).lab, palette.paper.lab, 0.35)
        accent = palette.ink(0).lab
        center = SIMD2(page.face.center.x, page.face.chin.y + 0.10)
        phase = dice.uniform(0, 1)
        towers = style.ground == .towers ? Tower.planned(page, &dice) : []
        drapes = style.ground == .drapery ? Self.drapes(page, seed: direction.seed) : []
    }

    private static func drapes(_ page: Page, seed: UInt64) -> [Path] {
        let grid = page.grid
        let bend = grid.noise(seed &+ 102, 0.55, octaves: 2)
        let flow = grid.flow { index in 1.25 + 0.65 * bend[index] }
        var rows = Rows(
            on: grid, regions: [Int32](repeating: 0, count: grid.width * grid.height), flow: flow,
            spacing: grid.plane(0.085))
        rows.grow()
        return rows.rows.map { $0.path.resampled(0.006).smoothed(6) }
    }

    @inline(__always)
    func place(_ x: Float, _ y: Float) -> Place {
        switch style.ground {
        case .fan: fan(x, y)
        case .towers: tower(x, y)
        case .scales: scale(x, y)
        case .drapery: Place(shade: 0, edge: 1, number: 0)
        }
    }

    /// Rows of rays that open from behind the shoulders, each row with rounded tips.
    private func fan(_ x: Float, _ y: Float) -> Place {
        let dx = x - center.x, dy = y - center.y, r = hypot(dx, dy)
        let turn = atan2(dx, -dy) / (2 * .pi)
        var row = 0, inner: Float = 0
        while row < 5 {
            let count: Float = row == 0 ? 28 : 40, shift: Float = row % 2 == 0 ? 0 : 0.5
            let cell = turn * count + shift + 0.5, own = cell - cell.rounded(.down)
            // Tips: half circles of the ray's own width.
            let outer = 0.30 + 0.165 * Float(row), half = .pi * outer / count
            let tip = outer - half + (max(1 - pow(2 * own - 1, 2), 0)).squareRoot() * half
            if r <= tip {
                let side = min(own, 1 - own) * 2 * .pi * r / count
                let edge = min(side, min(tip - r, row == 0 ? 1 : max(r - inner, 0)))
                let number = Int(cell.rounded(.down)) + row * 64
                // Light along one edge of a ray, and toward its tip.
                let shade = (own * 2 - 1) * 0.75 + 0.7 * ((r - inner) / max(tip - inner, 1e-3) - 0.55)
                return Place(shade: clamp(shade, -1, 1), edge: edge, number: number)
            }
            inner = tip
            row += 1
        }
        return Place(shade: clamp((r - 1) * 2, -1, 1), edge: 1, number: 999)
    }

    private func scale(_ x: Float, _ y: Float) -> Place {
        let (_, reach, number) = MosaicLayout.fan(x, y)
        let rings: Float = 4, ring = reach * rings, own = ring - ring.rounded(.down)
        let edge = min(own, 1 - own) / rings * MosaicLayout.fanRadius
        let isBand = Int(ring) % 2 == 0
        return Place(shade: (isBand ? 0.35 : -0.55) + 0.5 * (own - 0.5), edge: edge, number: number)
    }

    private func tower(_ x: Float, _ y: Float) -> Place {
        for (number, tower) in towers.enumerated() {
            if let place = tower.place(x, y, number: number) { return place }
        }
        // The sky between searchlights.
        let dx = x - center.x, dy = y - 1.15, turn = atan2(dx, -dy) / .pi * 7 + phase
        let own = turn - turn.rounded(.down), r = hypot(dx, dy)
        return Place(
            shade: 0.5 * (own * 2 - 1) * smoothstep(1.5, 0.5, r) + 0.15, edge: min(own, 1 - own) * .pi * r / 7,
            number: 900 + Int(turn))
    }
}

/// A house that steps back as it rises.
struct Tower: Sendable {
    /// Middle, top and half width of each storey block, the topmost first.
    var blocks: [(middle: Float, top: Float, half: Float)]
    var depth: Float

    /// From the front to the back.
    static func planned(_ page: Page, _ dice: inout Dice) -> [Tower] {
        var result: [Tower] = []
        for row in 0..<3 {
            var x: Float = -0.02
            while x < page.aspect + 0.05 {
                let half = dice.uniform(0.045, 0.085) * (1 - 0.12 * Float(row))
                let away = abs(x + half - page.face.center.x) / (page.aspect / 2)
                // Higher toward the sides, so that the head stands free; the back row is the highest.
                let top = dice.uniform(0.50, 0.66) - 0.17 * Float(row) - 0.16 * away + 0.10
                var blocks: [(Float, Float, Float)] = [], width = half, height = top
                let steps = dice.below(3) + 2
                for step in 0..<steps {
                    blocks.append((x + half, height, width))
                    height -= dice.uniform(0.03, 0.10) / Float(step + 1)
                    width *= dice.uniform(0.55, 0.8)
                }
                blocks.append((x + half, height - dice.uniform(0.04, 0.09), 0.0022))
                result.append(
                    Tower(blocks: blocks.reversed().map { (middle: $0.0, top: $0.1, half: $0.2) }, depth: Float(row)))
                x += 2 * half + dice.uniform(-0.01, 0.02)
            }
        }
        return result
    }

    @inline(__always)
    func place(_ x: Float, _ y: Float, number: Int) -> DecoGround.Place? {
        for (index, block) in blocks.enumerated() {
            let away = abs(x - block.middle)
            guard y > block.top, away < block.half else { continue }
            var edge = min(block.half - away, y - block.top)
            if index > 0 {
                // Where a narrower block stands on this one there is no edge.
                let upper = blocks[index - 1]
                if away < upper.half { edge = block.half - away }
            }
            // Light falls from the left; slits of windows.
            let across = (x - block.middle) / max(block.half, 1e-4)
            let slits = (x - block.middle) / 0.0105, slit = abs(slits - slits.rounded())
            let window: Float = slit < 0.16 && block.half > 0.012 ? 0.30 : 0
            let fall = (y - block.top) / 0.4
            return DecoGround.Place(
                shade: clamp(-0.55 * across - 0.5 * fall + 0.42 * depth - 0.25 - window, -1, 1), edge: edge,
                number: number)
        }
        return nil
    }
}
