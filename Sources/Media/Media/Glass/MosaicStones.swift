/// The stones of a mosaic, cut from its rows.
struct MosaicStones: Sendable {
    /// x, y, cosine, sine, half length, half height; lengths in page heights.
    var shapes: [Float] = []
    /// OKLab.
    var colors: [SIMD3<Float>] = []
    /// How a stone leans in its bed: to the right, downwards.
    var tilts: [SIMD2<Float>] = []
    /// 1 where it is gold smalti.
    var gold: [Float] = []

    var count: Int { colors.count }

    init(_ rows: Rows, layout: MosaicLayout, colors source: MosaicColors, seed: UInt64) {
        var dice = Dice(seed, stream: 41)
        for number in rows.rows.indices { cut(number, of: rows, layout, source, &dice) }
    }

    private mutating func cut(
        _ number: Int, of rows: Rows, _ layout: MosaicLayout, _ source: MosaicColors, _ dice: inout Dice
    ) {
        let row = rows.rows[number], path = row.path
        guard path.points.count > 1 else { return }
        let grid = layout.page.grid
        func spacing(_ p: SIMD2<Float>) -> Float { layout.spacing[grid.index(p.x, p.y)] }
        let fine = path.resampled(0.0006)
        let corners = fine.isClosed ? fine.points + [fine.points[0]] : fine.points
        let length = path.length, first = spacing(corners[0])
        // Lengths as they come to hand, then stretched to fill the row.
        let isEven = row.region == MosaicLayout.Region.border
        var cuts: [Float] = [0], travelled: Float = 0
        while travelled < length {
            let place = corners[min(Int(travelled / length * Float(corners.count - 1)), corners.count - 1)]
            travelled += spacing(place) * (isEven ? dice.uniform(0.92, 1.08) : dice.uniform(0.78, 1.32))
            cuts.append(travelled)
        }
        if cuts.count > 2, travelled - length > 0.5 * first { cuts.removeLast() }
        let stretch = length / max(cuts[cuts.count - 1], 1e-6)
        let spread: Float = isEven ? 0.012 : 0.035
        for index in 1..<cuts.count {
            let from = cuts[index - 1] * stretch, to = cuts[index] * stretch
            func corner(_ s: Float) -> SIMD2<Float> {
                corners[min(max(Int((s / length * Float(corners.count - 1)).rounded()), 0), corners.count - 1)]
            }
            let middle = corner(0.5 * (from + to))
            var ahead = corner(to) - corner(from)
            if dot(ahead, ahead) < 1e-10 { ahead = SIMD2(1, 0) }
            let turn = dice.normal(spread), size = spacing(middle)
            let heading = unit(unit(ahead) + turned(unit(ahead)) * turn)
            let right = turned(heading)
            let upper = rows.edge(at: middle, toward: -right, row: number)
            let lower = rows.edge(at: middle, toward: right, row: number)
            let height = 0.5 * (upper + lower)
            let place = middle + right * (0.5 * (lower - upper) + size * dice.normal(0.015))
            // A row's ends reach a little into what its neighbors left free.
            let isEnd = !path.isClosed && (index == 1 || index == cuts.count - 1)
            let half = max(0.5 * (to - from), 0.3 * size) + (isEnd ? 0.12 * size : 0)
            shapes += [place.x, place.y, heading.x, heading.y, half, height]
            let stone = MosaicColors.Stone(
                place: place, heading: heading, length: half, height: height, region: row.region)
            let (color, isGold) = source.color(of: stone, &dice)
            colors.append(color)
            gold.append(isGold ? 1 : 0)
            tilts.append(SIMD2(dice.normal(), dice.normal()))
        }
    }
}
