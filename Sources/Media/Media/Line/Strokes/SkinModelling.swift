// Dark skin in media of one ink: dark, and modelled.
extension Page {
    /// How much the darkest skin's manner holds, 0 fair … 1 dark.
    var modelling: Float { smoothstep(0.22, 0.68, deepness) }

    /// By how much shadow darkens the face in the photograph's light, in OKLab's L, 0…0.1: a drawing that has but the
    /// paper above and the ink below would make a dark face of it.
    var shadow: Float { clamp(0.8 * (skinLightness - complexion - 0.03), 0, 0.1) }

    /// Paper left by a drawing, with the skin as dark as the sitter's own and its form kept.
    ///
    /// Deepening a drawing evenly until its median is right leaves no room below: shades run together in solid ink. So
    /// the face's own range is spread over what the ink can print instead. The median goes to the sitter's own, lights
    /// climb well above it, and shades share what is left down to the ink.
    ///
    /// - Parameters:
    ///   - target: 0 ink … 1 bare, on the page's grid.
    ///   - lifted: share of the photograph's shadow on the face that is taken off.
    ///   - form: the sitter's tone, 0…1.
    ///   - rise: of the median of fair skin at most, in OKLab's L; see `keepingDepth`.
    ///   - lift: of the median of the darkest skin.
    ///   - whites: what is drawn as white though the photograph shows it not, 0…1.
    ///   - inLines: whether tone comes from lines of full ink with bare paper between them, which the eye mixes as
    ///     light, and not from gray.
    func modelled(
        _ target: Plane, form: Plane, whites: Plane, paper: Ink, ink: Ink, rise: Float, lift: Float,
        inLines: Bool = false, lifted: Float = 1
    ) -> Plane {
        let kept = keepingDepth(target, whites: whites, paper: paper, ink: ink, rise: rise + lifted * shadow)
        let share = modelling
        guard share > 0.01,
            let curve = SkinCurve(
                self, form: form, paper: paper, ink: ink, lift: lift + lifted * shadow, inLines: inLines)
        else {
            return kept
        }
        let lids = grid.blur(
            grid.map { [left = lids(Mesh.leftEye), right = lids(Mesh.rightEye)] in max(left[$0], right[$0]) }, 0.001)
        let mouth = face.mouth
        return grid.map { index in
            // Around the lids skin lighter than the darkest face's middle is no white.
            let white = max(white(index), whites[index]) * max(lids[index], mouth[index])
            var own = mix(kept[index], curve.bare(at: form[index]), share * skin[index] * (1 - white))
            // Beside dark skin the white of an eye is no lamp.
            let brightest = curve.white * mix(1, 1.25, mouth[index])
            own = mix(own, min(own, brightest), share * max(lids[index], mouth[index]))
            return own
        }
    }
}

extension Page {
    /// 1 between an eye's lids.
    private func lids(_ outline: [Int]) -> Plane {
        grid.polygon(outline.map { SIMD2(face.points[$0].x, face.points[$0].y) })
    }
}

/// What dark skin's tones become on paper.
private struct SkinCurve: Sendable {
    /// Bare paper at 256 steps of tone.
    private let table: [Float]
    /// Bare paper of what is white beside this skin.
    let white: Float

    init?(_ page: Page, form: Plane, paper: Ink, ink: Ink, lift: Float, inLines: Bool) {
        let tones = form.values(where: page.isComplexion), own = page.lab.c0.values(where: page.isComplexion)
        guard let middle = quantile(tones, 0.5), let light = quantile(tones, 0.97), let dark = quantile(tones, 0.03),
            let lightest = quantile(own, 0.97)
        else { return nil }
        let (full, bareLight) = (OKLab.linear(ink.lab), OKLab.linear(paper.lab))
        let steps = (0...255).map { step -> Float in
            let share = Float(step) / 255
            return inLines
                ? OKLab.from(linear: mix(full, bareLight, share)).x
                : OKLab.from(srgb: mix(ink.rgb, paper.rgb, share)).x
        }
        func bare(_ lightness: Float) -> Float { Float(steps.firstIndex { $0 >= lightness } ?? 255) / 255 }
        let black = steps[0]
        // Ink of the sitter's own lightness leaves no shades: some room is kept for them.
        let aim = max(page.complexion + lift, black + 0.065)
        // Lines that swell and thin away carry a wider range than gray does.
        let up = clamp(1.5 * (lightest - page.complexion), 0.29, 0.40) * (inLines ? 1.35 : 1),
            down = max(aim - black - 0.01, 0.02)
        table = (0...255).map { step in
            let t = Float(step) / 255
            if t >= middle {
                let u = min((t - middle) / max(light - middle, 0.08), 1.25)
                return bare(aim + up * pow(u, 0.8))
            }
            let u = min((middle - t) / max(middle - dark, 0.08), 1.6)
            return bare(aim - down * (1 - exp(-1.4 * u)))
        }
        white = bare(min(aim + 0.46, 0.95))
    }

    @inline(__always)
    func bare(at tone: Float) -> Float { table[Int(clamp(tone) * 255 + 0.5)] }
}
