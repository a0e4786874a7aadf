/// A portrait in pen lines: the sitter's edges, restated here and there, hatched shade, strands, and the ground's
/// outlines.
struct PenDrawing: Sendable {
    struct Manner: Sendable {
        /// Half width of a firm line, in page heights.
        var width: Float = 0.0013
        var stray: Float = 0.0015
        /// How strong an edge must be to be drawn.
        var start: Float = 0.30
        /// Share of long lines that are drawn twice.
        var restated: Float = 0.35
        var hatched = true
        /// Tone below which hair is solid black; 0 for none.
        var blacks: Float = 0
        /// A second layer across the first in the deepest shade.
        var crossed = false
    }

    /// In the order of drawing.
    let lines: [PenLine]
    /// Solid blacks, positive inside: pupils, lashes, nostrils.
    let blacks: Plane
    let grid: Grid

    init(_ page: Page, flat: FlatTone, ground: GroundWash, manner: Manner, seed: UInt64) {
        var dice = Dice(seed, stream: 0x9E)
        let grid = page.grid, face = page.face
        let traced = grid.tracedLines(
            page.lineStrength(flat.base, detail: 0.0011, outline: 0.9), along: page.flow, start: manner.start,
            shortest: 0.010, spacing: 0.004)
        let loose = Hand(width: manner.width, stray: manner.stray, overrun: 0.014, expression: 0.75)
        let careful = Hand(width: manner.width * 0.8, stray: manner.stray * 0.22, overrun: 0.002, expression: 0.8)
        var lines: [PenLine] = []
        let crowd = Self.crowd(traced, on: page)
        for line in traced {
            let middle = line.points[line.points.count / 2]
            let isFeature = face.features[grid.index(middle.x, middle.y)] > 0.35
            let isFace = face.oval[grid.index(middle.x, middle.y)] > 0.5
            // Short marks on cheeks and foreheads only age a face.
            if isFace, !isFeature, line.length < 0.05 { continue }
            // Cloth, or noise in its place, that is all lines is left to the wash.
            let place = grid.index(middle.x, middle.y)
            if !isFace, page.hair[place] < 0.5, line.length < 0.09, crowd[place] > 0.10 { continue }
            lines.append((isFeature || isFace ? careful : loose).draw(line, &dice))
            if !isFace, line.length > 0.05, dice.chance(manner.restated) {
                var again = loose
                again.stray *= 1.7
                again.width *= 0.7
                lines.append(again.draw(line, &dice))
            }
        }
        lines += Self.strands(page, manner: manner, &dice)
        if manner.hatched { lines += Self.shade(page, flat: flat, manner: manner, &dice) }
        lines += Self.ground(page, ground, manner: manner, &dice)
        self.lines = lines
        let deepest = flat.threshold(0.035, cap: 0.19), outside = manner.blacks
        let smooth = grid.blur(flat.base, 0.0012), round = grid.blur(flat.base, 0.003)
        let irises = page.irises
        blacks = grid.map { index in
            let pupils = 0.4 * (irises[index] - 0.75)
            let inFeatures = deepest - smooth[index] - 0.5 * (1 - smoothstep(0.25, 0.6, face.features[index]))
            let inHair = outside - round[index] - (1 - page.hair[index]) - face.soft[index]
            return max(max(inFeatures, pupils), inHair)
        }
        self.grid = grid
    }

    /// How crowded lines are: their length on a square of 0.04 page heights, in page heights.
    static func crowd(_ lines: [DrawnLine], on page: Page) -> Plane {
        let grid = page.grid, marks = grid.plane()
        for line in lines {
            for (a, b) in zip(line.points, line.points.dropFirst()) {
                marks[grid.index((a.x + b.x) / 2, (a.y + b.y) / 2)] += distance(a, b)
            }
        }
        let blurred = grid.blur(marks, 0.0113)
        return grid.map { blurred[$0] * (0.04 * grid.unit) * (0.04 * grid.unit) }
    }

