/// Grounds of things: flames, stars, wind, houses, flowers, water.
extension GroundScene {
    func fire() -> GroundField {
        let bend = cloud(12, 0.22, octaves: 3), lick = self.cloud(13, 0.09, octaves: 3)
        // Noise read at places that bend sideways and are stretched upwards.
        let heat = grid.map { index, x, y in
            let wave =
                sin(x * 17 + 2.4 * bend[index] + Float(seed % 31)) * 0.5 + sin(x * 37 - y * 5 + 3.1 * bend[index]) * 0.3
            let height = 1.25 - 1.15 * y - 0.16 * wave - 0.10 * lick[index]
            return smoothstep(0.95, 0.15, height)
        }
        let tone = grid.map { index, _, y in clamp(0.10 + 0.88 * heat[index] + 0.04 * lick[index]) }
        let accent = grid.map { index, _, _ in smoothstep(0.42, 0.62, heat[index]) * smoothstep(0.98, 0.80, heat[index])
        }
        return field(tone: tone, accent: accent) { index, x, _ in
            .pi / 2 + 0.6 * bend[index] + 0.25 * lick[index] + 0.5 * (x - center.x)
        }
    }

    func night() -> GroundField {
        var dice = Dice(seed, stream: 14)
        let moon = SIMD3(
            clamp(center.x - side * dice.uniform(0.24, 0.32), 0.11, aspect - 0.11), dice.uniform(0.11, 0.19),
            dice.uniform(0.050, 0.075))
        let stars = (0..<34).map { _ in
            SIMD3(dice.uniform(0, aspect), dice.uniform(0, 0.75), 0.0022 + 0.0075 * pow(dice.uniform(), 3))
        }.filter { hypot($0.x - moon.x, $0.y - moon.y) > 1.6 * moon.z }
        let cloud = cloud(14, 0.3, octaves: 4)
        let accent = grid.map { _, x, y in
            let disc = coverage((hypot(x - moon.x, y - moon.y) - moon.z) * grid.unit, softness: 1)
            // A crescent: a second disc covers the side away from the light.
            let shade = coverage(
                (hypot(x - moon.x + 0.45 * moon.z * side, y - moon.y + 0.2 * moon.z) - moon.z * 0.92) * grid.unit,
                softness: 1)
            var value = disc * (1 - shade)
            for star in stars {
                let dx = abs(x - star.x), dy = abs(y - star.y)
                guard dx < 0.03, dy < 0.03 else { continue }
                value = max(value, coverage((hypot(dx, dy) - star.z * 0.45) * grid.unit, softness: 1))
            }
            return value
        }
        let tone = grid.map { index, x, y in
            var glow = 0.5 * exp(-pow(hypot(x - moon.x, y - moon.y) / 0.13, 2))
            for star in stars {
                let dx = x - star.x, dy = y - star.y, reach = 6 * star.z
                guard abs(dx) < 3 * reach, abs(dy) < 3 * reach else { continue }
                glow += 0.22 * exp(-(dx * dx + dy * dy) / (reach * reach))
            }
            return clamp(0.14 + 0.10 * cloud[index] + 0.22 * smoothstep(0.2, 1, y) + glow)
        }
        return field(tone: tone, accent: accent) { index, x, y in
            var dx = Float(1), dy = 0.25 * cloud[index]
            for star in stars where star.z > 0.004 {
                let sx = x - star.x, sy = y - star.y, weight = 3 * exp(-(sx * sx + sy * sy) / 0.006)
                let length = max(hypot(sx, sy), 1e-4)
                dx += -sy / length * weight
                dy += sx / length * weight
            }
            return atan2(dy, dx)
        }
    }

    func curl() -> GroundField {
        // Whirls as stream lines: the way of the wind runs along the level lines of a sum of vortices and noise.
        var dice = Dice(seed, stream: 15)
        let whirls = (0..<7).map { _ in
            SIMD4(
                dice.uniform(-0.05, aspect + 0.05), dice.uniform(-0.02, 0.9), dice.uniform(0.05, 0.13),
                dice.chance(0.5) ? 1 : -1)
        }
        let cloud = cloud(15, 0.35, octaves: 2)
        let stream = grid.map { index, x, y in
            var value = y * 1.0 + 0.06 * cloud[index]
            for whirl in whirls {
                let d2 = (x - whirl.x) * (x - whirl.x) + (y - whirl.y) * (y - whirl.y)
                value += 0.30 * whirl.w * exp(-d2 / (2.2 * whirl.z * whirl.z))
            }
            return value
        }
        let bands = grid.map { index, _, _ in 0.5 + 0.5 * sin(stream[index] * 62) }
        let tone = grid.map { index, x, y in
            clamp(0.30 + 0.30 * bands[index] + 0.30 * falloff(x, y) + 0.06 * cloud[index])
        }
        let accent = grid.map { index, _, _ in smoothstep(0.80, 0.97, bands[index]) }
        let (gx, gy) = grid.slopes(stream)
        return field(tone: tone, accent: accent) { index, _, _ in atan2(-gx[index], gy[index]) }
    }

