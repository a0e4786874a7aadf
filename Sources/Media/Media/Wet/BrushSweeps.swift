/// One sweep of a wide, wet brush; lengths in page heights, angles in radians.
struct Sweep: Sendable {
    var start: SIMD2<Float>
    var angle: Float
    var length: Float
    var halfWidth: Float
    /// Radians the sweep turns by on its way.
    var turn: Float = 0
    /// How much narrower it ends, -1…1; below 0 it widens.
    var taper: Float = 0
    /// How pointed it begins, 0…1.
    var point: Float = 0
    /// How far single bristles end early or late.
    var ragged: Float = 0.02
    /// How dry the brush is at the end, 0…1.
    var dryness: Float = 0.5
    /// Tells its bristles from those of others.
    var number: UInt32 = 0

    /// Signed depth below the sweep's edge (positive inside) and how far along it is, 0…1.
    @inline(__always)
    fileprivate func depth(_ x: Float, _ y: Float) -> (depth: Float, along: Float) {
        let dx = x - start.x, dy = y - start.y
        let c = cos(angle), s = sin(angle)
        var u = dx * c + dy * s, v = -dx * s + dy * c
        if abs(turn) > 0.05 {
            // A circle's arc: its middle lies at (0, radius) in the sweep's own coordinates.
            let radius = length / turn
            let reach = hypot(u, v - radius)
            let bearing = atan2(u, (radius - v) * (radius > 0 ? 1 : -1))
            u = bearing * abs(radius)
            v = radius > 0 ? radius - reach : radius + reach
        }
        let along = clamp(u / length)
        let begun = 1 - point * (1 - smoothstep(-0.05, 0.45, along))
        let width = halfWidth * (1 - taper * along) * begun * (1 + 0.12 * ripple(number, u * 14))
        let bristle = v / max(halfWidth, 1e-3)
        let late = ragged * (ripple(number &+ 1, bristle * 1.4) + 0.3 * ripple(number &+ 2, bristle * 6))
        let early = 0.4 * ragged * ripple(number &+ 3, bristle * 4)
        let ends = min(u - early, length + late - u)
        return (min(width - abs(v), ends), along)
    }

    /// Nothing of the sweep lies farther from its start.
    fileprivate var extent: Float { length + 2 * halfWidth + 3 * ragged }
}

/// Smooth noise over a line, about -1…1.
@inline(__always)
private func ripple(_ seed: UInt32, _ x: Float) -> Float {
    let cell = x.rounded(.down), t = x - cell
    @inline(__always) func value(_ place: Int32) -> Float {
        var bits = seed &* 0x9E37_79B9 &+ UInt32(bitPattern: place) &* 0x85EB_CA6B
        bits = (bits ^ (bits >> 15)) &* 0x2C1B_3C6D
        bits = (bits ^ (bits >> 12)) &* 0x297A_2D39
        return Float(Int32(bitPattern: bits ^ (bits >> 15))) * 0x1p-31
    }
    let place = Int32(clamp(cell, -1e6, 1e6))
    let smooth = t * t * (3 - 2 * t)
    return mix(value(place), value(place &+ 1), smooth)
}

/// Paint put down by sweeps of a brush.
struct SweptShape: Sendable {
    /// Signed depth below the edge, positive inside, in page heights.
    let level: Plane
    /// How dry the brush was, 0…1.
    let dryness: Plane
}

extension Grid {
    /// The union of sweeps; drawn at half size, since nothing in it is fine.
    func swept(_ sweeps: [Sweep], softness: Float = 0.0012) -> SweptShape {
        let half = halved
        let level = half.plane(), dryness = half.plane()
        half.work.rows(half.height) { rows in
            for row in rows {
                let y = half.y(row)
                let near = sweeps.filter { abs($0.start.y - y) < $0.extent }
                for column in 0..<half.width {
                    let x = half.x(column), index = row * half.width + column
                    var best: Float = -0.2, dry: Float = 0
                    for sweep in near where abs(sweep.start.x - x) < sweep.extent {
                        let (depth, along) = sweep.depth(x, y)
                        if depth > best {
                            best = depth
                            dry = sweep.dryness * smoothstep(0.35, 1, along) * smoothstep(-0.012, -0.002, depth)
                        }
                    }
                    level[index] = best
                    dryness[index] = dry
                }
            }
        }
        let smooth = half.blur(level, softness), soft = half.blur(dryness, 0.004)
        return SweptShape(level: enlarged(smooth, by: 2), dryness: enlarged(soft, by: 2))
    }

    /// A rectangle within strips of tape, under which a little paint has crept: signed depth in page heights.
    func taped(_ margin: Float, seed: UInt64) -> Plane {
        let creep = noise(seed &+ 37, 0.012, octaves: 2), slow = noise(seed &+ 38, 0.15)
        let aspect = Float(width) / unit
        return map { index, x, y in
            let border = min(min(x, aspect - x), min(y, 1 - y)) - margin
            return border + 0.0036 * max(creep[index] - 0.8, 0) * smoothstep(0, 1, slow[index])
        }
    }

    /// Paint that ran down from the lower edge of a wash and dried with a bead at its end.
    ///
    /// - Parameters:
    ///   - level: the wash, positive inside.
    ///   - within: heights on the page where drips begin.
    func drips(_ level: Plane, count: Int, within: ClosedRange<Float>, _ dice: inout Dice) -> [PenLine] {
        (0..<count).compactMap { _ in
            let x = dice.uniform(0.06, Float(width) / unit - 0.06), length = dice.uniform(0.03, 0.15)
            var y = dice.uniform(within.lowerBound, within.upperBound)
            let radius = dice.uniform(0.0017, 0.0028), drift = dice.normal(0.004), bead = dice.uniform(1.1, 1.6)
            guard level[index(x, y)] > 0 else { return nil }
            while y < 0.98, level[index(x, y)] > 0 { y += 0.004 }
            guard y < 0.97 else { return nil }
            return PenLine(
                (0...10).map { step in
                    let t = Float(step) / 10
                    let wide = step < 2 ? 1.5 - 0.3 * Float(step) : step < 9 ? 0.85 - 0.15 * t : bead
                    return SIMD4(
                        x + drift * t + 0.0008 * sin(9 * t + x * 50), y - 0.008 + length * t, radius * wide, 1)
                })
        }
    }
}
