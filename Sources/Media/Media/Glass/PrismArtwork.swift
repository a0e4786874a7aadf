/// The sitter and the ground seen through planes of light.
struct PrismArtwork: Artwork {
    private let page: Page
    private let planes: [LightPlane]
    private let style: PrismStyle
    private let seed: UInt64
    /// The figure darker, as it is, and lighter; OKLab on the page's grid.
    private let figures: [ColorPlane]
    private let mask: Plane
    private let ground: GroundField
    private let ramp: [SIMD3<Float>]
    private let accent: SIMD3<Float>
    /// How far a place takes part in the planes: little in the features.
    private let freedom: Plane
    private let lines: Plane
    private static let span: Float = 0.20

    init(_ page: Page, flat: FlatTone, planes: [LightPlane], style: PrismStyle, direction: Direction) {
        let grid = page.grid, face = page.face, base = flat.base
        self.page = page
        self.planes = planes
        self.style = style
        seed = direction.seed
        let complexion = Complexion(
            page, palette: direction.palette, tone: base, rise: 0.04 - 0.06 * page.deepness, fall: 0.06)
        figures = [-Self.span, 0, Self.span].map { shift in
            complexion.figure(grid.map { clamp(base[$0] + shift * (1 - page.white($0))) }, lips: 0.03)
        }
        let soft = grid.blur(page.wholeMask, 0.0014)
        mask = grid.map { smoothstep(0.42, 0.68, soft[$0]) }
        ground = direction.ground.field(on: grid, page: page, seed: direction.seed)
        ramp = direction.palette.ground.table
        accent = direction.palette.ink(0).lab
        freedom = grid.blur(
            grid.map { clamp(1 - 0.90 * clamp(face.features[$0] * 1.2) - style.calm * face.soft[$0], 0.08, 1) }, 0.004)
        let drawn = grid.lines(
            flat.key, page.flow, sigma: 0.0011, strength: 15, threshold: 0.60, steepness: 7, along: 0.006,
            fineness: grid.map { clamp(0.2 + face.features[$0]) })
        lines = grid.map {
            (1 - drawn[$0]) * clamp(face.features[$0] + 0.10) * page.mask[$0] * (1 - 0.7 * page.white($0))
        }
    }

    var reach: Float { 0.004 }

    func paint(on grid: Grid, progress: Float) -> ColorPlane {
        let from = page.grid
        let free = grid.sample(freedom, on: from), drawn = grid.sample(lines, on: from)
        let brushes = (0..<8).map { number in
            grid.streaks(
                seed &+ 80 &+ UInt64(number), width: 0.0032, length: 0.070, angle: Float(number) / 8 * .pi)
        }
        let bristles = (0..<8).map { number in
            grid.streaks(
                seed &+ 90 &+ UInt64(number), width: 0.0012, length: 0.030, angle: Float(number) / 8 * .pi)
        }
        let cloud = grid.noise(seed &+ 73, 0.20, octaves: 2), dabs = grid.noise(seed &+ 74, 0.016, octaves: 3)
        let weave = Float.pi * 2 / 0.0040
        let shown = planes.prefix(Int((Float(planes.count) * smoothstep(0, 0.9, progress)).rounded(.up)))
        let contrast = style.contrast, shift = style.shift
        return grid.colors { index, x, y in
            let calm = free[index]
            let light = PrismArtwork.light(shown, x, y, unit: grid.unit)
            let place = SIMD2(x, y) + light.shift * (shift * calm)
            let u = place.x * from.unit, v = place.y * from.unit
            let inside = mask.at(u, v)
            // The ground swings more than the figure.
            let level = clamp(
                ground.tone.at(u, v) * 0.86 + 0.07 + contrast * 2.3 * light.tone + 0.05 * cloud[index])
            var color = mix(ramp[Int(level * 255)], accent, 0.85 * ground.accent.at(u, v))
            color.x += contrast * 0.8 * light.tone * ground.accent.at(u, v)
            if inside > 0.003 {
                let tone = clamp(light.tone * contrast * 1.05 * calm / Self.span, -1.4, 1.4)
                let middle = figures[1].at(u, v)
                let other = tone < 0 ? figures[0].at(u, v) : figures[2].at(u, v)
                // Where planes cross, figure and ground show through each other.
                let lost = 0.34 * calm * calm * smoothstep(0.9, 2.4, abs(light.tone))
                color = mix(color, mix(middle, other, abs(tone)), inside * (1 - lost))
            }
            let warm = light.warmth * mix(1, calm, inside)
            color.y += 0.012 * warm
            color.z += 0.024 * warm
            let quiet = 1 - 0.85 * (1 - calm) * inside
            let brush = 0.014 * brushes[light.grain][index] + 0.009 * bristles[light.grain][index] + 0.010 * dabs[index]
            color.x += brush * quiet * (0.5 + 0.6 * color.x)
            color.x += 0.035 * light.edge * quiet
            color.x += 0.0045 * sin(x * weave) * sin(y * weave)
            color.x *= 1 - 0.60 * drawn[index] * inside
            return OKLab.srgb(SIMD3(clamp(color.x), color.y, color.z))
        }
    }

    private struct Sum {
        var tone: Float = 0
        var warmth: Float = 0
        var shift = SIMD2<Float>.zero
        var edge: Float = 0
        var grain = 0
    }

    /// What all planes do at a place.
    @inline(__always)
    private static func light(_ planes: ArraySlice<LightPlane>, _ x: Float, _ y: Float, unit: Float) -> Sum {
        var sum = Sum(), strongest: Float = 0
        for plane in planes {
            let (inside, along, normal) = plane.place(x, y)
            let cover = clamp(inside * unit + 0.5)
            guard cover > 0, inside < plane.depth else { continue }
            let fade = 1 - inside / plane.depth,
                end = smoothstep(plane.half, 0.45 * plane.half, abs(along - plane.middle))
            let share = fade * fade * end * plane.strength * cover
            sum.tone += plane.tone * share
            sum.warmth += plane.warmth * 0.55 * share
            sum.shift += normal * (plane.shift * share)
            sum.edge = max(sum.edge, end * plane.strength * clamp(1.6 - abs(inside) * unit * 0.6) * plane.tone)
            if share > strongest {
                strongest = share
                sum.grain = plane.grain
            }
        }
        return sum
    }
}