    func city() -> GroundField {
        var dice = Dice(seed, stream: 16)
        var houses: [SIMD4<Float>] = []
        for layer in 0..<2 {
            var x: Float = -0.02
            while x < aspect + 0.02 {
                let width = dice.uniform(0.045, 0.11)
                let away = min(abs(x + width / 2 - center.x) / 0.4, 1)
                let top = dice.uniform(0.08, 0.34) + (layer == 0 ? 0.10 : 0.26) - 0.10 * away
                houses.append(SIMD4(x, x + width, top, Float(layer)))
                x += width + (dice.chance(0.3) ? dice.uniform(0, 0.02) : 0)
            }
        }
        let cloud = cloud(16, 0.35), lamps = seed
        let tone = grid.map { [houses] index, x, y in
            var value = 0.72 + 0.22 * smoothstep(0, 0.6, y) + 0.05 * cloud[index]
            for house in houses {
                let inside = min(min(x - house.x, house.y - x), y - house.z)
                value = mix(value, house.w == 0 ? 0.40 : 0.17, clamp(inside * grid.unit + 0.5))
            }
            return clamp(value + 0.04 * (falloff(x, y) - 0.5))
        }
        let accent = grid.map { [houses] _, x, y in
            var lit: Float = 0
            for (number, house) in houses.enumerated() where house.w == 1 {
                guard x > house.x + 0.006, x < house.y - 0.006, y > house.z + 0.012 else { continue }
                let column = ((x - house.x - 0.006) / 0.0135).rounded(.down),
                    row = ((y - house.z) / 0.021).rounded(.down)
                let u = x - house.x - 0.006 - column * 0.0135, v = y - house.z - row * 0.021
                let hash = Dice.mixed(
                    lamps &+ UInt64(number) &* 7919 &+ UInt64(max(column, 0)) &* 131 &+ UInt64(max(row, 0)))
                guard hash % 100 < 26 else { continue }
                let inside = min(min(u - 0.0035, 0.0115 - u), min(v - 0.006, 0.016 - v))
                lit = max(lit, clamp(inside * grid.unit + 0.5))
            }
            return lit
        }
        return field(tone: tone, accent: accent) { _, _, _ in .pi / 2 }
    }

    func garden() -> GroundField {
        var dice = Dice(seed, stream: 17)
        let flowers = (0..<64).map { _ in
            SIMD4(
                dice.uniform(-0.02, aspect + 0.02), dice.uniform(-0.02, 1.02), dice.uniform(0.013, 0.036),
                dice.uniform(0, 2 * .pi))
        }
        let leaf = cloud(17, 0.07, octaves: 3), cloud = self.cloud(18, 0.3)
        let accent = grid.map { _, x, y in
            var value: Float = 0
            for flower in flowers {
                let dx = x - flower.x, dy = y - flower.y
                guard abs(dx) < 1.4 * flower.z, abs(dy) < 1.4 * flower.z else { continue }
                // Five round petals that touch, and an eye between them.
                let sector = 2 * Float.pi / 5, angle = atan2(dy, dx) + flower.w, away = hypot(dx, dy)
                let off = angle - (angle / sector).rounded() * sector
                let petal = hypot(away * cos(off) - 0.60 * flower.z, away * sin(off)) - 0.385 * flower.z
                let eye = 0.16 * flower.z - away
                value = max(value, coverage(max(petal, eye) * grid.unit, softness: 1))
            }
            return value
        }
        let tone = grid.map { index, x, y in
            clamp(0.45 + 0.20 * leaf[index] + 0.10 * cloud[index] + 0.35 * (falloff(x, y) - 0.5))
        }
        return field(tone: tone, accent: accent) { index, _, _ in 1.4 * leaf[index] + cloud[index] }
    }

    func waves() -> GroundField {
        let cloud = cloud(19, 0.3), foam = self.cloud(20, 0.02, octaves: 2)
        let horizon: Float = 0.40, shift = Float(seed % 89)
        /// Height of the sea's surface below the horizon at row `number`, over x.
        @Sendable func crest(_ number: Float, _ x: Float) -> Float {
            let size = 0.012 + 0.008 * number
            return horizon + 0.055 * number + 0.011 * number * number * 0.35
                - size
                * (0.6 * sin(x * (26 - 2.4 * number) + number * 2.1 + shift)
                    + 0.4 * abs(sin(x * (13 - 1.1 * number) + number * 1.3 + shift)))
        }
        let tone = grid.map { index, x, y in
            var value = 0.88 - 0.28 * smoothstep(0.4, 0, y) + 0.05 * cloud[index]
            for number in 0..<8 {
                let depth = y - crest(Float(number), x)
                let inside = clamp(depth * grid.unit + 0.5)
                value = mix(value, 0.50 - 0.035 * Float(number) + 0.22 * smoothstep(0, 0.07, depth), inside)
            }
            return clamp(value)
        }
        let accent = grid.map { index, x, y in
            var value: Float = 0
            for number in 1..<8 {
                let depth = y - crest(Float(number), x), width = 0.0035 + 0.0012 * Float(number)
                let line = coverage((abs(depth - width) - width * (0.75 + 0.35 * foam[index])) * grid.unit, softness: 1)
                let below = number < 7 ? clamp((y - crest(Float(number + 1), x)) * grid.unit + 0.5) : 0
                value = max(value, line * (1 - below))
            }
            return value
        }
        return field(tone: tone, accent: accent) { index, x, _ in
            0.35 * cos(x * 24 + shift) + 0.15 * cloud[index]
        }
    }
}
