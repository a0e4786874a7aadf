/// What is painted behind the sitter: the design in earths, a nimbus, bands.
struct FrescoSetting: Sendable {
    /// OKLab.
    let color: ColorPlane
    /// Middle and radius of the nimbus; radius 0 for none.
    let nimbus: SIMD3<Float>
    /// Gold 0…1.
    let gold: Plane
    /// Lines incised in the plaster: rays and rings of the nimbus.
    let incised: [PenLine]
    let gilt: SIMD3<Float>
    /// Painted bands at the border: how far in they reach, page heights; 0 for none.
    let bands: Float
    let bandColors: [SIMD3<Float>]

    init(_ page: Page, direction: Direction, manner: Fresco.Manner, plaster: SIMD3<Float>, seed: UInt64) {
        let grid = page.grid, palette = direction.palette, face = page.face
        let field = direction.ground.field(on: grid, page: page, seed: direction.seed)
        let cloud = grid.noise(seed &+ 21, 0.16, octaves: 4), stroke = grid.noise(seed &+ 22, 0.006, octaves: 2)
        let sweep = grid.along(field.flow, stroke, 0.012)
        let soft = grid.blur(field.tone, 0.0018)
        let object = direction.ground.object(in: field, on: page, seed: seed)
        let ramp = palette.ground.table
        let lead = palette.ink(0).lab.earthy(), panel = palette.ink(manner.panel ? 4 : 2).lab.earthy(0.85)
        color = grid.colors { index, _, _ in
            var tone = clamp(soft[index] + 0.05 * cloud[index] + 0.05 * sweep[index])
            if manner.panel { tone = clamp(0.45 + 0.06 * cloud[index] + 0.05 * sweep[index]) }
            let base =
                manner.panel
                ? panel + SIMD3(0.05 * cloud[index] + 0.03 * sweep[index], 0, 0) : ramp[Int(tone * 255)].earthy()
            let share = manner.panel ? 0 : 0.8 * clamp(object[index])
            return mix(base, lead + SIMD3(0.03 * sweep[index], 0, 0), share)
        }
        let radius = manner.nimbus ? 1.52 * face.eyeDistance + 0.115 : 0
        let middle = SIMD2(face.center.x, face.center.y - 0.42 * face.eyeDistance)
        nimbus = SIMD3(middle.x, middle.y, radius)
        gold = grid.map { _, x, y in
            radius > 0 ? coverage((hypot(x - middle.x, y - middle.y) - radius) * grid.unit, softness: 1) : 0
        }
        incised = radius > 0 ? Self.rays(middle, radius, seed: seed) : []
        gilt = SIMD3(0.74, 0.022, 0.115)
        bands = manner.bands ? 0.062 : 0
        bandColors = [palette.skin(0.25).earthy(0.9), plaster - SIMD3(0.03, 0, 0), palette.ground(0.7).earthy()]
    }

    /// Rays within a ring of dots: each workshop punched its own.
    private static func rays(_ middle: SIMD2<Float>, _ radius: Float, seed: UInt64) -> [PenLine] {
        var dice = Dice(seed, stream: 0x4A), lines: [PenLine] = []
        let count = 36 + 12 * dice.below(4), pattern = dice.below(3)
        func ring(_ r: Float, _ width: Float) {
            lines.append(
                PenLine(
                    (0...120).map { step in
                        let a = Float(step) / 120 * 2 * .pi
                        return SIMD4(middle.x + r * cos(a), middle.y + r * sin(a), width, 0.9)
                    }))
        }
        ring(radius - 0.004, 0.0011)
        ring(radius - 0.022, 0.0008)
        for number in 0..<count {
            let a = Float(number) / Float(count) * 2 * .pi, direction = SIMD2(cos(a), sin(a))
            let dot = middle + direction * (radius - 0.013)
            lines.append(PenLine([SIMD4(dot.x, dot.y, 0.0030, 0.8), SIMD4(dot.x + 0.0003, dot.y, 0.0030, 0.8)]))
            let inner: Float = pattern == 1 && number % 2 == 0 ? 0.55 : 0.2
            let from = middle + direction * radius * inner, to = middle + direction * (radius - 0.027)
            if pattern == 2 {
                // Wavy rays.
                lines.append(
                    PenLine(
                        (0...16).map { step in
                            let t = Float(step) / 16, place = from + (to - from) * t
                            let side = SIMD2(-direction.y, direction.x) * (0.0045 * sin(t * 13))
                            return SIMD4(place.x + side.x, place.y + side.y, 0.0007, 0.75)
                        }))
            } else {
                lines.append(PenLine([SIMD4(from.x, from.y, 0.0006, 0.7), SIMD4(to.x, to.y, 0.0009, 0.85)]))
            }
        }
        return lines
    }
}
