/// The ground's share of each plate: the design's tone and object, or one flat shape behind the head.
struct RisographGround: Sendable {
    let key: Plane
    let lead: Plane
    let third: Plane

    init(_ page: Page, tone: Plane, object field: Plane, manner: Risograph.Manner, inks: SpotInks, seed: UInt64) {
        let grid = page.grid, center = page.face.center
        var dice = Dice(seed, stream: 0x6D)
        let middle = SIMD2(center.x + page.lightSide * -0.06, center.y - 0.03), radius = dice.uniform(0.32, 0.37)
        if manner.isBold {
            // One disc that fades downward, on bare paper.
            lead = grid.map { _, x, y in
                let inside = coverage((hypot(x - middle.x, y - middle.y) - radius) * grid.unit, softness: 1)
                return inside * mix(0.95, 0.15, smoothstep(middle.y - radius, middle.y + radius, y))
            }
            key = grid.map { [accent = field] index, x, y in
                0.5 * accent[index] * smoothstep(radius, radius + 0.02, hypot(x - middle.x, y - middle.y))
            }
            third = grid.plane()
            return
        }
        let soft = grid.blur(tone, 0.0016), accent = grid.blur(grid.map { clamp(field[$0]) }, 0.0008)
        let isThree = manner.inks > 2
        let steps = grid.map { index in
            // Flat shapes: four tones with soft borders.
            let value = soft[index] * 4, step = value.rounded(.down)
            return (step + smoothstep(0.30, 0.70, value - step)) / 4
        }
        let object = grid.map { index in
            let wash = isThree ? 0.55 * smoothstep(0.55, 1, steps[index]) : 0.75 * (1 - steps[index])
            return clamp(max(wash * (1 - accent[index]), 0.95 * accent[index]))
        }
        key = grid.map { index in
            (isThree ? 0.85 : 0.55) * smoothstep(0.30, 0.0, steps[index]) * (1 - accent[index])
        }
        let rest = grid.map { index in clamp(1.05 - 1.1 * steps[index]) * (1 - 0.9 * accent[index]) }
        lead = inks.objectIsThird ? rest : object
        third = inks.objectIsThird ? object : rest
    }
}
