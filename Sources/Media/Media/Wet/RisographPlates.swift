/// What each drum prints: coverage 0…1 on the page's grid, before the screens.
struct RisographPlates: Sendable {
    /// In the order key, lead, third.
    let plates: [Plane]
    /// Drawn with the key: solid, positive inside.
    let lines: Plane

    init(
        _ page: Page, flat: FlatTone, tone design: Plane, object: Plane, inks: SpotInks, paper: Ink,
        manner: Risograph.Manner, seed: UInt64
    ) {
        let grid = page.grid
        let eyes = CalmEyes(page, EyeDrawing(page, flat.base)), calm = CalmFace(page, hollow: eyes.hollow)
        let tone = PlateTone(page, flat: flat, eyes: eyes, calm: calm)
        let balance = Self.balance(page, tone: tone, inks: inks, paper: paper)
        let ground = RisographGround(page, tone: design, object: object, manner: manner, inks: inks, seed: seed)
        let mask = grid.blur(page.mask, 0.0014)
        let regions = SitterRegions(page, softness: 0.0022)
        let isThree = inks.third != nil, dark = 1 - page.hairLightness
        /// Shares of skin, hair and clothes over the ground's.
        func plate(
            _ ground: Plane, onSkin: @Sendable (Int) -> Float, onHair: @Sendable (Float) -> Float,
            onCloth: @Sendable (Float) -> Float
        ) -> Plane {
            grid.map { index in
                let t = tone.tone[index], m = mask[index]
                let sitter =
                    onSkin(index) * regions.skin[index] + onHair(t) * regions.hair[index]
                    + onCloth(t) * regions.clothes[index]
                return clamp(sitter * m + ground[index] * (1 - m))
            }
        }
        let key = plate(
            ground.key,
            onSkin: { Self.keyOnSkin(tone, $0, extra: balance) * (1 - tone.white[$0]) },
            onHair: { clamp((1 - $0) * (0.35 + 0.85 * dark) + 0.2 * dark - 0.1) }, onCloth: { clamp(0.92 - 1.5 * $0) })
        let lead = plate(
            ground.lead,
            onSkin: { Self.leadOnSkin(tone, $0, extra: balance) * (1 - tone.white[$0]) },
            onHair: { isThree ? 0.25 * (1 - $0) + 0.35 * (1 - dark) : 0.35 },
            onCloth: { isThree ? 0.12 : 0.55 * smoothstep(0.9, 0.3, $0) })
        let third =
            isThree
            ? plate(
                ground.third, onSkin: { 0.40 * smoothstep(0.45, 1, tone.shade[$0]) },
                onHair: { 0.75 * smoothstep(0.85, 0.3, $0) }, onCloth: { 0.12 + 0.95 * smoothstep(0.95, 0.45, $0) })
            : nil
        plates = [key, lead] + (third.map { [$0] } ?? [])
        lines = Self.lines(page, flat: flat, tone: tone, eyes: eyes, calm: calm)
    }

    /// Eyes, lips, brows and nose, drawn; no lines between teeth.
    private static func lines(
        _ page: Page, flat: FlatTone, tone: PlateTone, eyes: CalmEyes, calm: CalmFace
    ) -> Plane {
        let grid = page.grid, face = page.face
        let drawn = grid.lines(
            flat.key, page.flow, sigma: 0.0012, strength: 15, threshold: 0.66, steepness: 6,
            fineness: grid.map { clamp(face.features[$0] + 0.2) })
        return grid.map { index in
            let brow = max(0.8 * face.brows[index], 0.55 * face.nose[index])
            let weight = clamp(max(max(face.eyes[index], 0.9 * face.lips[index]), brow) * 1.3 + 0.12)
            let teeth = smoothstep(0.5, 0.9, face.mouth[index]) * tone.bright[index]
            let bare = 1 - 0.9 * max(calm.unlined[index], eyes.weight[index])
            let line = max(
                (1 - drawn[index]) * weight * (1 - 0.9 * teeth) * bare, eyes.weight[index] * (1 - eyes.tone[index]))
            return (line - 0.5) * page.mask[index] - (1 - page.mask[index]) * 0.5
        }
    }

    // Darker skin is first printed fuller in the lead, as far as that goes; only then the key comes in, and it always
    // follows the face's own shades: an even veil of it would leave nothing but the lights, as on a negative.

