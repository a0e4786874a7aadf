/// What each drum prints: coverage 0…1 on the page's grid, before the screens.
struct RisographPlates: Sendable {
    /// In the order key, lead, third.
    let plates: [Plane]
    /// Drawn with the key: solid, positive inside.
    let lines: Plane

    init(
        _ page: Page, flat: FlatTone, field: GroundField, inks: SpotInks, manner: Risograph.Manner, seed: UInt64
    ) {
        let grid = page.grid, face = page.face
        let mask = grid.blur(page.mask, 0.0014)
        let round = grid.blur(flat.base, 0.0036), middle = grid.blur(flat.base, 0.0016),
            fine = grid.blur(flat.base, 0.0008)
        let tone = grid.map { index in
            mix(mix(round[index], middle[index], face.soft[index]), fine[index], clamp(face.features[index] * 1.2))
        }
        let skin = grid.blur(page.skin, 0.0022), hair = grid.blur(page.hair, 0.0022)
        let cloth = grid.blur(page.clothes, 0.0022)
        // Soft flat steps: lights, half tones, shade.
        let high = flat.threshold(0.62, cap: 0.85), half = flat.threshold(0.30, cap: 0.60),
            low = flat.threshold(0.10, cap: 0.40)
        let bright = flat.threshold(0.86, cap: 0.96)
        let white = grid.map { index in
            max(face.mouth[index], 0.8 * face.eyes[index]) * smoothstep(half, high, fine[index])
        }
        /// Shade of the face, 0 in its lights … 1 in its deepest.
        let shade = grid.map { index in
            let t = tone[index]
            return 0.30 * smoothstep(high + 0.06, high - 0.06, t) + 0.35 * smoothstep(half + 0.045, half - 0.045, t)
                + 0.35 * smoothstep(low + 0.03, low - 0.03, t)
        }
        let lit = grid.map { smoothstep(bright - 0.05, bright + 0.07, tone[$0]) }
        let balance = Self.balance(page, shade: shade, lit: lit, inks: inks)
        let third = inks.third != nil
        let hairDark = 1 - page.hairLightness
        let ground = RisographGround(page, field: field, manner: manner, seed: seed)

        let key = grid.map { index in
            let t = tone[index], m = mask[index]
            let onSkin = Self.keyOnSkin(shade[index], lit: lit[index], extra: balance) * (1 - white[index])
            let onHair = clamp((1 - t) * (0.45 + 0.75 * hairDark) + 0.25 * hairDark)
            let onCloth = clamp(1.05 - 1.35 * t)
            let sitter = onSkin * skin[index] + onHair * hair[index] + onCloth * cloth[index]
            return clamp(sitter * m + ground.key[index] * (1 - m))
        }
        let lead = grid.map { index in
            let t = tone[index], m = mask[index]
            let onSkin = Self.leadOnSkin(shade[index], lit: lit[index], extra: balance) * (1 - white[index])
            let onHair = third ? 0.25 * (1 - t) + 0.35 * (1 - hairDark) : 0.35
            let onCloth = third ? 0.12 : 0.55 * smoothstep(0.9, 0.3, t)
            let sitter = onSkin * skin[index] + onHair * hair[index] + onCloth * cloth[index]
            return clamp(sitter * m + ground.lead[index] * (1 - m))
        }
        var plates = [key, lead]
        if third {
            plates.append(
                grid.map { index in
                    let t = tone[index], m = mask[index]
                    let onSkin = 0.45 * smoothstep(0.35, 1, shade[index])
                    let onHair = 0.55 * smoothstep(0.75, 0.2, t)
                    let onCloth = 0.25 + 0.65 * smoothstep(0.95, 0.35, t)
                    let sitter = onSkin * skin[index] + onHair * hair[index] + onCloth * cloth[index]
                    return clamp(sitter * m + ground.third[index] * (1 - m))
                })
        }
        self.plates = plates
        let drawn = grid.lines(
            flat.key, page.flow, sigma: 0.0012, strength: 15, threshold: 0.66, steepness: 6,
            fineness: grid.map { clamp(face.features[$0] + 0.2) })
        lines = grid.map { index in
            let weight = clamp(max(face.eyes[index], max(0.9 * face.lips[index], max(0.8 * face.brows[index], 0.55 * face.nose[index]))) * 1.3 + 0.12)
            return ((1 - drawn[index]) * weight - 0.5) * mask[index] - (1 - mask[index]) * 0.5
        }
    }

