/// Grounds of light and air.
extension GroundScene {
    func plain() -> GroundField {
        let cloud = cloud(1, 0.34), turn = self.cloud(2, 0.28, octaves: 2)
        let tone = grid.map { index, x, y in clamp(falloff(x, y) + 0.12 * cloud[index]) }
        return field(tone: tone) { index, _, _ in -0.9 * side + 0.55 * turn[index] }
    }

    func sun() -> GroundField {
        var dice = Dice(seed, stream: 3)
        let radius = dice.uniform(0.25, 0.31)
        let place = SIMD2(
            clamp(center.x + side * dice.uniform(0.10, 0.2), 0.2, aspect - 0.2),
            max(center.y - dice.uniform(0.10, 0.17), radius * 0.9))
        let cloud = cloud(3, 0.3), wobble = self.cloud(4, 0.05, octaves: 2)
        let accent = grid.map { index, x, y in
            coverage((hypot(x - place.x, y - place.y) - radius - 0.0012 * wobble[index]) * grid.unit, softness: 1)
        }
        let tone = grid.map { index, x, y in
            let glow = 0.35 * smoothstep(0.75, 0.2, hypot(x - place.x, y - place.y))
            return clamp(0.30 + glow + 0.35 * smoothstep(0.35, 1, y) + 0.08 * cloud[index])
        }
        return field(tone: tone, accent: accent) { index, x, y in
            atan2(y - place.y, x - place.x) + .pi / 2 + 0.12 * wobble[index]
        }
    }

    func bokashi() -> GroundField {
        let cloud = cloud(5, 0.4, octaves: 2), streak = self.cloud(6, 0.05, octaves: 2)
        let tone = grid.map { index, _, y in
            let upper = smoothstep(0, 0.5, y + 0.02 * cloud[index])
            let lower = smoothstep(1.15, 0.72, y)
            return clamp(0.12 + 0.80 * upper * (0.45 + 0.55 * lower) + 0.02 * streak[index])
        }
        return field(tone: tone) { index, _, _ in 0.06 * cloud[index] }
    }

    func rays() -> GroundField {
        var dice = Dice(seed, stream: 7)
        let count = Float(11 + dice.below(6)), phase = dice.uniform(0, 2 * .pi)
        let origin = SIMD2(center.x, center.y + 0.05)
        let cloud = cloud(7, 0.25)
        let beam = grid.map { index, x, y in
            let angle = atan2(y - origin.y, x - origin.x) + phase + 0.006 * cloud[index]
            let wave = sin(angle * count)
            // One pixel of softness at the beam's edge, whatever the page's size.
            let edge = max(hypot(x - origin.x, y - origin.y), 0.01) * grid.unit / count
            return clamp(0.5 + wave * edge * 0.7)
        }
        let tone = grid.map { index, x, y in
            let distance = hypot(x - origin.x, y - origin.y)
            return clamp(0.84 - 0.42 * beam[index] - 0.30 * smoothstep(0.2, 0.85, distance) + 0.05 * cloud[index])
        }
        return field(tone: tone, accent: beam) { index, x, y in atan2(y - origin.y, x - origin.x) }
    }

    func storm() -> GroundField {
        let cloud = cloud(8, 0.30, octaves: 4), rift = self.cloud(9, 0.5, octaves: 2),
            torn = self.cloud(10, 0.08, octaves: 3)
        let slant: Float = side * 0.5
        let light = grid.map { index, x, y in
            let along = (y - 0.22) + slant * (x - center.x) + 0.07 * cloud[index]
            return exp(-along * along / 0.006) * clamp(0.6 + 0.5 * rift[index])
        }
        let tone = grid.map { index, x, y in
            clamp(0.28 + 0.13 * cloud[index] + 0.05 * torn[index] + 0.6 * light[index] + 0.10 * falloff(x, y))
        }
        return field(tone: tone, accent: light) { index, _, _ in
            -slant + 0.5 * cloud[index] + 0.35 * torn[index]
        }
    }

    func mist() -> GroundField {
        let haze = cloud(11, 0.5, octaves: 2)
        let ridges = (0..<5).map { layer in
            grid.noise(seed &+ 40 &+ UInt64(layer), 0.22 - 0.025 * Float(layer), octaves: 4)
        }
        let tone = grid.map { index, x, y in
            var value: Float = 0.93 - 0.10 * smoothstep(0.5, 0, y)
            for layer in 0..<5 {
                // A ridge is a line over x alone; noise mottles what it hides.
                let height = 0.34 + 0.13 * Float(layer)
                let wave =
                    0.030 * sin(x * (7 + 2.3 * Float(layer)) + Float(seed % 97) + Float(layer) * 1.7)
                    + 0.016 * sin(x * (19 + 5 * Float(layer)) + Float(layer) * 3.1)
                let edge = clamp((y - height - wave) * grid.unit + 0.5)
                let fade = smoothstep(0.20, 0, y - height - wave)
                value = mix(value, 0.80 - 0.13 * Float(layer), edge * fade * 0.85)
                value += 0.004 * ridges[layer][index] * edge
            }
            return clamp(value + 0.03 * haze[index])
        }
        return field(tone: tone) { index, _, _ in 0.10 * haze[index] }
    }
}
