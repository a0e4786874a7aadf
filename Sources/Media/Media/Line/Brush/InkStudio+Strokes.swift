extension InkStudio {
    /// Contours and features with the pointed brush.
    func drawLines(into lines: inout BrushSet, dice: inout Dice) {
        let grid = page.grid, face = page.face
        let inner = grid.contours(
            innerResponse(), along: study.edgeFlow, start: 0.42, end: 0.14, shortest: 0.011, apart: 0.003)
        lines.take(Tuft(dry: (0.0, 0.12), grain: 0.4, rows: 14))
        for contour in inner {
            let middle = contour.points[contour.points.count / 2], index = grid.index(middle.x, middle.y)
            let feature = study.features[index], near = face.soft[index]
            let clear = contour.strengths.reduce(0, +) / Float(contour.strengths.count)
            if finish[index] < 0.5 { continue }
            // Folds of the skin would age the sitter: only the clearest are drawn.
            if near > 0.5, feature < 0.3, clear < 0.7 || contour.length < 0.02 { continue }
            if layout == .sparse, near < 0.3, contour.length < 0.035 { continue }
            let width = mix(mix(0.0024, 0.0013, near), 0.0016, feature) * (0.7 + 0.5 * clear)
            lines.draw(contour, width: width, density: 0.95, dice: &dice)
        }
        let (ridge, flow) = study.outline()
        let outer = grid.contours(ridge, along: flow, start: 0.6, end: 0.25, shortest: 0.03)
        lines.take(Tuft(dry: (0.05, layout == .sparse ? 0.62 : 0.45), grain: 0.35, rows: 22))
        for contour in outer {
            for piece in contour.pieces(layout == .sparse ? 0.14...0.34 : 0.10...0.26, overlap: 0.012, dice: &dice) {
                let middle = piece.points[piece.points.count / 2], index = grid.index(middle.x, middle.y)
                // Lost and found: some of the outline is left to the eye.
                if finish[index] < 0.4 || dice.chance(layout == .sparse ? 0.16 : 0.12) { continue }
                let near = face.soft[index]
                let width = (layout == .sparse ? 0.0036 : 0.0027) * (1 - 0.45 * near) * dice.uniform(0.7, 1.25)
                lines.draw(piece, width: width, density: 0.95, dice: &dice)
            }
        }
    }

    /// Dark lines of the picture: in the skin only what is darker than its surroundings.
    private func innerResponse() -> Plane {
        let grid = page.grid
        let narrow = grid.blur(flat.key, 0.0013), wide = grid.blur(flat.key, 0.0034)
        return grid.map { index in
            clamp((wide[index] - narrow[index]) * 11 - 0.06) * page.mask[index]
        }
    }

    /// Hair and clothes in broad strokes: thinned ink first, then a dry brush of full ink.
    func brushMasses(lines: inout BrushSet, gray: inout BrushSet, dice: inout Dice) {
        let grid = page.grid, seed = direction.seed, hair = study.hairLightness
        let isSparse = layout == .sparse
        let target = grid.map { index in
            let t = study.tone[index]
            let strands = clamp(t * (0.55 + 0.8 * hair))
            let share = max(page.hair[index], isSparse ? page.clothes[index] * 0.9 : 0) * finish[index]
            return 1 - (1 - mix(t, strands, page.hair[index])) * share
        }
        let flow = study.direction(slant: 1.3, bulge: 0.35)
        let weight = grid.map { clamp(page.hair[$0] + page.clothes[$0]) * (1 - page.face.soft[$0] * 0.8) }
        let lengths = grid.map { 1 + 0.8 * page.clothes[$0] }
        func strokes(_ count: Int, _ length: Float, _ width: Float, lift: Float, stream: UInt64) -> LineSet {
            var hatch = HatchSheet(
                grid: grid, sheet: grid.plane(1), target: target, tooth: nil, seed: seed &+ stream)
            let lead = Lead(radius: width * 0.8, grain: 0, taper: 0.2, spill: 0.4, lift: lift)
            hatch.lay(
                HatchRound(
                    count: count, length: length, lead: lead, darkness: 0.8, tolerance: 0.2, jitter: 0.05, bend: 3),
                along: flow, weight: weight, lengths: lengths)
            return hatch.lines
        }
        if isSparse {
            gray.take(Tuft(dry: (0.10, 0.55), grain: 0.35, rows: 60))
            gray.draw(
                strokes(900, 0.11, 0.0085, lift: 0.05, stream: 301), width: 0.0085, density: 0.28...0.42, dice: &dice)
        }
        lines.take(Tuft(dry: (0.20, 0.78), grain: 0.35, rows: 36))
        lines.draw(
            strokes(1800, 0.085, 0.0036, lift: isSparse ? 0.30 : 0.42, stream: 302), width: 0.0036,
            density: 0.8...0.97, dice: &dice)
        lines.take(Tuft(dry: (0.12, 0.6), grain: 0.4, rows: 18))
        lines.draw(
            strokes(3600, 0.055, 0.0015, lift: isSparse ? 0.18 : 0.30, stream: 303), width: 0.0015,
            density: 0.8...0.97, dice: &dice)
    }

    /// One turn of a large brush round the head, running dry.
    func drawRing(into ring: inout BrushSet, dice: inout Dice) {
        let center = page.face.center, eye = page.face.eyeDistance
        let middle = SIMD2(center.x, center.y - 0.15 * eye)
        let radius = min(0.355, 0.46 * page.aspect)
        let start = dice.uniform(1.6, 2.4), turn = dice.uniform(5.7, 6.05), sway = dice.uniform(0, 6.3)
        let way: Float = dice.chance(0.5) ? 1 : -1
        let steps = 150
        let line = (0...steps).map { step in
            let t = Float(step) / Float(steps), angle = start + way * turn * t
            let r = radius * (1 + 0.03 * sin(angle + sway) + 0.045 * t)
            let press = smoothstep(-0.02, 0.03, t) * (1.05 - 0.62 * t + 0.06 * sin(9 * t + sway))
            return SIMD3(middle.x + r * cos(angle), middle.y + r * 0.98 * sin(angle), 0.031 * press)
        }
        ring.take(Tuft(dry: (0.06, 0.84), grain: 0.22, softness: 0.03, rows: 190, stretch: 0.0011))
        ring.add(line, density: 0.86, seed: UInt32(truncatingIfNeeded: dice.next()))
    }

    /// Drops flung from the brush on the shadow side.
    func spatter(into drops: inout BrushSet, dice: inout Dice) {
        let center = page.face.center, side = page.lightSide, grid = page.grid
        drops.take(Tuft(rows: 4))
        for _ in 0..<(layout == .sparse ? 70 : 45) {
            let angle = dice.normal(0.55) + 0.35, away = 0.33 + abs(dice.normal(0.11))
            let place = SIMD2(
                center.x - side * away * cos(angle), center.y + 0.1 + away * sin(angle) + dice.normal(0.07))
            let radius = 0.0004 + abs(dice.normal(0.0014))
            guard place.x > 0.01, place.x < page.aspect - 0.01, place.y > 0.01, place.y < 0.99,
                page.mask[grid.index(place.x, place.y)] < 0.3
            else { continue }
            drops.addDrop(place, radius: radius, dice: &dice)
        }
    }
}

extension BrushSet {
    /// A round drop: a stroke as short as it is wide.
    fileprivate mutating func addDrop(_ place: SIMD2<Float>, radius: Float, dice: inout Dice) {
        let angle = dice.uniform(0, 6.3), stretch = dice.uniform(0.9, 1.35)
        let way = SIMD2(cos(angle), sin(angle)) * radius * stretch
        let line = (0...8).map { step in
            let t = Float(step) / 4 - 1
            let place = place + way * t
            return SIMD3(place.x, place.y, radius * max(1 - t * t, 0).squareRoot())
        }
        add(line, density: dice.uniform(0.7, 0.95), seed: UInt32(truncatingIfNeeded: dice.next()))
    }
}