    @inline(__always)
    static func keyOnSkin(_ tone: PlateTone, _ index: Int, extra: Float) -> Float {
        let veil = clamp((extra - 0.3) / 0.7)
        // The darkest skin is nearly solid key, from which its lights are left.
        let body = mix(0.25 + 0.75 * tone.grade[index], 0.80 + 0.18 * tone.grade[index], clamp((extra - 1) / 0.6))
        return clamp(max(tone.shade[index] - 0.32, 0) * (1 - 0.35 * veil) + veil * body * (1 - 0.45 * tone.lit[index]))
    }

    @inline(__always)
    static func leadOnSkin(_ tone: PlateTone, _ index: Int, extra: Float) -> Float {
        let full = clamp(extra / 0.55), light = 0.8 - 0.45 * full
        let plain = (0.26 + 0.42 * tone.shade[index]) * (1 + min(0, 0.6 * extra))
        return clamp(mix(plain, 0.72 + 0.2 * tone.grade[index], full) * (1 - light * tone.lit[index]))
    }

    /// How much more ink darker skin takes (below 0: less), so that its median is printed no more than 0.05 lighter
    /// and no more than 0.07 darker than it is.
    private static func balance(_ page: Page, tone: PlateTone, inks: SpotInks, paper: Ink) -> Float {
        let own = page.complexion, sheet = OKLab.linear(paper.lab)
        let places = (0..<page.grid.width * page.grid.height).filter(page.isComplexion)
        let chosen = stride(from: 0, to: places.count, by: max(places.count / 3000, 1)).map { places[$0] }
        func median(_ extra: Float) -> Float {
            let printed = chosen.map { index -> Float in
                let key = keyOnSkin(tone, index, extra: extra), lead = leadOnSkin(tone, index, extra: extra)
                let third = inks.third == nil ? 0 : 0.40 * smoothstep(0.45, 1, tone.shade[index])
                return OKLab.from(linear: inks.printed(sheet, [key, lead, third])).x
            }
            return quantile(printed, 0.5) ?? own
        }
        var low: Float = -0.8, high: Float = 1.6
        let start = median(0)
        if start < own + 0.05, start > own - 0.07 { return 0 }
        let aim = start > own ? own + 0.045 : own - 0.06
        for _ in 0..<14 {
            let middle = (low + high) / 2
            if median(middle) > aim { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}

/// The sitter's tone in soft flat steps.
struct PlateTone: Sendable {
    let tone: Plane
    /// Shade of the face, 0 in its lights … 1 in its deepest.
    let shade: Plane
    /// The same without steps.
    let grade: Plane
    /// Its strongest lights.
    let lit: Plane
    /// Teeth and the whites of the eyes.
    let white: Plane
    /// Brighter than the face's middle, wherever it is.
    let bright: Plane

    init(_ page: Page, flat: FlatTone, eyes: CalmEyes, calm: CalmFace) {
        let grid = page.grid, face = page.face
        let round = grid.blur(flat.base, 0.0036), middle = grid.blur(flat.base, 0.0016),
            fine = grid.blur(flat.base, 0.0008)
        let tone = grid.map { index in
            mix(mix(round[index], middle[index], face.soft[index]), fine[index], clamp(face.features[index] * 1.2))
        }
        let low = flat.threshold(0.10, cap: 0.40), half = max(flat.threshold(0.30, cap: 0.60), low + 0.02),
            high = max(flat.threshold(0.62, cap: 0.85), half + 0.02), top = flat.threshold(0.86, cap: 0.96)
        let teethLevel = Figure.teeth(page), teeth = grid.blur(grid.map { teethLevel[$0] > 0 ? 1 : 0 }, 0.0010)
        white = grid.map { max(teeth[$0], eyes.weight[$0] * eyes.tone[$0]) }
        shade = grid.map { index in
            let t = tone[index], clear = 1 - 0.55 * face.eyes[index]
            let first = 0.30 * smoothstep(high + 0.06, high - 0.06, t)
            let second = 0.35 * smoothstep(half + 0.045, half - 0.045, t)
            let whole = clear * (first + second + 0.35 * smoothstep(low + 0.03, low - 0.03, t))
            // The key about a mouth would be a muzzle.
            return mix(whole, min(whole, 0.42), 0.8 * max(calm.muzzle[index], calm.unblacked[index]))
        }
        let least = flat.threshold(0.04), most = max(flat.threshold(0.90), least + 0.05)
        grade = grid.map { (1 - 0.45 * face.eyes[$0]) * clamp((most - tone[$0]) / (most - least)) }
        // The light of a lip is no paper.
        lit = grid.map { smoothstep(top - 0.05, top + 0.07, tone[$0]) * (1 - 0.8 * face.lips[$0]) }
        bright = grid.map { smoothstep(half, high, round[$0]) }
        self.tone = tone
    }
}
