extension LineSet {
    /// Features restated, and the outline searched for with two or three strokes of varying pressure.
    ///
    /// - Parameters:
    ///   - width: factor of the lines' radius.
    ///   - weight: factor of their darkness.
    ///   - open: page height below which the outline is left open.
    ///   - clip: lines end where it falls below a half.
    mutating func drawContours(
        of study: LineStudy, finish: Plane, width: Float = 1, weight: Float = 1, grain: Float = 0.16, open: Float = 0.8,
        clip: Plane? = nil, dice: inout Dice
    ) {
        let grid = study.grid
        func clipped(_ contours: [Contour]) -> [Contour] {
            clip.map { clip in contours.flatMap { $0.runs(where: clip, on: grid) } } ?? contours
        }
        let inner = clipped(
            grid.contours(study.innerLines(), along: study.edgeFlow, start: 0.42, end: 0.16, shortest: 0.012))
        take(Lead(radius: 0.0008 * width, grain: grain, taper: 0.3, spill: 1))
        for contour in inner {
            let middle = contour.points[contour.points.count / 2], index = grid.index(middle.x, middle.y)
            let clear = contour.strengths.reduce(0, +) / Float(contour.strengths.count)
            var share = (0.22 + 0.78 * study.features[index]) * clear * clamp(finish[index] + 0.35)
            share *= (1 - study.teeth[index]) * (1 - 0.85 * study.mouth.lips[index])
            for piece in contour.pieces(0.03...0.09, overlap: 0.006, dice: &dice) {
                draw(piece, wander: 0.0004, darkness: 0.75 * weight * share, dice: &dice)
            }
        }
        drawMouth(of: study, width: width, weight: weight, grain: grain, dice: &dice)
        let (ridge, flow) = study.outline()
        let outer = clipped(grid.contours(ridge, along: flow, start: 0.6, end: 0.25, shortest: 0.03))
        let searches: [(radius: Float, wander: Float, darkness: Float)] = [
            (0.0010, 0.0008, 0.6), (0.0007, 0.0035, 0.34), (0.0006, 0.006, 0.22),
        ]
        for search in searches {
            take(Lead(radius: search.radius * width, grain: grain + 0.04, taper: 0.35, spill: 1))
            for contour in outer {
                for piece in contour.pieces(0.06...0.18, overlap: 0.02, dice: &dice) {
                    let middle = piece.points[piece.points.count / 2]
                    let closed = 1 - smoothstep(open, open + 0.15, middle.y)
                    let pressure = dice.uniform(0.25, 1.1) * (0.35 + 0.65 * finish[grid.index(middle.x, middle.y)])
                    if pressure * closed < 0.2 { continue }
                    draw(
                        piece, wander: search.wander, darkness: search.darkness * weight * min(pressure * closed, 1),
                        dice: &dice)
                }
            }
        }
    }

    /// One stroke along a contour, off it by about `wander` page heights.
    mutating func draw(_ contour: Contour, wander: Float, darkness: Float, dice: inout Dice) {
        guard darkness > 0.03, contour.points.count > 1 else { return }
        let move = SIMD2(dice.normal(wander), dice.normal(wander))
        let sway = SIMD2(dice.normal(wander), dice.normal(wander)), phase = dice.uniform(0, 6.3)
        var flat: [Float] = []
        for (index, point) in contour.points.enumerated() {
            let t = Float(index) / Float(contour.points.count - 1)
            let place = point + move + sway * sin(phase + 4 * t)
            flat.append(place.x)
            flat.append(place.y)
        }
        add(flat, unit: 1, darkness: darkness)
    }

    /// The lines a drawing is built on: the head's oval, the middle of the face, the line of the eyes.
    mutating func drawConstruction(of page: Page, dice: inout Dice) {
        let face = page.face, points = face.points
        take(Lead(radius: 0.0007, grain: 0.2, taper: 0.3, spill: 1))
        let crown = SIMD2(points[Mesh.forehead].x, face.top - 0.75 * face.eyeDistance)
        let middle = (crown + face.chin) / 2
        let axis = face.chin - crown, half = hypot(axis.x, axis.y) / 2
        let up = axis / max(2 * half, 1e-4), across = SIMD2(-up.y, up.x)
        for _ in 0..<3 {
            let start = dice.uniform(0, 6.28), wide = half * dice.uniform(0.74, 0.80),
                tall = half * dice.uniform(0.98, 1.05)
            let arc = stride(from: Float(0), to: dice.uniform(4.5, 7), by: 0.12).map { angle in
                middle + across * (wide * cos(start + angle)) + up * (tall * sin(start + angle))
            }
            drawThrough(arc, darkness: dice.uniform(0.16, 0.3), dice: &dice)
        }
        let eyes = (points[Mesh.leftEyeCorner].xy, points[Mesh.rightEyeCorner].xy)
        let mouth = (points[61].xy, points[291].xy)
        for (left, right) in [eyes, mouth] {
            let over = (right - left) * 0.55
            drawThrough([left - over, left, right, right + over], darkness: 0.26, dice: &dice)
        }
        drawThrough([crown - up * 0.03, middle, face.chin + up * 0.05], darkness: 0.24, dice: &dice)
    }

    private mutating func drawThrough(_ points: [SIMD2<Float>], darkness: Float, dice: inout Dice) {
        draw(
            Contour(points: points, strengths: Array(repeating: 1, count: points.count)), wander: 0.0015,
            darkness: darkness, dice: &dice)
    }
}

extension SIMD3<Float> {
    fileprivate var xy: SIMD2<Float> { SIMD2(x, y) }
}
