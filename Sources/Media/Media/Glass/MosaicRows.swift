// Directions and given rows of a mosaic.
extension MosaicLayout {
    /// Along outlines near them; then the face by its features, hair by its strands, cloth by its folds, the ground as
    /// the style wants it.
    static func flow(
        _ page: Page, _ style: MosaicStyle, _ direction: Direction, _ regions: [Int32],
        distance: Plane, spacing: Plane, nimbus: Nimbus
    ) -> Flow {
        let grid = page.grid
        let lines = faceLines(page)
        let near = grid.map { min($0 >= 0 ? distance[$0] : 0, lines[$0]) }
        let tone = grid.map { page.tone[$0] * page.mask[$0] + 1 - page.mask[$0] }
        let skin = grid.blendedFlow([(near, 1), (tone, 0.0006)], detail: 0.0022, smoothness: 0.006).flow
        let hair = grid.blendedFlow([(tone, 0.01), (distance, 0.2)], detail: 0.004, smoothness: 0.018).flow
        let cloth = grid.blendedFlow([(tone, 0.003), (distance, 0.5)], detail: 0.006, smoothness: 0.024).flow
        let outline = grid.blendedFlow([(distance, 1)], detail: 0.0015, smoothness: 0.004).flow
        let ground = groundFlow(page, style, direction, nimbus: nimbus)
        let blended = grid.mixed(
            ground, outline, share: grid.map { 1 - smoothstep(0.010, 0.045, distance[$0]) })
        let cosines = grid.plane(), sines = grid.plane()
        grid.each { index, _, _ in
            let source: Flow
            switch regions[index] {
            case Region.border, Region.eyes, Region.iris, Region.lips, Region.mouth, Region.brows: source = outline
            case Region.ring, Region.disc: source = ground
            case Region.ground: source = blended
            case Region.skin: source = skin
            case Region.hair: source = hair
            default: source = cloth
            }
            cosines[index] = source.cosines[index]
            sines[index] = source.sines[index]
        }
        // Beside an outline, and in strips no wider than two stones, rows run along it.
        return grid.mixed(
            Flow(cosines: cosines, sines: sines), outline,
            share: grid.map { index in
                regions[index] == Region.ring || regions[index] == Region.disc
                    ? 0 : 1 - smoothstep(0.7, 1.5, distance[index] / max(spacing[index], 1e-4))
            })
    }

    /// Distance from the nose's ridge and the lines of the cheeks, which have no outline of their own.
    static func faceLines(_ page: Page) -> Plane {
        var drawing = Drawing()
        for path in [ridge(page)] { drawing.line(path, width: 0.0016, .one) }
        return page.grid.distance(to: drawing.coverage(on: page.grid), above: 0.3)
    }

    static func ridge(_ page: Page) -> Path {
        Curve.spline([168, 6, 197, 195, 5, 4].map { SIMD2(page.face.points[$0].x, page.face.points[$0].y) })
    }

    private static func groundFlow(_ page: Page, _ style: MosaicStyle, _ direction: Direction, nimbus: Nimbus) -> Flow {
        let grid = page.grid
        switch style.ground {
        case .gold:
            return grid.flow { index in
                let x = grid.x(index % grid.width), y = grid.y(index / grid.width)
                let around = atan2(x - nimbus.center.x, -(y - nimbus.center.y))
                return nimbus.distance(x, y) < nimbus.radius + 0.03 ? around : 0
            }
        case .white:
            return grid.flow { _ in 0 }
        case .field:
            return direction.ground.field(on: grid, page: page, seed: direction.seed).flow
        case .fans:
            return grid.flow { index in
                let (center, _, _) = fan(grid.x(index % grid.width), grid.y(index / grid.width))
                let x = grid.x(index % grid.width) - center.x, y = grid.y(index / grid.width) - center.y
                return atan2(x, -y)
            }
        }
    }

    static let fanRadius: Float = 0.088