    @inline(__always)
    static func keyOnSkin(_ shade: Float, lit: Float, extra: Float) -> Float {
        clamp(max(shade - 0.30, 0) * 0.95 + max(extra, 0) * (1 - 0.75 * lit))
    }

    @inline(__always)
    static func leadOnSkin(_ shade: Float, lit: Float, extra: Float) -> Float {
        clamp((0.26 + 0.42 * shade) * (1 + 0.6 * extra) * (1 - 0.8 * lit * (1 - max(extra, 0))))
    }

    /// How much more ink darker skin takes (below 0: less), so that its median is printed no more than 0.04 lighter
    /// and no more than 0.1 darker than it is.
    private static func balance(_ page: Page, shade: Plane, lit: Plane, inks: SpotInks) -> Float {
        func counts(_ index: Int) -> Bool {
            page.face.oval[index] > 0.5 && page.face.features[index] < 0.3 && page.hair[index] < 0.3
        }
        let own = quantile(page.lab.c0.values(where: counts), 0.5) ?? 0.65
        let shades = shade.values(where: counts), lights = lit.values(where: counts)
        let paper = SIMD3<Float>(repeating: 0.9)
        func median(_ extra: Float) -> Float {
            let printed = stride(from: 0, to: shades.count, by: 7).map { index -> Float in
                let key = keyOnSkin(shades[index], lit: lights[index], extra: extra)
                let lead = leadOnSkin(shades[index], lit: lights[index], extra: extra)
                let third = inks.third == nil ? 0 : 0.45 * smoothstep(0.35, 1, shades[index])
                return OKLab.from(linear: inks.printed(paper, [key, lead, third])).x
            }
            return quantile(printed, 0.5) ?? own
        }
        var low: Float = -0.8, high: Float = 0.85
        let start = median(0)
        if start < own + 0.04, start > own - 0.10 { return 0 }
        let aim = start > own ? own + 0.03 : own - 0.08
        for _ in 0..<14 {
            let middle = (low + high) / 2
            if median(middle) > aim { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}

/// The ground's share of each plate: the design's tone and object, or one flat shape behind the head.
struct RisographGround: Sendable {
    let key: Plane
    let lead: Plane
    let third: Plane

    init(_ page: Page, field: GroundField, manner: Risograph.Manner, seed: UInt64) {
        let grid = page.grid, center = page.face.center
        var dice = Dice(seed, stream: 0x6D)
        let middle = SIMD2(center.x + page.lightSide * -0.06, center.y - 0.03), radius = dice.uniform(0.32, 0.37)
        if manner.isBold {
            // One disc that fades downward, on bare paper.
            lead = grid.map { _, x, y in
                let inside = coverage((hypot(x - middle.x, y - middle.y) - radius) * grid.unit, softness: 1)
                return inside * mix(0.95, 0.15, smoothstep(middle.y - radius, middle.y + radius, y))
            }
            key = grid.map { [accent = field.accent] index, x, y in
                0.5 * accent[index] * smoothstep(radius, radius + 0.02, hypot(x - middle.x, y - middle.y))
            }
            third = grid.plane()
            return
        }
        let soft = grid.blur(field.tone, 0.0016), accent = grid.blur(field.accent, 0.0008)
        let isThree = manner.inks > 2
        lead = grid.map { index in
            let wash = isThree ? 0.55 * smoothstep(0.55, 1, soft[index]) : 0.75 * (1 - soft[index])
            return clamp(max(wash * (1 - accent[index]), 0.95 * accent[index]))
        }
        key = grid.map { index in
            (isThree ? 0.85 : 0.55) * smoothstep(0.34, 0.04, soft[index]) * (1 - accent[index])
        }
        third = grid.map { index in clamp(1.05 - 1.1 * soft[index]) * (1 - 0.9 * accent[index]) }
    }
}
