/// Tint, guilloche and rosettes of a bank note.
extension EngravingFrame {
    /// Fine waved lines that turn from one ink to another down the page (iris printing), rosettes in the corners, and a
    /// light tint below the portrait.
    func bankNoteTint(on grid: Grid) -> [EngravedInk] {
        let unit = grid.unit, margin = pictureMargin, rose = rosettes()
        let iris = Plate.Fade(to: palette.ink(0), from: 0.15, to: 0.85)
        let waves = grid.map { _, x, y in
            let distance = oval(x, y)
            guard distance > 0.026 else { return 0 }
            let inside = coverage(rectangle(x, y, margin: margin) * unit)
            guard inside > 0 else { return 0 }
            let wave = 0.0047 * sin(x / 0.0248) * sin(y / 0.0344) + 0.0023 * sin(x / 0.0072)
            let slope = hypot(
                1 + 0.0047 / 0.0344 * sin(x / 0.0248) * cos(y / 0.0344),
                0.0047 / 0.0248 * cos(x / 0.0248) * sin(y / 0.0344) + 0.0023 / 0.0072 * cos(x / 0.0072))
            let phase = (y + wave) / 0.006
            let off = abs(phase - phase.rounded(.down) - 0.5) * 0.006 / slope
            return stroke(off, 0.0009, unit) * smoothstep(0.026, 0.03, distance) * inside
        }
        let tint = grid.map { _, x, y in coverage(oval(x, y) * unit) }
        let flowers = grid.map { _, x, y in rosette(x, y, rose, unit: unit) }
        let second = Ink(lab: mix(palette.ink(0).lab, palette.key.lab, 0.35))
        return [
            EngravedInk(ink: palette.ink(1), coverage: waves, opacity: 0.42, fade: iris),
            EngravedInk(ink: palette.ink(1), coverage: tint, opacity: 0.10, fade: iris),
            EngravedInk(ink: second, coverage: flowers, opacity: 0.9),
        ]
    }

    struct Rosettes: Sendable {
        var centers: [SIMD2<Float>]
        var radius: Float
        /// Petals and curves of the outer and the inner ring.
        var petals: (outer: Float, inner: Float)
        var curves: (outer: Int, inner: Int)
    }

    func rosettes() -> Rosettes {
        var dice = Dice(seed, stream: 91)
        let across = 0.14 * aspect, down: Float = 0.112
        return Rosettes(
            centers: [
                SIMD2(across, down), SIMD2(aspect - across, down), SIMD2(across, 1 - down),
                SIMD2(aspect - across, 1 - down),
            ], radius: min(0.066, across - 0.046),
            petals: (dice.element([7, 8, 9, 11]), dice.element([5, 6, 7])),
            curves: (8 + dice.below(3), 5 + dice.below(3)))
    }

    private func rosette(_ x: Float, _ y: Float, _ rose: Rosettes, unit: Float) -> Float {
        let right = x > aspect / 2, low = y > 0.5
        let center = rose.centers[(right ? 1 : 0) + (low ? 2 : 0)]
        let p = SIMD2(x, y) - center, r = hypot(p.x, p.y) / rose.radius
        guard r < 1.06, r > 0.05 else { return 0 }
        let angle = atan2(p.y, p.x)
        var ink: Float = max(
            stroke(abs(r - 1.02) * rose.radius, 0.0003, unit), stroke(abs(r - 0.17) * rose.radius, 0.0003, unit))
        func ring(middle: Float, swing: Float, petals: Float, curves: Int) {
            guard abs(r - middle) < swing + 0.03 else { return }
            for curve in 0..<curves {
                let phase = 2 * Float.pi * Float(curve) / Float(curves)
                for way in [Float(1), -1] {
                    let a = way * angle * petals + phase
                    let slope = swing * petals * cos(a) / max(r, 0.15)
                    let distance = abs(r - middle - swing * sin(a)) * rose.radius / (1 + slope * slope).squareRoot()
                    ink = max(ink, stroke(distance, 0.00022, unit))
                }
            }
        }
        ring(middle: 0.72, swing: 0.26, petals: rose.petals.outer, curves: rose.curves.outer)
        ring(middle: 0.36, swing: 0.17, petals: rose.petals.inner, curves: rose.curves.inner)
        return ink
    }

    /// The braided ring round the oval and the note's border.
    func bankNoteRing(on grid: Grid) -> Plane {
        let unit = grid.unit, band: Float = 0.024, waves: Float = 46
        return grid.map { _, x, y in
            var ink = max(
                stroke(abs(rectangle(x, y, margin: pictureMargin - 0.0015)), 0.0009, unit),
                stroke(abs(rectangle(x, y, margin: pictureMargin + 0.004)), 0.0003, unit))
            let distance = oval(x, y), u = distance / band
            guard u > -0.3, u < 1.3 else { return ink }
            for place in [Float(-0.12), 1.12] {
                ink = max(ink, stroke(abs(u - place) * band, 0.0005, unit))
            }
            guard abs(u - 0.5) < 0.6 else { return ink }
            let q = (SIMD2(x, y) - center) / axes
            let angle = atan2(q.y, q.x)
            let swell = 0.44 * (0.75 + 0.25 * sin(angle * 23))
            let steep = waves * swell * band / min(axes.x, axes.y)
            for curve in 0..<10 {
                let phase = 2 * Float.pi * Float(curve) / 10
                for way in [Float(1), -1] {
                    let a = way * angle * waves + phase
                    let slope = steep * cos(a)
                    let off = abs(u - 0.5 - swell * sin(a)) * band / (1 + slope * slope).squareRoot()
                    ink = max(ink, stroke(off, 0.0003, unit))
                }
            }
            return ink
        }
    }
}
