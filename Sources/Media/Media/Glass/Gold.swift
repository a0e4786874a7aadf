/// Gold ground after Klimt: face and hands painted, all else ornament on leaf.
struct Gold: Medium {
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let style = GoldStyle.all.variation(direction.variation)
        let grid = page.grid, seed = direction.seed
        let tone = grid.flattened(
            grid.map { page.tone[$0] * page.mask[$0] + 1 - page.mask[$0] }, page.flow, rounds: 1, range: 0.10,
            across: 0.0016, along: 0.004)
        let broad = grid.blur(tone, 0.008)
        let crisp = page.drawingEyes(
            over: grid.map { index in
                clamp(tone[index] + 0.45 * (tone[index] - broad[index]) * clamp(page.face.features[index] * 1.2))
            })
        try grid.work.check()
        let complexion = Complexion(
            page, palette: direction.palette, tone: crisp, rise: 0.03 - 0.05 * page.deepness, fall: 0.03)
        let figure = Self.blushed(complexion.figure(crisp, lips: 0.04), page)
        let whole = page.wholeMask
        let bare = grid.map { max(whole[$0] - page.clothes[$0], 0) }
        let lines = MosaicLayout.faceLines(page)
        let skin = grid.blendedFlow([(lines, 0.6), (page.relief, 5), (crisp, 0.006)], detail: 0.003, smoothness: 0.010)
        // Strokes follow the drawing wherever there is one.
        let drawn = grid.mixed(
            skin.flow, page.flow,
            share: grid.map { max(page.face.features[$0] * 1.4, smoothstep(0.5, 0.9, page.clarity[$0])) })
        let flow = grid.mixed(drawn, page.strands(0.008), share: grid.map { smoothstep(0.3, 0.6, page.hair[$0]) })
        let tempera = Tempera(page, figure: figure, flow: flow, where: bare, seed: seed)
        try grid.work.check()
        let robe = GoldRobe(page, palette: direction.palette, scale: style.robe, seed: seed)
        let ground = GoldGround(page, style: style, direction: direction)
        try grid.work.check()
        return GoldArtwork(
            page, tempera: tempera, robe: robe, ground: ground,
            details: GoldDetails(page, robe: robe, palette: direction.palette, seed: seed), seed: seed)
    }

    /// Warm cheeks, as he painted them.
    private static func blushed(_ figure: ColorPlane, _ page: Page) -> ColorPlane {
        let left = page.face.points[50], right = page.face.points[280], r = 0.30 * page.face.eyeDistance
        return page.grid.colors { index, x, y in
            let a = hypot(x - left.x, y - left.y) / r, b = hypot(x - right.x, y - right.y) / r
            let blush = exp(-a * a) + exp(-b * b)
            return figure[index] + SIMD3(-0.006, 0.020, 0.002) * blush * page.skin[index]
        }
    }
}

/// What tells gold grounds apart.
struct GoldStyle: Sendable {
    enum Ground: Sendable { case spirals, fields, streams, tooled }
    let ground: Ground
    let hasNimbus: Bool
    /// Size of the robe's fields, 1 the usual.
    let robe: Float

    static let all = [
        GoldStyle(ground: .spirals, hasNimbus: true, robe: 1),
        GoldStyle(ground: .fields, hasNimbus: false, robe: 0.8),
        GoldStyle(ground: .streams, hasNimbus: false, robe: 1.15),
        GoldStyle(ground: .tooled, hasNimbus: true, robe: 1.35),
    ]
}
