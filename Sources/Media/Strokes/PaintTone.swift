/// How a painter sets the key: which lightness the sitter's tones take.
package struct PaintKey: Sendable {
    /// Lightness that the face's darks and lights go to; mixed with the sitter's own.
    package var dark: Float = 0.28
    package var light: Float = 0.90
    /// How much of the sitter's own range stays, 0…1.
    package var own: Float = 0.35
    /// Contrast about 0.55.
    package var contrast: Float = 1.06
    /// How much fine tones are strengthened, in the face and, added to it, in the eyes.
    package var detail: Float = 0.15
    package var eyeDetail: Float = 0.45
    /// How much the light falls off away from the face, 0…1.
    package var falloff: Float = 0.2
    /// How much of the skin's furrows is filled, 0…1; strokes that repeat wrinkles age the sitter.
    package var filling: Float = 0
    /// How much colored lights replace the photograph's light, 0…1.
    package var relighting: Float = 0.5
    /// Lightness of the deepest dark.
    package var toe: Float = 0.10
    /// Strength of the lights' colors.
    package var lightColor: Float = 0.55

    package init() {}
}

/// The sitter's lightness in a painting's key, and what the lights add in a and b.
struct PaintTone: Sendable {
    let lightness: Plane
    let lights: (a: Plane, b: Plane)
    /// 1 between the lids.
    let eyes: Plane
    let paintedEyes: PaintedEyes

    init(_ page: Page, _ own: ColorPlane, key: PaintKey, lights: [Light]) {
        let grid = page.grid, face = page.face
        let isFace: (Int) -> Bool = { face.oval[$0] > 0.5 && page.hair[$0] < 0.4 && page.skin[$0] > 0.6 }
        let keyed = Self.keyed(page, own.c0, key, isFace: isFace)
        let (lit, a, b) = Self.lit(page, keyed, key, lights)
        // The skin keeps the sitter's depth.
        let before = quantile(own.c0.values(where: isFace), 0.5) ?? 0.6
        let after = quantile(lit.values(where: isFace), 0.5) ?? before
        let shift = clamp(after, before - 0.10, before + 0.01) - after
        // Lights on it rise a little more, and bend before they burn out.
        let bend = (quantile(own.c0.values(where: isFace), 0.96) ?? 0.9) - 0.06, room: Float = 0.13
        let eyes = EyeTone(page, own.c0, reach: 0, shares: (0.06, 0.95), least: 0.22), toe = key.toe
        let painter = PaintedEyes(page, own.c0)
        paintedEyes = painter
        let ranged = grid.map { index in
            let l = lit[index]
            // Darks and lights give way less, so that the range stays.
            let give = 1 - 0.45 * clamp(abs(l - after) * 2)
            let skin = max(page.skin[index], face.soft[index] * (1 - page.hair[index]))
            var toned = l + shift * give * skin
            if toned > bend { toned = mix(toned, bend + (1 - exp((bend - toned) / room)) * room, skin) }
            // No paint is black.
            let floor = toe * (1 - 0.75 * skin)
            let painted = (max(toned, 0) * max(toned, 0) + floor * floor).squareRoot()
            guard eyes.lids[index] > 0 else { return clamp(painted, 0.03, 0.985) }
            // Iris and white are told apart in any key.
            let range = eyes.range(at: index)
            let eye = clamp(mix(mix(0.19, range.low, 0.3), mix(0.84, range.high, 0.45), eyes.tone[index]), 0.12, 0.93)
            return clamp(mix(painted, eye, 0.8 * eyes.lids[index]), 0.03, 0.985)
        }
        lightness = painter.painted(over: ranged)
        self.eyes = eyes.lids
        self.lights = (a, b)
    }

