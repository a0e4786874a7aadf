/// The wall itself: its days' work, cracks, and what fell off.
struct FrescoWall: Sendable {
    /// Seams between days' work: signed distance from the nearest, in page heights.
    let seam: Plane
    /// Lightness of each day's patch against the others.
    let patch: Plane
    /// Where the painted plaster is lost: signed depth, positive inside, about page heights.
    let loss: Plane
    /// Where colors laid on dry plaster flaked, 0…1.
    let worn: Plane
    /// Fine cracks: 0 on them, in page heights beside.
    let craquelure: Plane
    let cracks: [PenLine]

    init(_ page: Page, manner: Fresco.Manner, seed: UInt64) {
        let grid = page.grid, face = page.face, aspect = page.aspect
        var dice = Dice(seed, stream: 0xAA)
        // A head was a day's work; coat and ground were others.
        let outline = grid.blur(page.mask, 0.012), wander = grid.noise(seed &+ 31, 0.10, octaves: 2)
        let level = face.chin.y + dice.uniform(0.10, 0.16)
        let head = grid.map { index, _, y in
            let around = (outline[index] - 0.12) * 0.03 + 0.002 * wander[index]
            let below = level - y + 0.006 * wander[index]
            return min(around, below)
        }
        let split = dice.uniform(0.25, 0.75) * aspect, fall = dice.uniform(-0.2, 0.2)
        seam = grid.map { index, x, y in
            let other = x - split - fall * (y - 0.5) + 0.007 * wander[index]
            return head[index] > -0.004 ? head[index] : (abs(other) < abs(head[index]) ? other : head[index])
        }
        let difference = dice.uniform(0.012, 0.022)
        patch = grid.map { index, x, y in
            let other = x - split - fall * (y - 0.5) + 0.007 * wander[index]
            return difference * (head[index] > 0 ? 0.5 : other > 0 ? -0.8 : 0.2)
        }
        let lobes = grid.noise(seed &+ 33, 0.20, octaves: 5, gain: 0.55),
            rough = grid.noise(seed &+ 34, 0.03, octaves: 4)
        let protect = grid.blur(
            grid.map { max(face.soft[$0], max(0.55 * page.hair[$0], 0.38 * page.mask[$0])) }, 0.03)
        let amount = manner.loss
        loss = grid.map { index, x, y in
            let border = min(min(x, aspect - x), min(y, 1 - y))
            let edge = 0.95 * exp(-border / 0.055)
            let value = 0.62 * lobes[index] + 0.10 * rough[index] + edge - 1.75 + 0.75 * amount - 2.2 * protect[index]
            return value * 0.03
        }
        let dry = grid.noise(seed &+ 35, 0.07, octaves: 5, gain: 0.6)
        worn = grid.map { index in
            smoothstep(1.15, 1.75, dry[index] + 0.7 * (amount - 0.4)) * (1 - 0.9 * protect[index])
        }
        craquelure = Self.cells(grid, size: 0.050, seed: seed)
        cracks = Self.cracks(page, count: 5 + Int(amount * 7), &dice)
    }

    /// Distance from the borders of uneven cells (Worley 1996).
    private static func cells(_ grid: Grid, size: Float, seed: UInt64) -> Plane {
        let dx = grid.noise(seed &+ 51, 0.02, octaves: 3), dy = grid.noise(seed &+ 52, 0.02, octaves: 3)
        return grid.map { index, px, py in
            let x = px / size + 0.09 * dx[index], y = py / size + 0.09 * dy[index]
            let column = x.rounded(.down), row = y.rounded(.down)
            var first: Float = 9, second: Float = 9
            for j in -1...1 {
                for i in -1...1 {
                    let cx = column + Float(i), cy = row + Float(j)
                    let bits = Dice.mixed(seed &+ UInt64(bitPattern: Int64(cx) &* 7919 &+ Int64(cy) &* 104_729))
                    let u = cx + Float(bits & 0xFFFF) / 65536, v = cy + Float(bits >> 16 & 0xFFFF) / 65536
                    let distance = hypot(u - x, v - y)
                    if distance < first {
                        second = first
                        first = distance
                    } else {
                        second = min(second, distance)
                    }
                }
            }
            return (second - first) * 0.5 * size
        }
    }

    /// Long cracks that wander in from the borders and fork.
    private static func cracks(_ page: Page, count: Int, _ dice: inout Dice) -> [PenLine] {
        let aspect = page.aspect
        var lines: [PenLine] = []
        func run(from start: SIMD2<Float>, angle: Float, length: Float, width: Float, forks: Int, _ dice: inout Dice) {
            var place = start, heading = angle, points: [SIMD4<Float>] = []
            var gone: Float = 0
            while gone < length {
                let t = gone / length
                let index = page.grid.index(place.x, place.y)
                // Faces were mended first.
                let kept = 1 - 0.85 * page.face.soft[index]
                points.append(SIMD4(place.x, place.y, width * (1 - 0.75 * t), 0.9 * kept))
                heading += dice.normal(0.35)
                heading += 0.15 * (angle - heading)
                let step = dice.uniform(0.004, 0.012)
                place += SIMD2(cos(heading), sin(heading)) * step
                gone += step
                if forks > 0, dice.chance(0.05) {
                    run(
                        from: place, angle: heading + (dice.chance(0.5) ? 0.8 : -0.8), length: length * 0.4,
                        width: width * 0.6, forks: forks - 1, &dice)
                }
            }
            if points.count > 1 { lines.append(PenLine(points)) }
        }
        for _ in 0..<count {
            let side = dice.below(4), t = dice.uniform()
            let start =
                side == 0
                ? SIMD2(0, t) : side == 1 ? SIMD2(aspect, t) : side == 2 ? SIMD2(t * aspect, 0) : SIMD2(t * aspect, 1)
            let aim = SIMD2(aspect / 2, 0.5) - start
            run(
                from: start, angle: atan2(aim.y, aim.x) + dice.normal(0.6), length: dice.uniform(0.2, 0.6),
                width: dice.uniform(0.0007, 0.0014), forks: 2, &dice)
        }
        return lines
    }
}
