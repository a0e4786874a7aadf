// Tooled and painted nimbuses.
extension GoldGround {
    static func border(_ page: Page, into raised: inout Drawing) {
        for (inset, width) in [(0.018, 0.0022), (0.024, 0.0008), (0.052, 0.0008), (0.058, 0.0018)] as [(Float, Float)] {
            raised.line(MosaicLayout.frame(page.aspect, inset: inset), width: width, .one)
        }
        let path = MosaicLayout.frame(page.aspect, inset: 0.038).resampled(0.0175)
        for (number, point) in path.points.enumerated() {
            raised.disc(point, radius: number % 2 == 0 ? 0.0052 : 0.0022, .one)
        }
    }

    static func punched(_ nimbus: Nimbus, into raised: inout Drawing) {
        let r = nimbus.radius
        for (radius, width) in [(r, 0.003), (r - 0.008, 0.0010), (r - 0.040, 0.0010), (r - 0.046, 0.0018)]
            as [(Float, Float)]
        {
            raised.line(Curve.circle(nimbus.center, radius: radius), width: width, .one)
        }
        let count = 64
        for number in 0..<count {
            let angle = Float(number) / Float(count) * 2 * .pi
            let out = SIMD2(cos(angle), sin(angle)), side = turned(out)
            let middle = nimbus.center + out * (r - 0.024)
            // A palmette: five drops.
            for (turn, length) in [(-0.9, 0.0065), (-0.45, 0.009), (0, 0.0105), (0.45, 0.009), (0.9, 0.0065)]
                as [(Float, Float)]
            {
                let way = out * cos(turn) + side * sin(turn)
                let base = middle - out * 0.006
                raised.line(
                    [
                        SIMD3(base, 0.0003), SIMD3(base + way * length * 0.7, 0.0012),
                        SIMD3(base + way * length, 0.0008),
                    ], .one)
            }
        }
        // Rays within, of dots that grow smaller.
        for number in 0..<96 {
            let angle = Float(number) / 96 * 2 * .pi, out = SIMD2(cos(angle), sin(angle))
            for dot in 0..<(number % 2 == 0 ? 9 : 5) {
                raised.disc(
                    nimbus.center + out * (r - 0.056 - 0.010 * Float(dot)), radius: 0.0017 - 0.00014 * Float(dot), .one)
            }
        }
    }

    /// A painted nimbus: rings of lozenges, targets and dots.
    static func rings(_ nimbus: Nimbus, _ palette: Palette, into painted: inout Drawing) {
        var motifs = Motifs(palette)
        let r = nimbus.radius, pale = mix(GoldLeaf.rgb, palette.paper.rgb, 0.5)
        motifs.drawing.disc(nimbus.center, radius: r, pale, opacity: 0.42)
        func circle(_ radius: Float, _ width: Float, _ color: SIMD3<Float>) {
            motifs.drawing.line(Curve.circle(nimbus.center, radius: radius), width: width, color)
        }
        circle(r, 0.0062, motifs.line)
        circle(r - 0.0045, 0.0024, motifs.light)
        circle(r - 0.034, 0.0030, motifs.line)
        circle(r - 0.072, 0.0024, motifs.line)
        func each(
            _ count: Int, _ radius: Float, _ half: SIMD2<Float>, _ body: (Int, @escaping Motifs.Placement) -> Void
        ) {
            for number in 0..<count {
                let angle = (Float(number) + 0.5) / Float(count) * 2 * .pi
                let out = SIMD2(cos(angle), sin(angle)), side = turned(out)
                let middle = nimbus.center + out * radius
                body(number) { middle + side * ($0.x * half.x) + out * ($0.y * half.y) }
            }
        }
        let inks = motifs.colors.isEmpty ? [motifs.line] : motifs.colors
        each(Int(r * 175), r - 0.0185, SIMD2(0.0095, 0.0095)) { number, place in
            motifs.set(3, motifs.line, number % 2 == 0 ? inks[0] : pale, place)
        }
        each(Int(r * 100), r - 0.053, SIMD2(0.0145, 0.0145)) { number, place in
            motifs.set(0, inks[(number % 2 * 2) % inks.count], motifs.light, place)
        }
        each(Int(r * 200), r - 0.084, SIMD2(0.0035, 0.0035)) { _, place in motifs.ring(1, 1, motifs.line, place) }
        painted.append(motifs.drawing)
    }
}
