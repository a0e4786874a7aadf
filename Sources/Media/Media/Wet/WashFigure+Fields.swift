/// The fields that a figure's washes are cut from.
extension WashFigure {
    /// The sitter's tone in the shapes of a brush: hair in sweeps, the rest a little loose.
    static func tone(_ page: Page, flat: FlatTone, seed: UInt64, settings: Settings) -> Plane {
        let grid = page.grid, face = page.face
        let hairTone = hairTone(flat.base, page, seed: seed)
        let wide = grid.blur(flat.base, 0.0021 * settings.rounding),
            middle = grid.blur(flat.base, 0.0016 * settings.rounding)
        let tone = grid.map { index in
            mix(mix(wide[index], middle[index], face.soft[index]), hairTone[index], page.hair[index])
        }
        return grid.warped(tone, by: 0.0021 * settings.looseness, feature: 0.02, seed: seed &+ 1)
    }

    /// How many washes lie at a place: by quantiles of the face and of the hair, and by fixed tones in clothes.
    static func depth(
        _ page: Page, flat: FlatTone, tone: Plane, fineness: Plane, regions: SitterRegions
    ) -> Plane {
        let face = page.face, irises = page.irises
        let skinCuts = WashCuts(
            zip(WashScale.shares, [0.93, 0.74, 0.52, 0.34, 0.20] as [Float]).map { flat.threshold($0, cap: $1) })
        let inHair = tone.values { page.hair[$0] > 0.6 }
        let hairCuts = WashCuts([0.90, 0.60, 0.30, 0.10, 0.03].map { quantile(inHair, $0) ?? 0.5 })
        let clothesCuts = WashCuts([0.82, 0.62, 0.42, 0.25, 0.12])
        return page.grid.map { index in
            let t = mix(tone[index], flat.base[index], fineness[index])
            var onSkin = skinCuts(t)
            // Shaded necks and ears hold fewer darks than a face.
            if onSkin > 2 { onSkin = 2 + (onSkin - 2) * (0.5 + 0.5 * face.soft[index]) }
            // Lips never stay bare; teeth stand in one light.
            onSkin = max(onSkin, 1.5 * smoothstep(0.45, 0.9, face.lips[index]) * (1 - face.mouth[index]))
            if t > 0.5 { onSkin *= 1 - 0.6 * smoothstep(0.55, 0.9, face.mouth[index]) }
            onSkin = max(onSkin, 4.8 * irises[index])
            let s = regions.skin[index], h = regions.hair[index], c = regions.clothes[index] + 0.004
            return (onSkin * s + hairCuts(t) * h + clothesCuts(t) * c) / max(s + h + c, 0.01)
        }
    }

    /// Hair in long smooth masses, not strands, with the sweep of a brush in them.
    private static func hairTone(_ base: Plane, _ page: Page, seed: UInt64) -> Plane {
        let grid = page.grid
        let half = grid.halved
        let small = half.blur(grid.reduced(base, by: 2), 0.0016)
        let flow = half.edgeFlow(small, detail: 0.003, smoothness: 0.014).flow
        let sweep = half.along(flow, half.noise(seed &+ 21, 0.005, octaves: 2), 0.018)
        let smooth = half.along(flow, small, 0.014)
        return grid.enlarged(half.map { clamp(smooth[$0] + 0.05 * sweep[$0]) }, by: 2)
    }

    /// The face is finished; below it the brush runs out in sweeps along the shoulders: signed depth within the edge,
    /// positive inside, in page heights, and how dry the brush was.
    static func cover(_ page: Page, seed: UInt64, settings: Settings) -> (level: Plane, dryness: Plane) {
        let grid = page.grid, center = page.face.center
        if let margin = settings.taped { return (grid.taped(margin, seed: seed), grid.plane()) }
        var dice = Dice(seed, stream: 0xC0)
        let swept = grid.swept(shoulderSweeps(page, finish: settings.finish, &dice), softness: 0.0016)
        let lobes = grid.noise(seed &+ 13, 0.10, octaves: 3)
        let slope = dice.uniform(-0.25, 0.25), run = dice.uniform(-0.03, 0.03)
        // A close-up has no chest to run out on.
        let end: Float = page.isCloseUp ? 2 : settings.finish + 0.38 + run
        let level = grid.map { index, x, y in
            let chest = end - 0.25 * abs(x - center.x) + slope * (x - center.x) - y
            return max(swept.level[index], chest + 0.010 * lobes[index]) + 0.004 * lobes[index]
        }
        // Small gaps between sweeps, on a neck above all, look like torn paper.
        let gaps = grid.scraps(of: grid.map { level[$0] < 0.002 && page.mask[$0] > 0.4 ? 1 : 0 }, smallerThan: 0.006)
        let filled = grid.blur(grid.grown(gaps, by: 0.004), 0.0015)
        return (
            grid.map { max(level[$0], mix(-0.03, 0.03, filled[$0])) },
            grid.map { swept.dryness[$0] * (1 - filled[$0]) }
        )
    }

    private static func shoulderSweeps(_ page: Page, finish: Float, _ dice: inout Dice) -> [Sweep] {
        guard finish > 0.36 else { return [] }
        let face = page.face, iod = face.eyeDistance, collar = face.chin.y + 0.33 * iod
        // From the collar: down its middle, and outward on both sides.
        return (-6...6).map { number in
            let side: Float = number < 0 ? -1 : 1, out = max(Float(abs(number)) - 1, 0) / 5
            let isMiddle = number == 0
            let from = isMiddle ? 0 : side * iod * (0.15 + 0.9 * out) + dice.normal(0.012)
            let lean = isMiddle ? dice.normal(0.12) : side * (0.10 + 0.75 * out + dice.normal(0.10))
            return Sweep(
                start: SIMD2(face.center.x + from, collar + dice.normal(0.02)), angle: .pi / 2 - lean,
                length: (finish - 0.26) * dice.uniform(0.7, 1.35), halfWidth: dice.uniform(0.030, 0.052),
                turn: -side * dice.uniform(0, 0.4), ragged: 0.03,
                dryness: dice.chance(0.5) ? dice.uniform(0.6, 1) : 0.1, number: UInt32(truncatingIfNeeded: dice.next()))
        }
    }

    /// Where hair was still wet when the ground was laid, its pigment runs out.
    static func bleed(_ page: Page, seed: UInt64) -> Plane {
        let grid = page.grid
        let spread = grid.blur(page.hair, 0.013), gate = grid.noise(seed &+ 19, 0.11, octaves: 2),
            lobes = grid.noise(seed &+ 20, 0.02, octaves: 2)
        let dark = smoothstep(0.7, 0.35, page.hairLightness)
        return grid.map { index in
            let run = smoothstep(0.10, 0.42, spread[index] + 0.05 * lobes[index])
            return dark * run * smoothstep(0.35, 1.2, gate[index])
        }
    }
}
