/// How a window is cut into pieces.
struct GlassLayout: Sendable {
    /// What a piece is made for; numbers of one thousand are of one kind.
    enum Kind: Sendable { case ground, nimbus, ring, border, flesh, hair, clothes }

    let page: Page
    let style: GlassStyle
    let pieces: Pieces
    let kinds: [Kind]
    let nimbus: Nimbus
    let field: GroundField
    /// 1 on flesh, soft at its edges.
    let flesh: Plane

    init(_ page: Page, style: GlassStyle, direction: Direction) throws {
        let grid = page.grid
        nimbus = Nimbus(page, margin: style.border)
        try grid.work.check()
        field = direction.ground.field(on: grid, page: page, seed: direction.seed)
        self.page = page
        self.style = style
        let mask = grid.blur(page.wholeMask, 0.0035)
        let skin = grid.blur(grid.map { max(page.skin[$0], page.face.oval[$0] * (1 - page.hair[$0])) }, 0.004)
        let hair = grid.blur(page.wholeHair, 0.005)
        try grid.work.check()
        var labels = GlassCells(page, style: style, nimbus: nimbus, field: field, seed: direction.seed).labels
        var regions = [Int32](repeating: -1, count: labels.count)
        let cloths = page.cloths(3, rounding: 0.013)
        try grid.work.check()
        for index in labels.indices where mask[index] > 0.5 && labels[index] / 1000 != 5 {
            // Brows, eyes and lips are painted, whatever they were taken for.
            let features = max(page.face.brows[index], max(page.face.eyes[index], page.face.lips[index]))
            if skin[index] > max(hair[index], 0.5) || features > 0.25 {
                labels[index] = 10_000
            } else {
                regions[index] = hair[index] > 0.45 ? 20 : 30 + cloths[index]
            }
        }
        Self.cutFlesh(&labels, page)
        try grid.work.check()
        try Self.cutLengthwise(&labels, regions, page, style, seed: direction.seed)
        // Cloth and long panes are cut in wide curves.
        labels = try Pieces.rounded(labels, on: grid, by: 0.0075) {
            $0 / 1000 >= 30 || (style.ground == .flowing && $0 / 1000 == 1)
        }
        pieces = try Pieces(labels, on: grid, rounding: 0.0028) { source in
            switch source / 1000 {
            case 10: 0.0022
            case 20: 0.00075
            case 1: 0.0009
            case 2, 3, 5: 0.0004
            default: 0.0038
            }
        }
        kinds = pieces.sources.map(Self.kind)
        let isFlesh = kinds.map { $0 == .flesh }
        flesh = grid.blur(grid.map { [pieces] in isFlesh[Int(pieces.labels[$0])] ? 1 : 0 }, 0.004)
    }

    /// Head, neck and ears apart: the jaw's line is the only one that a glazier leads through flesh.
    private static func cutFlesh(_ labels: inout [Int32], _ page: Page) {
        let grid = page.grid, face = page.face
        let oval = grid.blur(face.oval, 0.004)
        for index in labels.indices where labels[index] == 10_000 && oval[index] < 0.5 {
            let x = grid.x(index % grid.width), y = grid.y(index / grid.width)
            // Below the line from the ears to the chin lies the neck.
            let slope = abs(x - face.chin.x) * 0.75
            if y > face.chin.y - slope, y > face.center.y + 0.25 * face.eyeDistance {
                labels[index] = 10_100
            } else if y > face.center.y - 0.75 * face.eyeDistance {
                labels[index] = x < face.center.x ? 10_200 : 10_300
            }
        }
    }

    /// Hair in long pieces along its strands, cloth in broad ones along its folds.
    private static func cutLengthwise(
        _ labels: inout [Int32], _ regions: [Int32], _ page: Page, _ style: GlassStyle, seed: UInt64
    ) throws {
        let grid = page.grid
        let isHair = grid.map { regions[$0] == 20 ? 1 : 0 }
        let hair = GlassHair(page), strand = hair.strand(style.strand)
        let flow = grid.mixed(page.folds(), hair.flow, share: isHair)
        let spacing = grid.map { isHair[$0] > 0.5 ? strand : style.fold }
        try grid.work.check()
        var rows = Rows(
            on: grid, regions: hair.isWhole ? regions.map { $0 == 20 ? -1 : $0 } : regions, flow: flow,
            spacing: spacing)
        rows.grow()
        try grid.work.check()
        let bands = Bands(rows.rows.map { $0.path.resampled(0.008) }, on: grid, reach: 0.09)
        try grid.work.check()
        var dice = Dice(seed, stream: 51)
        let starts = rows.rows.map { _ in dice.uniform() }
        for index in labels.indices where regions[index] >= 0 {
            let region = regions[index], band = bands.label[index]
            guard region != 20 || !hair.isWhole, band >= 0, rows.rows[Int(band)].region == region else {
                labels[index] = region * 1000
                continue
            }
            let length: Float = region == 20 ? hair.length : 0.26
            let cut = Int32(bands.along[index] / length + starts[Int(band)])
            labels[index] = region * 1000 + (band * 4 + cut % 4) % 1000
        }
    }

    private static func kind(_ source: Int32) -> Kind {
        switch source / 1000 {
        case 1: .ground
        case 2: .nimbus
        case 3: .ring
        case 5: .border
        case 10: .flesh
        case 20: .hair
        default: .clothes
        }
    }
}
