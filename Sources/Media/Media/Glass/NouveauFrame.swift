// Frame and cartouche of a panel.
extension NouveauOrnament {
    static func frame(
        _ page: Page, _ style: NouveauStyle, _ colors: NouveauColors, _ inset: Float, _ flora: inout Flora
    ) {
        let aspect = page.aspect
        func ring(_ outer: Float, _ inner: Float, _ color: SIMD3<Float>) {
            flora.drawing.area(
                [MosaicLayout.frame(aspect, inset: outer).points, MosaicLayout.frame(aspect, inset: inner).points],
                color)
        }
        ring(-0.01, inset, colors.paper)
        ring(0.020, inset - 0.006, colors.band)
        ring(0.0245, inset - 0.0105, mix(colors.paper, colors.gold, 0.35))
        for (at, width) in [
            (0.020, 0.0024), (0.0245, 0.0010), (inset - 0.0105, 0.0010), (inset - 0.006, 0.0014), (inset, 0.0026),
        ] as [(Float, Float)] {
            flora.drawing.line(MosaicLayout.frame(aspect, inset: at), width: at == 0 ? 0 : width, colors.line)
        }
        // Whiplashes that run from every corner along both sides.
        let middle = 0.5 * (0.0245 + inset - 0.0105)
        for (flipX, flipY) in [(false, false), (true, false), (false, true), (true, true)] {
            flora.mirror = flipX ? aspect : nil
            flora.isUpsideDown = flipY
            for isDown in [false, true] {
                func turn(_ p: SIMD2<Float>) -> SIMD2<Float> { isDown ? SIMD2(p.y, p.x) : p }
                for wave in 0..<3 {
                    let start = SIMD2(middle + 0.020 + 0.068 * Float(wave), middle + 0.006)
                    // A long line that whips over into a curl, a shorter one against it, a leaf between.
                    let curl = Curve.whiplash(from: start, angle: -0.30, length: 0.086, bend: 1, to: 38)
                    flora.stroke(Path(curl.points.map(turn)), 0.0028)
                    let back = Curve.whiplash(from: start, angle: 0.22, length: 0.040, bend: -8, to: -78)
                    flora.stroke(Path(back.points.map(turn)), 0.0022)
                    let foot = turn(start + SIMD2(0.004, -0.001)), way: Float = isDown ? .pi / 2 : 0
                    flora.leaf(
                        foot, angle: way, length: 0.036, width: 0.0042, bend: isDown ? -0.35 : 0.35, colors.green)
                }
            }
            let corner = SIMD2(middle, middle)
            flora.bloom(
                corner, radius: 0.0165, petals: max(style.petals, 4), turn: .pi / 4, colors.flower, colors.heart)
        }
        flora.mirror = nil
        flora.isUpsideDown = false
    }

    /// An empty panel at the foot, between scrolls.
    static func cartouche(
        _ page: Page, _ style: NouveauStyle, _ colors: NouveauColors, _ inset: Float, _ flora: inout Flora,
        _ dice: inout Dice
    ) {
        let aspect = page.aspect, half = aspect / 2 - inset - 0.07, top: Float = 0.876, bottom = 1 - inset + 0.010
        let c = aspect / 2
        let knots: [SIMD2<Float>] = [
            SIMD2(c - half, top + 0.018), SIMD2(c - half * 0.5, top + 0.008), SIMD2(c, top - 0.006),
            SIMD2(c + half * 0.5, top + 0.008), SIMD2(c + half, top + 0.018),
            SIMD2(c + half + 0.020, (top + bottom) / 2),
            SIMD2(c + half, bottom - 0.012), SIMD2(c, bottom), SIMD2(c - half, bottom - 0.012),
            SIMD2(c - half - 0.020, (top + bottom) / 2),
        ]
        let outline = Curve.spline(knots, isClosed: true).points, middle = SIMD2(c, (top + bottom) / 2)
        func shrunk(_ by: Float) -> [SIMD2<Float>] {
            outline.map { middle + ($0 - middle) * SIMD2(1 - by / half, 1 - by / (0.5 * (bottom - top))) }
        }
        flora.shape(outline, colors.band, weight: 1.6)
        flora.shape(shrunk(0.0055), mix(colors.paper, colors.gold, 0.35), weight: 0.7)
        flora.shape(shrunk(0.0105), colors.paper, weight: 0.8)
        let state = dice
        for isMirrored in [false, true] {
            dice = state
            flora.mirror = isMirrored ? aspect : nil
            let foot = SIMD2(c - half - 0.016, middle.y + 0.012)
            for turn in [-2.1, -1.5, -0.85] as [Float] {
                flora.leaf(
                    foot, angle: turn, length: dice.uniform(0.055, 0.07), width: 0.011, bend: turn + 1.5, colors.green)
            }
            flora.bloom(foot, radius: 0.026, petals: max(style.petals, 5), turn: 0.3, colors.flower, colors.heart)
        }
        flora.mirror = nil
    }
}
