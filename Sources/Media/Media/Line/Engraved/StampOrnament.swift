/// Paper, border and perforation of a postage stamp.
extension EngravingFrame {
    private var edge: Float { 0.045 }

    /// A flat tint below the picture.
    func stampTint(on grid: Grid) -> [EngravedInk] {
        let tint = grid.map { _, x, y in coverage(rectangle(x, y, margin: pictureMargin) * grid.unit) }
        return [EngravedInk(ink: palette.ink(1), coverage: tint, opacity: 0.28)]
    }

    /// A woven band between two rules, blocks in its corners.
    func stampBorder(on grid: Grid) -> Plane {
        let unit = grid.unit, outer = edge + 0.024, inner = pictureMargin - 0.006
        let band = inner - outer
        return grid.map { _, x, y in
            var ink: Float = 0
            for (margin, width) in [(outer - 0.003, 0.0011), (inner + 0.003, 0.0011)] as [(Float, Float)] {
                ink = max(ink, stroke(abs(rectangle(x, y, margin: margin)), width, unit))
            }
            let depth = -rectangle(x, y, margin: outer)
            guard depth > 0, depth < band else { return ink }
            // Along the side on which the point lies.
            let dx = aspect / 2 - outer - abs(x - aspect / 2), dy = 0.5 - outer - abs(y - 0.5)
            if dx < band, dy < band { return max(ink, block(dx / band, dy / band, band, unit)) }
            let isUpright = dx < dy
            let length = isUpright ? 1 - 2 * (outer + band) : aspect - 2 * (outer + band)
            let along = isUpright ? y - outer - band : x - outer - band
            let waves = (length / 0.030).rounded() * 2 * .pi / length
            let u = depth / band
            for curve in 0..<6 {
                let phase = 2 * Float.pi * Float(curve) / 6
                for way in [Float(1), -1] {
                    let a = way * along * waves + phase
                    let slope = 0.42 * waves * band * cos(a)
                    let off = abs(u - 0.5 - 0.42 * sin(a)) * band / (1 + slope * slope).squareRoot()
                    ink = max(ink, stroke(off, 0.00035, unit))
                }
            }
            return ink
        }
    }

    /// A star of rays in a ring, for a corner; (u, v) 0…1 across it.
    private func block(_ u: Float, _ v: Float, _ band: Float, _ unit: Float) -> Float {
        let p = SIMD2(u - 0.5, v - 0.5), r = hypot(p.x, p.y), angle = atan2(p.y, p.x)
        let ring = stroke(abs(r - 0.44) * band, 0.0005, unit)
        let rays = r < 0.44 && r > 0.1 ? stroke(abs(sin(angle * 12)) * r / 12 * band, 0.00032, unit) : 0
        return max(ring, rays)
    }

    /// The sheet on which the stamp lies.
    var matInk: Ink { Ink(lab: palette.ground(0.18)) }

    /// The stamp's paper, as coverage.
    func stampShape(on grid: Grid) -> Plane { grid.map { _, x, y in coverage(perforated(x, y) * grid.unit) } }

    /// Outside the perforation the stamp lies on a sheet of the ground's color, and throws a shadow.
    func stampEdge(_ picture: ColorPlane, on grid: Grid) -> ColorPlane {
        let unit = grid.unit
        let mat = matInk.rgb
        let fleck = grid.noise(seed &+ 55, 0.004, octaves: 2)
        return grid.colors { index, x, y in
            let distance = perforated(x, y)
            let inside = coverage(distance * unit)
            if inside >= 1 { return picture[index] }
            let shade = 0.45 * smoothstep(0.008, -0.002, perforated(x - 0.0022, y - 0.0036))
            let ground = mat * (1 - shade) * (1 + 0.02 * fleck[index])
            return mix(ground, picture[index], inside)
        }
    }

    /// Distance from the stamp's perforated edge, negative on the stamp.
    @inline(__always)
    private func perforated(_ x: Float, _ y: Float) -> Float {
        let body = rectangle(x, y, margin: edge)
        guard body > -0.02, body < 0.02 else { return body }
        func hole(_ along: Float, _ length: Float, _ across: Float) -> Float {
            let count = (length / 0.0285).rounded(), pitch = length / count
            // Holes sit at the corners and at even steps between.
            let nearest = clamp((along / pitch).rounded(), 0, count) * pitch
            return hypot(along - nearest, across) - 0.0088
        }
        let left = min(abs(x - edge), abs(x - aspect + edge)), top = min(abs(y - edge), abs(y - 1 + edge))
        let holes = min(
            hole(y - edge, 1 - 2 * edge, left), hole(x - edge, aspect - 2 * edge, top))
        return max(body, -holes)
    }
}