    /// Quick strokes along the hair, where it is dark.
    private static func strands(_ page: Page, manner: Manner, _ dice: inout Dice) -> [PenLine] {
        let grid = page.grid, flow = page.flow
        let hand = Hand(width: manner.width * 0.6, stray: manner.stray * 0.5, expression: 0.6)
        var lines: [PenLine] = []
        for _ in 0..<900 {
            var place = SIMD2(dice.uniform(0.02, page.aspect - 0.02), dice.uniform(0.02, 0.95))
            let length = dice.uniform(0.02, 0.07)
            var index = grid.index(place.x, place.y)
            guard page.hair[index] > 0.7, dice.chance(1.05 - 1.5 * page.tone[index]) else { continue }
            var points = [place], heading = SIMD2(flow.cosines[index], flow.sines[index])
            while Float(points.count) * 0.003 < length {
                var step = SIMD2(flow.cosines[index], flow.sines[index])
                if (step * heading).sum() < 0 { step = -step }
                heading = heading * 0.6 + step * 0.4
                heading /= max(hypot(heading.x, heading.y), 1e-3)
                place += heading * 0.003
                index = grid.index(place.x, place.y)
                guard page.hair[index] > 0.4 else { break }
                points.append(place)
            }
            guard points.count > 5 else { continue }
            lines.append(hand.draw(DrawnLine(points: points, pressure: points.map { _ in 0.6 }), &dice))
        }
        return lines
    }

    private static func shade(_ page: Page, flat: FlatTone, manner: Manner, _ dice: inout Dice) -> [PenLine] {
        let grid = page.grid, face = page.face
        let hand = Hand(width: manner.width * 0.55, stray: 0.0007, expression: 0.3, darkness: 0.9)
        let soft = grid.blur(flat.base, 0.006)
        let limit = flat.thresholds(0.20, cap: 0.5, elsewhere: 0.27)
        // The pen tires of large darks: they are hatched here and there, and not far down the page.
        // Hatches under the nose would be a moustache.
        let lip = grid.blur(face.lips, 0.16 * face.eyeDistance)
        let patches = grid.noise(UInt64(dice.below(1 << 30)), 0.16, octaves: 2)
        let first = grid.map { index, _, y in
            let keepsClear = max(
                max(face.eyes[index], 2 * face.brows[index]),
                max(2.5 * smoothstep(0.08, 0.2, lip[index]), page.hair[index]))
            let tired = 0.18 * patches[index] + 0.6 * max(y - 0.86, 0) + 0.05
            return limit[index] - soft[index] - keepsClear + (page.mask[index] - 1)
                - tired * (1 - face.soft[index])
        }
        let angle: Float = page.lightSide < 0 ? -0.95 : -2.2
        var marks = page.hatching(first, angle: angle, spacing: 0.0068, longest: 0.075, &dice)
        if manner.crossed {
            let second = grid.map { first[$0] - 0.09 }
            marks += page.hatching(second, angle: angle + 0.55, spacing: 0.0075, longest: 0.06, &dice)
        }
        return marks.map { hand.draw($0, &dice) }
    }

    /// Outlines of what stands behind the sitter, in a hurry.
    private static func ground(_ page: Page, _ ground: GroundWash, manner: Manner, _ dice: inout Dice) -> [PenLine] {
        guard ground.softness < 1 else { return [] }
        let grid = page.grid
        // Windows and stars are too small to be outlined.
        let tone = grid.blur(
            ground.use.joins ? ground.accent : grid.map { clamp(0.25 * ground.depth[$0], 0, 1.2) }, 0.0026)
        let (gx, gy) = grid.slopes(tone)
        let away = grid.blur(page.mask, 0.012)
        let strength = grid.map { index in
            let slope = hypot(gx[index], gy[index]) * 0.008
            return clamp(slope) * smoothstep(0.25, 0.02, away[index])
        }
        let flow = grid.edgeFlow(tone, detail: 0.0012, smoothness: 0.003).flow
        let hand = Hand(
            width: manner.width * 0.7, stray: manner.stray * 1.2, overrun: 0.02, expression: 0.5, darkness: 0.85)
        return grid.tracedLines(strength, along: flow, start: 0.3, shortest: 0.035, spacing: 0.006)
            .filter { _ in dice.chance(0.8) }.map { hand.draw($0, &dice) }
    }
}