    private static func keyed(_ page: Page, _ own: Plane, _ key: PaintKey, isFace: (Int) -> Bool) -> Plane {
        let grid = page.grid, face = page.face, iod = face.eyeDistance
        let broad = grid.blur(own, 0.25 * iod), soft = grid.blur(own, 0.006)
        let detailed = grid.map { index in
            let isSkin = page.skin[index] * face.soft[index] * (1 - face.features[index])
            // Only furrows are filled: lights stay.
            let filled = mix(own[index], max(own[index], soft[index]), key.filling * isSkin)
            let gain = 1 + key.detail + key.eyeDetail * face.eyes[index]
            return broad[index] + (filled - broad[index]) * gain + 0.02 * face.eyes[index]
        }
        let inFace = detailed.values(where: isFace)
        let low = quantile(inFace, 0.03) ?? 0.2, high = max(quantile(inFace, 0.97) ?? 0.9, low + 0.08)
        let dark = mix(key.dark, low, key.own), light = mix(key.light, high, key.own)
        let person = detailed.values { page.mask[$0] > 0.5 }
        let least = quantile(person, 0.02) ?? 0.1, most = max(quantile(person, 0.98) ?? 0.9, least + 0.2)
        let weight = grid.blur(grid.map { max(page.skin[$0], face.oval[$0]) }, 0.004)
        let contrast = key.contrast, own = key.own, falloff = key.falloff
        let center = face.center
        return grid.map { index, x, y in
            let l = detailed[index]
            var inside = l < low ? l * dark / max(low, 0.02) : dark + (l - low) / (high - low) * (light - dark)
            if inside > 0.86 { inside = 0.86 + (inside - 0.86) * 0.5 }
            let stretched = 0.08 + (l - least) / (most - least) * 0.86
            let outside = mix(stretched, l, 0.3 + 0.7 * own)
            let tone = 0.55 + (mix(outside, inside, weight[index]) - 0.55) * contrast
            let away = smoothstep(0.24, 0.72, hypot((x - center.x) * 1.15, y - center.y))
            return clamp(tone * (1 - falloff * away), 0.02, 0.985)
        }
    }

    /// Lights on the head's relief; eyes and lips keep half of their own.
    private static func lit(
        _ page: Page, _ tone: Plane, _ key: PaintKey, _ lights: [Light]
    ) -> (Plane, a: Plane, b: Plane) {
        let grid = page.grid, face = page.face
        guard !lights.isEmpty else { return (tone, grid.plane(), grid.plane()) }
        let (gx, gy) = grid.slopes(grid.blur(page.relief, 0.006))
        let rays = lights.map { light in
            let length = max((light.from * light.from).sum().squareRoot(), 1e-6)
            return (light.from / length, light.color.lab, light.strength, light.focus)
        }
        let kept = grid.blur(grid.map { max(face.eyes[$0], 0.6 * face.lips[$0]) }, 0.04 * face.eyeDistance)
        let a = grid.plane(), b = grid.plane(), lit = grid.plane()
        let strongest = max(lights.map(\.strength).max() ?? 1, 0.05)
        // A weak light leaves the photograph's own.
        let relighting = key.relighting * min(1, 1.7 * strongest), strength = key.lightColor
        grid.each { index, _, _ in
            var normal = SIMD3(-gx[index], -gy[index], 1)
            normal /= (normal * normal).sum().squareRoot()
            var sum: Float = 0, red: Float = 0, yellow: Float = 0
            for (from, color, power, focus) in rays {
                let amount = power * pow(max((normal * from).sum(), 0), focus)
                sum += amount
                red += amount * color.y
                yellow += amount * color.z
            }
            let own = tone[index]
            let shaded = own * (1 - relighting + relighting * clamp(sum / (0.8 * strongest), 0, 1.4))
            lit[index] = clamp(mix(shaded, own + 0.03, 0.5 * kept[index]), 0.02, 0.985)
            let weight = strength * (0.3 + 0.7 * lit[index]) * (1 - 0.5 * kept[index]) * page.mask[index]
            a[index] = red * weight
            b[index] = yellow * weight
        }
        return (lit, a, b)
    }
}
