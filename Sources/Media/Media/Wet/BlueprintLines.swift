/// An engineer's drawing of a sitter: firm white lines, a grid, axes through the face with their ends marked, a frame.
struct BlueprintLines: Sendable {
    let lines: [PenLine]

    init(_ page: Page, flat: FlatTone, seed: UInt64) {
        var dice = Dice(seed, stream: 0xB7)
        let grid = page.grid, face = page.face, aspect = page.aspect
        let hand = Hand(width: 0.0013, stray: 0.0003, overrun: 0.006, expression: 0.45)
        var lines = grid.tracedLines(
            page.lineStrength(flat.base, detail: 0.0010, outline: 1), along: page.flow, start: 0.26, shortest: 0.012,
            spacing: 0.0035
        ).map { hand.draw($0, &dice) }
        func straight(_ a: SIMD2<Float>, _ b: SIMD2<Float>, _ width: Float = 0.0006, _ dark: Float = 0.75) {
            lines.append(PenLine([SIMD4(a.x, a.y, width, dark), SIMD4(b.x, b.y, width, dark)]))
        }
        for step in 1..<20 {
            let y = Float(step) / 20
            straight(SIMD2(0.05, y), SIMD2(aspect - 0.05, y), 0.0004, 0.30)
            if y < aspect { straight(SIMD2(y, 0.05), SIMD2(y, 0.95), 0.0004, 0.30) }
        }
        // Axes: of the face, of the eyes, and the levels of nose and mouth, dashed.
        func dashed(_ a: SIMD2<Float>, _ b: SIMD2<Float>) {
            let along = b - a, length = hypot(along.x, along.y)
            var t: Float = 0
            while t < length {
                let end = min(t + 0.022, length)
                straight(a + along * (t / length), a + along * (end / length))
                straight(a + along * min((end + 0.006) / length, 1), a + along * min((end + 0.009) / length, 1))
                t = end + 0.015
            }
        }
        func point(_ index: Int) -> SIMD2<Float> { SIMD2(face.points[index].x, face.points[index].y) }
        let top = point(Mesh.forehead), chin = point(Mesh.chin)
        let axis = (chin - top) / max(hypot(chin.x - top.x, chin.y - top.y), 1e-3)
        dashed(top - axis * 0.2, chin + axis * 0.16)
        let across = SIMD2(-axis.y, axis.x)
        let eyes = (point(Mesh.leftEyeCorner) + point(Mesh.rightEyeCorner)) / 2
        for (place, reach) in [(eyes, 0.36), (point(2), 0.30), (point(13), 0.30)] as [(SIMD2<Float>, Float)] {
            dashed(place - across * reach, place + across * reach)
        }
        // A measure beside the face.
        let side = aspect - 0.085
        straight(SIMD2(side, top.y), SIMD2(side, chin.y), 0.0006, 0.8)
        for y in [top.y, eyes.y, chin.y] { straight(SIMD2(side - 0.012, y), SIMD2(side + 0.012, y), 0.0006, 0.8) }
        let corners = [
            SIMD2(0.055, 0.055), SIMD2(aspect - 0.055, 0.055), SIMD2(aspect - 0.055, 0.945), SIMD2(0.055, 0.945),
        ]
        for number in corners.indices { straight(corners[number], corners[(number + 1) % 4], 0.0009, 0.9) }
        self.lines = lines
    }
}