    /// The fan of a scale pattern that holds a place: its middle, how far out the place lies in it (0…1), its number.
    @inline(__always)
    static func fan(_ x: Float, _ y: Float) -> (center: SIMD2<Float>, reach: Float, number: Int) {
        let r = fanRadius, rise = r * 0.5
        // Fans of lower rows lie over those above; of the fans that hold the place the lowest counts.
        var row = Int((y / rise).rounded(.down)) + 2
        while row > Int(y / rise) - 2 {
            let shift: Float = row % 2 == 0 ? 0 : r
            let column = ((x - shift) / (2 * r)).rounded()
            let center = SIMD2(column * 2 * r + shift, Float(row) * rise + r * 0.02)
            let d = distance(center, SIMD2(x, y))
            if y <= center.y, d <= r { return (center, d / r, row * 64 + Int(column)) }
            row -= 1
        }
        return (SIMD2(x, y + 0.5 * r), 0.5, 0)
    }

    // MARK: Given rows

    static func guides(
        _ page: Page, _ style: MosaicStyle, _ regions: [Int32], _ spacing: Plane, _ distance: Plane, _ nimbus: Nimbus,
        _ stone: Float
    ) -> [(path: Path, region: Int32?)] {
        let grid = page.grid
        var result: [(path: Path, region: Int32?)] = []
        if style.hasNimbus {
            for row in 0..<3 {
                let circle = Curve.circle(nimbus.center, radius: nimbus.radius - (Float(row) + 0.5) * stone)
                result.append((circle, Region.ring))
            }
        }
        for row in 0..<style.borderRows {
            result.append((frame(page.aspect, inset: 0.005 + (Float(row) + 0.5) * stone), Region.border))
        }
        // Half a stone from every region's border.
        let halves = grid.blur(grid.map { distance[$0] / max(spacing[$0], 1e-4) }, 0.0009)
        let outlines = grid.contours(halves, level: 0.52, least: 0.008)
        if style.ground == .fans {
            result += fans(page.aspect, stone: 0.0122 * style.scale).map { ($0, Region.ground) }
        }
        result += outlines.sorted { $0.length > $1.length }.map { ($0.resampled(0.0016).smoothed(3), nil) }
        result.append((ridge(page), Region.skin))
        return result
    }

    /// A rectangle; it begins in the middle of a side, so that all corners are alike.
    static func frame(_ aspect: Float, inset: Float) -> Path {
        let right = aspect - inset, bottom = 1 - inset
        return Path(
            [
                SIMD2(aspect / 2, inset), SIMD2(right, inset), SIMD2(right, bottom), SIMD2(inset, bottom),
                SIMD2(inset, inset),
            ], isClosed: true)
    }

    /// Arcs of every fan, from its rim inwards.
    private static func fans(_ aspect: Float, stone: Float) -> [Path] {
        let r = fanRadius, rise = r * 0.5
        var result: [Path] = []
        // All rims first: the inner arcs end at them.
        for ring in 0..<Int(r / stone) {
            for row in 0...Int(1 / rise) + 3 {
                for column in -1...Int(aspect / (2 * r)) + 1 {
                    let center = SIMD2(Float(column) * 2 * r + (row % 2 == 0 ? 0 : r), Float(row) * rise + r * 0.02)
                    let radius = r - (Float(ring) + 0.5) * stone
                    let arc = Curve.arc(center, radius: radius, from: .pi, to: 2 * .pi)
                    // What lower fans cover is left out.
                    var run: [SIMD2<Float>] = []
                    for point in arc.points {
                        if distance(fan(point.x, point.y).center, center) < 1e-3 {
                            run.append(point)
                        } else if !run.isEmpty {
                            if run.count > 2 { result.append(Path(run)) }
                            run = []
                        }
                    }
                    if run.count > 2 { result.append(Path(run)) }
                }
            }
        }
        return result
    }
}
