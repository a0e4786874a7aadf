/// Loose flowers about the head and the shoulders: some open, some from the side, each of a few wet dabs.
struct Blossoms: Sendable {
    /// A dab: middle, half length, half width, and its direction.
    private struct Petal: Sendable {
        var middle: SIMD2<Float>
        var size: SIMD2<Float>
        var cosine: Float
        var sine: Float
        var strength: Float
    }

    private var petals: [Petal] = []
    private var hearts: [SIMD3<Float>] = []

    init(_ page: Page, seed: UInt64) {
        var dice = Dice(seed, stream: 0xB1)
        let center = page.face.center
        let first = dice.uniform(0, 2 * .pi)
        for number in 0..<20 {
            let bearing = first + Float(number) * 2.4 + dice.normal(0.2)
            let reach = dice.uniform(0.27, 0.47)
            let heart = center + SIMD2(cos(bearing) * reach * 0.88, sin(bearing) * reach + 0.05)
            let radius = dice.uniform(0.024, 0.062)
            let count = 5 + dice.below(3), turn = dice.uniform(0, 2 * .pi)
            // Seen from the side a flower is flat.
            let flat = dice.uniform(0.5, 1), tilt = dice.uniform(0, .pi)
            hearts.append(SIMD3(heart.x, heart.y, radius * 0.22))
            for petal in 0..<count where !dice.chance(0.1) {
                let angle = turn + Float(petal) * 2 * .pi / Float(count) + dice.normal(0.12)
                var away = SIMD2(cos(angle), sin(angle))
                let along = away.x * cos(tilt) + away.y * sin(tilt), across = -away.x * sin(tilt) + away.y * cos(tilt)
                away = SIMD2(
                    along * cos(tilt) - across * flat * sin(tilt), along * sin(tilt) + across * flat * cos(tilt))
                let length = radius * dice.uniform(0.40, 0.52)
                let direction = away / max(hypot(away.x, away.y), 1e-3)
                petals.append(
                    Petal(
                        middle: heart + away * radius * 0.58, size: SIMD2(length, length * dice.uniform(0.72, 0.95)),
                        cosine: direction.x, sine: direction.y, strength: dice.uniform(0.45, 1)))
            }
        }
    }

    /// 0…1.3: petals of several strengths with dark hearts.
    func plane(on grid: Grid) -> Plane {
        let petals = petals, hearts = hearts
        let ragged = grid.noise(0xB10, 0.02, octaves: 2)
        return grid.map { index, x, y in
            var value: Float = 0
            for petal in petals {
                let dx = x - petal.middle.x, dy = y - petal.middle.y
                guard abs(dx) < 0.06, abs(dy) < 0.06 else { continue }
                let u = (dx * petal.cosine + dy * petal.sine) / petal.size.x
                let v = (-dx * petal.sine + dy * petal.cosine) / petal.size.y
                let inside = (1 - hypot(u, v) + 0.12 * ragged[index]) * petal.size.y
                // Petals fade outward and overlap as glazes.
                let fade = petal.strength * (0.75 - 0.35 * u)
                value = max(value, smoothstep(-0.0012, 0.0012, inside) * max(fade, 0.3))
            }
            for heart in hearts {
                let dx = x - heart.x, dy = y - heart.y
                guard abs(dx) < 0.03, abs(dy) < 0.03 else { continue }
                value += 0.5 * smoothstep(1.6, 0.3, hypot(dx, dy) / heart.z + 0.3 * ragged[index]) * value
            }
            return min(value, 1.3)
        }
    }
}
