extension EngravedPlate {
    struct Inks {
        /// The plate's lines, and those of the ground's object that take the palette's first ink; 0 bare … 1 ink.
        var key: Plane
        var accent: Plane
    }

    /// The plate's ink on a raster.
    ///
    /// - Parameters:
    ///   - ease: factor of the lines' widths.
    ///   - outlines: makes coverages with edges that can be traced to parts of a pixel.
    func inked(on grid: Grid, field: GroundField, ease: Float, outlines: Bool) -> Inks {
        let source = page.grid
        let dark = grid.sample(darkness, on: source), form = grid.sample(relief, on: source)
        let inside = grid.cut(grid.map { [plane = grid.sample(sitter, on: source)] in plane[$0] - 0.5 })
        let window = frame.window(on: grid)
        let clipped = grid.map { clamp(dark[$0]) }
        let burin = Burin(grid: grid, ease: ease, outlines: outlines)
        let key = burin.blank(), accent = burin.blank()
        if layout == .spiral {
            spiral(burin, dark: clipped, form: form, inside: inside, field: field, into: key)
        } else {
            portrait(burin, dark: clipped, form: form, inside: inside, into: key)
            if grid.work.isCancelled { return Inks(key: key, accent: accent) }
            ground(burin, form: form, inside: inside, window: window, field: field, key, accent)
        }
        let lines = grid.plane(1)
        contours.draw(on: lines, target: nil, tooth: nil, grid: grid, progress: ease)
        if outlines {
            // From pixels within the edge to a coverage that crosses a half with a gentle slope.
            return Inks(
                key: grid.map { min(max(0.5 + key[$0] / 4, 1 - lines[$0]), 2 * window[$0]) },
                accent: grid.map { min(0.5 + accent[$0] / 4, 2 * window[$0]) })
        }
        return Inks(
            key: grid.map { max(key[$0], 1 - lines[$0]) * window[$0] }, accent: grid.map { accent[$0] * window[$0] })
    }

    private func portrait(_ burin: Burin, dark: Plane, form: Plane, inside: Plane, into key: Plane) {
        let grid = burin.grid, source = page.grid
        let hair = grid.cut(grid.map { [plane = grid.sample(page.hair, on: source)] in plane[$0] - 0.5 }, softness: 2)
        let cloth = grid.cut(grid.map { [plane = grid.sample(self.cloth, on: source)] in plane[$0] - 0.5 }, softness: 2)
        let fine = grid.cut(grid.map { [plane = grid.sample(self.fine, on: source)] in plane[$0] - 0.5 }, softness: 3)
        let period: Float = 0.0037
        // Dark skin is cut in wide lines with white between them that follow the form: crossed as often as fair skin's
        // shades it would be solid, and its form lost.
        let deep = page.modelling
        let first = Screen(
            across: SIMD2(0.16, 1), bulge: 0.46, period: period, cap: 0.70 + 0.18 * deep, dashes: 0.17)
        let second = Screen(
            across: SIMD2(-0.85, 0.52), bulge: 0.46, period: period * 1.05, cap: 0.5 + 0.1 * deep,
            from: 0.25 + 0.5 * deep)
        let third = Screen(
            across: SIMD2(0.8, 0.6), bulge: -0.36, period: period * 1.1, cap: 0.5 + 0.3 * page.deepness * (1 - deep),
            from: 0.55 + 0.35 * deep)
        let skin = grid.map { inside[$0] * (1 - hair[$0]) * (1 - cloth[$0]) }
        let open = grid.map { skin[$0] * (1 - clamp(fine[$0])) }, near = grid.map { skin[$0] * clamp(fine[$0]) }
        burin.engrave([first, second, third], darkness: dark, relief: form, weight: open, into: key)
        burin.engrave(
            [first.finer(0.46, cap: 0.8), second.finer(0.46, cap: 0.6), third.finer(0.46)], darkness: dark,
            relief: form, weight: near, into: key)
        if grid.work.isCancelled { return }
        let coat = grid.map { inside[$0] * (1 - hair[$0]) * cloth[$0] }
        let along = Screen(across: SIMD2(0.5, 0.75), bulge: 0.44, period: period * 1.25, cap: 0.7, dashes: 0.14)
        let over = Screen(across: SIMD2(-0.95, 0.3), bulge: 0.35, period: period * 1.3, cap: 0.55, from: 0.3)
        burin.engrave(
            [along, over, third.finer(1.15)], darkness: dark, relief: form, weight: coat, into: key)
        strandLines(burin, dark: dark, weight: grid.map { inside[$0] * hair[$0] }, into: key)
    }

    /// Hair: lines along its strands, as wide as the tone asks.
    private func strandLines(_ burin: Burin, dark: Plane, weight: Plane, into key: Plane) {
        let grid = burin.grid, ease = burin.ease
        guard ease > 0.02 else { return }
        let pattern = grid.sample(strands, on: page.grid)
        // Dark hair keeps little white between its lines: more would be a wig.
        let power = 1.2 - 0.6 * smoothstep(0.60, 0.42, page.hairLightness)
        let level = grid.map { index in
            let wide = clamp(pow(dark[index], power) * 1.02, 0.06, 0.90) * ease
            return pattern[index] - cos(.pi * wide)
        }
        burin.cut(level, weight: weight, into: key)
    }

