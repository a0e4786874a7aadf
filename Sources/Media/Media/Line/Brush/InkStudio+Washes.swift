extension InkStudio {
    /// Washes from light to dark, those of the ground first.
    func washes() -> [Wash] {
        let palette = direction.palette, gray = Ink(lab: mix(palette.key.lab, palette.paper.lab, 0.30))
        var result = groundWashes()
        let steps: [(share: Float, cap: Float, elsewhere: Float, density: Float)] =
            switch layout {
            case .washes, .ring: [(0.60, 0.80, 0.74, 0.26), (0.33, 0.6, 0.52, 0.36), (0.13, 0.42, 0.33, 0.55)]
            case .sparse: [(0.42, 0.66, 0.50, 0.24), (0.13, 0.36, 0.22, 0.42)]
            case .colored: [(0.52, 0.74, 0.60, 0.26), (0.2, 0.46, 0.36, 0.42)]
            }
        result.append(
            contentsOf: complexionWashes(
                gray,
                over: steps.filter { flat.threshold($0.share, cap: $0.cap) > flat.threshold(0.5) + 0.02 }.map(\.density)
            ))
        result.append(contentsOf: hairWash(gray, over: steps.map { ($0.elsewhere, $0.density) }))
        if layout == .colored { result.append(contentsOf: localColors()) }
        for (number, step) in steps.enumerated() {
            result.append(
                wash(
                    shade(step.share, cap: step.cap, elsewhere: step.elsewhere), gray, density: step.density,
                    stream: 11 + UInt64(number)))
        }
        result.append(contentsOf: featureWashes(gray))
        return result
    }

    /// Darker skin is painted with more and fuller washes, from its own tone up: one of gray, and one of full
    /// ink; both leave its lights.
    ///
    /// - Parameter others: densities of the washes that cover most of the face anyway.
    private func complexionWashes(_ gray: Ink, over others: [Float]) -> [Wash] {
        let grid = page.grid, palette = direction.palette, aim = page.complexion + 0.04
        let openings = study.eyes.openings
        let key = Ink(lab: mix(palette.key.lab, palette.paper.lab, 0.08))
        var sheet = palette.paper.rgb
        // Pooling leaves a wash a little thinner than it is mixed.
        func lay(_ ink: Ink, _ density: Float) -> SIMD3<Float> {
            sheet * (1 - 0.86 * density + 0.86 * density * ink.rgb)
        }
        // Bare paper in a dark face would be islands: a thin wash lies under all of it, teeth and eyes included.
        // So it does, thinner, under the lights of any skin that is not as white as paper.
        let dark = page.modelling, under = max(0.42 * dark, 0.11 * smoothstep(0.84, 0.66, page.complexion))
        var result: [Wash] = []
        if under > 0.03 {
            let whole = grid.map { index in
                let white = study.teeth[index] + 0.5 * openings[index] * smoothstep(0.4, 0.7, study.tone[index])
                return min((page.skin[index] - 0.5) * 0.6, (torn[index] - 0.42) * 0.5) - (1 - dark) * white
            }
            result.append(wash(whole, gray, density: under, stream: 4, softness: 0.10))
            sheet = lay(gray, under)
        }
        // Half of them: their edges wander about the face's middle tones.
        for density in others { sheet = lay(gray, 0.5 * density) }
        if layout == .colored { sheet = lay(Ink(lab: palette.skin(clamp(page.complexion))), 0.42) }
        /// How full a wash has to be, at most `most`.
        func density(_ ink: Ink, most: Float) -> Float {
            let steps = (0...40).map { most * Float($0) / 40 }
            return steps.first { OKLab.from(srgb: lay(ink, $0)).x <= aim } ?? most
        }
        let skin = grid.map { index in
            min((page.skin[index] - 0.5) * 0.6, (torn[index] - 0.42) * 0.5) - study.teeth[index]
                - 0.5 * openings[index] * smoothstep(0.4, 0.7, study.tone[index])
        }
        let first = density(gray, most: 0.7)
        guard first > 0.04 else { return result }
        sheet = lay(gray, first)
        let second = density(key, most: 0.93)
        func leaving(_ share: Float) -> Plane {
            let lights = flat.level(below: flat.thresholds(share, cap: 0.95, elsewhere: 0.85), rounding: 0.004)
            // The darker the skin, the softer its lights come out of the wash.
            return grid.map { min(skin[$0], mix(0.8, 0.4, dark) * lights[$0] + 0.02 * dark) }
        }
        result.append(wash(leaving(mix(0.92, 0.975, dark)), gray, density: first, stream: 5, softness: 0.10))
        guard second > 0.04 else { return result }
        // Dark skin takes full ink in two steps: one would leave it flat between its lights.
        let half = 0.55 * dark * second
        if half > 0.04 { result.append(wash(leaving(0.88), key, density: half, stream: 7, softness: 0.14)) }
        let rest = 1 - (1 - second) / (1 - half)
        result.append(wash(leaving(mix(0.86, 0.66, dark)), key, density: rest, stream: 6, softness: 0.12))
        return result
    }

    /// Thin ink over all hair that the other washes would leave lighter than it is: hair has its own lightness, which the
    /// sitter's range of tones does not tell.
    ///
    /// - Parameter others: tones below which the other washes lie, and their densities.
    private func hairWash(_ gray: Ink, over others: [(tone: Float, density: Float)]) -> [Wash] {
        guard let middle = quantile(flat.base.values { page.hair[$0] > 0.6 }, 0.5) else { return [] }
        var sheet = direction.palette.paper.rgb
        for wash in others where wash.tone > middle { sheet *= 1 - wash.density + wash.density * gray.rgb }
        let steps = (0...40).map { 0.8 * Float($0) / 40 }
        let density =
            steps.first { OKLab.from(srgb: sheet * (1 - $0 + $0 * gray.rgb)).x <= page.hairLightness + 0.10 } ?? 0.8
        guard density > 0.08 else { return [] }
        // Light locks, and a white cap taken for hair, stay.
        let light = page.grid.blur(page.lab.c0, 0.004), most = page.hairLightness + 0.16
        let hair = page.grid.map { index in
            min(min((page.hair[index] - 0.5) * 0.6, (torn[index] - 0.42) * 0.5), (most - light[index]) * 0.8)
        }
        return [wash(hair, gray, density: density, stream: 8, softness: 0.08)]
    }

    /// Where the sitter is darker than a threshold, with lights kept in eyes and teeth.
    private func shade(_ share: Float, cap: Float, elsewhere: Float) -> Plane {
        let level = flat.level(below: flat.thresholds(share, cap: cap, elsewhere: elsewhere), rounding: 0.005)
        let openings = study.eyes.openings
        return page.grid.map { index in
            let kept = max(0.10 * page.face.eyes[index], 0.6 * openings[index]) + 0.8 * study.teeth[index]
            return min(min(level[index], (page.mask[index] - 0.5) * 0.5), (torn[index] - 0.42) * 0.5) - kept * 0.5
        }
    }

    /// - Parameter level: positive where the wash lies.
    func wash(_ level: Plane, _ ink: Ink, density: Float, stream: UInt64, softness: Float = 0.05) -> Wash {
        let grid = page.grid, seed = direction.seed &+ stream &* 17, near = page.face.features
        let moved = grid.warped(level, by: 0.0024, feature: 0.024, seed: seed)
        // Features keep their place: only the broad washes wander.
        let wandering = grid.map { mix(moved[$0], level[$0], clamp(near[$0] * 1.4)) }
        let full = grid.map { smoothstep(-0.03, 0.03, wandering[$0]) }
        let spread = grid.blur(full, 0.006), cloud = grid.noise(seed &+ 6, 0.06, octaves: 3)
        let pool = grid.map { index in
            let rim = max(full[index] - spread[index], 0) * (1.15 - 0.75 * wetness[index])
            return 0.84 + 0.15 * cloud[index] + 0.85 * rim
        }
        // Wet places bleed, dry ones end sharply.
        let soft = grid.map { softness * (0.12 + 1.3 * wetness[$0] * wetness[$0]) * (1 - 0.75 * near[$0]) }
        return Wash(ink: ink, level: wandering, softness: soft, pool: pool, density: density)
    }

    /// The ground in thin ink, its object in color, both torn at their ends and clear of the head's lit side.
    private func groundWashes() -> [Wash] {
        let grid = page.grid, palette = direction.palette, center = page.face.center, side = page.lightSide
        let torn = grid.noise(direction.seed &+ 61, 0.07, octaves: 4)
        let outside = grid.blur(page.mask, 0.003)
        let gray = Ink(lab: mix(palette.key.lab, palette.paper.lab, 0.35))
        let isCity = direction.ground == .city
        // Lit windows alone would be confetti: they are left to houses, which are washed in around them.
        let near = grid.map { _, x, _ in 0.30 - abs((x - center.x) * side + 0.16) }
        let houses = grid.map { [tone = grid.blur(field.tone, 0.004)] index in
            let house = min((0.5 - tone[index] - 0.3 * field.accent[index]) * 0.5, near[index])
            return min(house + 0.006 * torn[index], (0.55 - outside[index]) * 0.4)
        }
        let object = grid.map { index in
            let own = min((field.accent[index] - 0.5) * 0.5, (0.55 - outside[index]) * 0.4) + 0.012 * torn[index]
            return isCity ? min(own, near[index]) : own
        }
        let reach: Float = layout == .sparse ? 0.20 : 0.26
        let cloud = grid.map { index, x, y in
            let dx = ((x - center.x) * side + 0.22) / reach, dy = (y - center.y - 0.14) / 0.30
            let shape = exp(-dx * dx - dy * dy) * (1 + 0.30 * torn[index]) - 0.42
            let design = 0.25 * (0.55 - field.tone[index])
            return min(shape * 0.6 + design, (0.55 - outside[index]) * 0.4)
        }
        var result = [wash(cloud, gray, density: layout == .ring ? 0.16 : 0.24, stream: 1, softness: 0.07)]
        if isCity, layout != .sparse {
            result.append(wash(houses, gray, density: 0.22, stream: 3, softness: 0.03))
        }
        if layout == .sparse {
            result.append(wash(moon(torn, outside), palette.ink(0), density: 0.62, stream: 2))
        } else if layout != .ring {
            result.append(wash(object, palette.ink(0), density: layout == .colored ? 0.7 : 0.5, stream: 2))
        }
        return result
    }

    /// A washed disc behind the head's shadow side.
    private func moon(_ torn: Plane, _ outside: Plane) -> Plane {
        let center = page.face.center, side = page.lightSide
        let place = SIMD2(center.x - side * 0.13, center.y - 0.10)
        return page.grid.map { index, x, y in
            let disc = (0.255 - hypot(x - place.x, y - place.y)) * 4 + 0.012 * torn[index]
            return min(disc, (0.55 - outside[index]) * 0.4)
        }
    }
}
