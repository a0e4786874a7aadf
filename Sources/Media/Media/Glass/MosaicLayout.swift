/// Where stones of which size go, and along which way: regions, directions, spacings and the rows that are given.
struct MosaicLayout: Sendable {
    enum Region {
        static let border: Int32 = 0, ground: Int32 = 1, ring: Int32 = 2, disc: Int32 = 3
        static let skin: Int32 = 10, eyes: Int32 = 11, iris: Int32 = 12, lips: Int32 = 13, mouth: Int32 = 14
        static let brows: Int32 = 15, hair: Int32 = 20, clothes: Int32 = 30
    }

    let page: Page
    let style: MosaicStyle
    let regions: [Int32]
    let flow: Flow
    let spacing: Plane
    /// Rows laid first, in their order.
    let guides: [(path: Path, region: Int32?)]
    let nimbus: Nimbus
    let irises: Irises
    /// Size of the border's stones, and the border's width.
    let borderStone: Float
    let borderWidth: Float

    init(_ page: Page, style: MosaicStyle, direction: Direction) throws {
        self.page = page
        self.style = style
        borderStone = 0.0108 * style.scale
        borderWidth = 0.005 + Float(style.borderRows) * borderStone
        nimbus = Nimbus(page, margin: borderWidth)
        irises = Irises(page)
        let grid = page.grid
        let regions = try Self.regions(page, style, nimbus, irises, borderWidth, borderStone)
        self.regions = regions
        spacing = Self.spacing(regions, style, borderStone, on: grid)
        let edge = grid.map { index in
            let x = index % grid.width
            let isEdge =
                (x + 1 < grid.width && regions[index] != regions[index + 1])
                || (index + grid.width < regions.count && regions[index] != regions[index + grid.width])
            return isEdge ? 1 : 0
        }
        let distance = grid.distance(to: edge)
        try grid.work.check()
        flow = Self.flow(page, style, direction, regions, distance: distance, spacing: spacing, nimbus: nimbus)
        guides = Self.guides(page, style, regions, spacing, distance, nimbus, borderStone)
    }

    // MARK: Regions

    private static func regions(
        _ page: Page, _ style: MosaicStyle, _ nimbus: Nimbus, _ irises: Irises, _ border: Float, _ stone: Float
    ) throws -> [Int32] {
        let grid = page.grid, face = page.face
        func shape(_ outline: [Int], grow: Float) -> Plane {
            let points = outline.map { SIMD2(face.points[$0].x, face.points[$0].y) }
            let middle = points.reduce(.zero, +) / Float(max(points.count, 1))
            return grid.polygon(points.map { $0 + unit($0 - middle) * grow })
        }
        let iod = face.eyeDistance
        let eyes = [shape(Mesh.leftEye, grow: 0.012 * iod), shape(Mesh.rightEye, grow: 0.012 * iod)]
        let brows = [shape(Mesh.leftBrow, grow: 0.015 * iod), shape(Mesh.rightBrow, grow: 0.015 * iod)]
        let lips = shape(Mesh.lips, grow: 0.01 * iod), mouth = shape(Mesh.mouth, grow: 0)
        let mask = grid.blur(page.wholeMask, 0.003)
        let broad = try broadRegions(page)
        var result = [Int32](repeating: 0, count: mask.count)
        for index in result.indices {
            let x = grid.x(index % grid.width), y = grid.y(index / grid.width)
            let inner = min(min(x, page.aspect - x), min(y, 1 - y))
            let r = nimbus.distance(x, y)
            // The nimbus lies over the border, the sitter does not.
            let isOver = style.hasNimbus && r < nimbus.radius && inner > 0.005 + stone && mask[index] < 0.5
            if inner < border, !isOver {
                result[index] = Region.border
            } else if mask[index] < 0.5 {
                result[index] =
                    !style.hasNimbus || r > nimbus.radius
                    ? Region.ground : (r > nimbus.radius - 3 * stone ? Region.ring : Region.disc)
            } else if mouth[index] > 0.5 {
                result[index] = Region.mouth
            } else if lips[index] > 0.5 {
                result[index] = Region.lips
            } else if eyes[0][index] > 0.5 || eyes[1][index] > 0.5 {
                let isIris = irises.discs.contains { distance($0.center, SIMD2(x, y)) < $0.radius }
                result[index] = isIris ? Region.iris : Region.eyes
            } else if broad[index] == Region.skin, brows[0][index] > 0.5 || brows[1][index] > 0.5 {
                result[index] = Region.brows
            } else {
                result[index] = broad[index]
            }
        }
        return result
    }

    /// Skin, hair, dark and light cloth in whole areas: scraps go to their neighbors.
    private static func broadRegions(_ page: Page) throws -> [Int32] {
        let grid = page.grid
        let hair = grid.blur(page.hair, 0.003), skin = grid.blur(page.skin, 0.003)
        let cloth = clusters(page)
        let labels = (0..<hair.count).map { index in
            hair[index] > max(skin[index], 0.4)
                ? Region.hair : (skin[index] > 0.5 ? Region.skin : Region.clothes + Int32(cloth[index]))
        }
        let pieces = try Pieces(labels, on: grid, rounding: 0.0025) { _ in 0.0018 }
        return pieces.labels.map { pieces.sources[Int($0)] }
    }

    /// Light and dark cloths apart, so that no row crosses a collar.
    private static func clusters(_ page: Page) -> Plane {
        let grid = page.grid
        let smooth = grid.blur(page.lab.c0, 0.008)
        let levels = smooth.values { page.clothes[$0] > 0.6 }
        guard let low = quantile(levels, 0.1), let high = quantile(levels, 0.9), high - low > 0.25 else {
            return grid.plane()
        }
        let cut = 0.5 * (low + high)
        let light = grid.withoutSpecks(grid.map { smooth[$0] > cut ? 1 : 0 }, smallerThan: 0.004)
        let dark = grid.withoutSpecks(grid.map { light[$0] > 0.5 ? 0 : 1 }, smallerThan: 0.004)
        return grid.map { dark[$0] > 0.5 ? 0 : 1 }
    }

    // MARK: Sizes

    private static func size(_ region: Int32, _ border: Float) -> Float {
        switch region {
        case Region.border, Region.ring: border
        case Region.ground: 0.0122
        case Region.disc: 0.0112
        case Region.skin: 0.0080
        case Region.eyes: 0.0046
        case Region.iris: 0.0040
        case Region.lips: 0.0056
        case Region.mouth: 0.0052
        case Region.brows: 0.0056
        case Region.hair: 0.0094
        default: 0.0110
        }
    }

    private static func spacing(_ regions: [Int32], _ style: MosaicStyle, _ border: Float, on grid: Grid) -> Plane {
        let scale = style.scale
        let raw = grid.map { index in
            let region = regions[index]
            return region == Region.border || region == Region.ring ? border : size(region, border) * scale
        }
        // Stones shrink gradually toward the features.
        let soft = grid.blur(raw, 0.012)
        return grid.map { index in
            let isSkin = regions[index] == Region.skin || regions[index] == Region.hair
            return isSkin ? min(raw[index], soft[index]) : raw[index]
        }
    }
}