    /// Ruled lines behind the sitter, light around the head, with the ground's design.
    private func ground(
        _ burin: Burin, form: Plane, inside: Plane, window: Plane, field: GroundField, _ key: Plane, _ accent: Plane
    ) {
        let grid = burin.grid
        let away = grid.sample(self.away, on: page.grid), side = page.lightSide, center = page.face.center
        let edge = frame.edgeDarkness(on: grid)
        let dark = grid.map { index, x, _ in
            let halo = smoothstep(0, 0.075, away[index])
            let lit = 1 + 0.5 * side * (x - center.x)
            let design = 0.80 - 0.72 * field.tone[index]
            return clamp((0.10 + design) * lit * (0.42 + 0.58 * halo) + edge[index], 0.10, 0.9)
        }
        let flat = grid.plane()
        let ruled = Screen(across: SIMD2(0, 1), bulge: 0, period: 0.0036, cap: 0.62)
        let crossed = Screen(across: SIMD2(0.8, 0.6), bulge: 0, period: 0.0038, cap: 0.55, from: 0.42)
        let weight = grid.map { window[$0] * (1 - inside[$0]) * (1 - field.accent[$0]) }
        burin.engrave([ruled, crossed], darkness: dark, relief: flat, weight: weight, into: key)
        let object = grid.map { window[$0] * (1 - inside[$0]) * field.accent[$0] }
        let light = grid.map { clamp(0.30 + 0.35 * dark[$0]) }
        let other = Screen(across: SIMD2(-0.7, 0.7), bulge: 0, period: 0.0034, cap: 0.6)
        burin.engrave([other], darkness: light, relief: flat, weight: object, into: accent)
    }

    /// The whole picture with one line that begins at the tip of the nose.
    private func spiral(
        _ burin: Burin, dark: Plane, form: Plane, inside: Plane, field: GroundField, into key: Plane
    ) {
        let grid = burin.grid
        let away = grid.sample(self.away, on: page.grid), hairTone = grid.sample(page.hair, on: page.grid)
        let whole = grid.map { index in
            let halo = smoothstep(0, 0.08, away[index])
            let ground = clamp((0.62 - 0.5 * field.tone[index]) * (0.5 + 0.5 * halo), 0.08, 0.6)
            let sitter = clamp(dark[index] * (1.02 - 0.10 * hairTone[index]), 0.04, 0.93)
            return mix(clamp(ground + 0.15 * field.accent[index]), sitter, inside[index])
        }
        let tip = page.face.points[4]
        let line = Screen(
            across: SIMD2(tip.x, tip.y), bulge: 0, period: 0.0043, cap: 0.92, isSpiral: true)
        burin.engrave([line], darkness: whole, relief: grid.plane(), weight: nil, into: key)
    }
}

/// Puts lines on a raster, as coverage or as level sets for outlines.
private struct Burin {
    let grid: Grid
    let ease: Float
    let outlines: Bool

    func blank() -> Plane { grid.plane(outlines ? -2 : 0) }

    func engrave(_ screens: [Screen], darkness: Plane, relief: Plane, weight: Plane?, into result: Plane) {
        grid.engrave(
            screens, darkness: darkness, relief: relief, weight: weight, ease: ease, outlines: outlines, into: result)
    }

    /// Lines where `level` exceeds 0.
    func cut(_ level: Plane, weight: Plane, into result: Plane) {
        let ink = grid.cut(level, softness: outlines ? 4 : 1.2), outlines = outlines
        grid.each { index, _, _ in
            if outlines {
                result[index] = max(result[index], min((ink[index] - 0.5) * 4, (weight[index] - 0.5) * 1.4))
            } else {
                result[index] += ink[index] * weight[index]
            }
        }
    }
}

extension LineSet {
    /// Contours as a burin cuts them: pointed at both ends, no tooth.
    mutating func engraveContours(of study: LineStudy, isSpare: Bool, dice: inout Dice) {
        let grid = study.grid, page = study.page
        let inner = grid.contours(
            study.innerLines(scale: 0.0011, gain: 16), along: study.edgeFlow, start: 0.4, end: 0.15, shortest: 0.010)
        for (radius, isWide) in [(0.0008, true), (0.0005, false)] as [(Float, Bool)] {
            take(Lead(radius: radius, grain: 0, taper: 0.4, spill: 1, softness: 0))
            for contour in inner {
                let middle = contour.points[contour.points.count / 2], index = grid.index(middle.x, middle.y)
                let clear = contour.strengths.reduce(0, +) / Float(contour.strengths.count)
                let near = page.face.soft[index], feature = study.features[index]
                // Folds of the skin are left to the lines: drawn out they would age the sitter.
                if near > 0.5, feature < 0.3, clear < 0.75 { continue }
                if page.hair[index] > 0.5, !isSpare { continue }
                guard (clear * (0.4 + 0.6 * feature) > 0.5) == isWide else { continue }
                draw(contour, wander: 0, darkness: isSpare ? 0.9 : 0.85, dice: &dice)
            }
        }
        if isSpare { return }
        let (ridge, flow) = study.outline()
        take(Lead(radius: 0.0007, grain: 0, taper: 0.3, spill: 1, softness: 0))
        for contour in grid.contours(ridge, along: flow, start: 0.6, end: 0.2, shortest: 0.03) {
            for piece in contour.pieces(0.15...0.3, overlap: 0.01, dice: &dice) {
                draw(piece, wander: 0, darkness: 0.9, dice: &dice)
            }
        }
    }
}
