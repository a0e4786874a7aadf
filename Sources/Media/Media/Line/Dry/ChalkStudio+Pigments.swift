extension ChalkStudio {
    /// The darks: paper left by charcoal or black chalk.
    func black() -> DryPigment {
        let grid = page.grid, face = page.face, features = study.features
        let target = darkTarget()
        let stump = grid.along(flow, grid.blur(target, 0.004), 0.010), soft = grid.blur(target, 0.0012)
        // Charcoal is rubbed more than chalk.
        let share: Float = layout == .blackened ? 0.74 : (layout.isCharcoal ? 0.56 : 0.40), deep = page.deepness
        let tight: Float = layout == .vine ? 0.45 : 0.60
        let rubbed = grid.map { index in
            let f = features[index]
            let broad = (1 - stump[index]) * (share - 0.1 * face.soft[index] + 0.35 * deep * page.skin[index]) * (1 - f)
            return (1 - broad) * (1 - (1 - soft[index]) * tight * f)
        }
        let done = grid.map { smoothstep(0.45, 0.9, finish[$0]) }
        let coarse = grid.map { (1 - 0.9 * features[$0]) * (1 - 0.35 * face.soft[$0]) }
        let middle = grid.map { clamp(coarse[$0] + 0.2) }
        let fine = grid.map { clamp(face.soft[$0] * 0.7 + features[$0] + page.hair[$0] + 0.25) * done[$0] }
        let finest = grid.map { clamp(features[$0] * 1.1 + page.hair[$0] * 0.7) * done[$0] }
        let detail = study.detailFlow, whole = grid.plane(1)
        var pigment = pigment(
            .charcoal, target: target, rubbed: rubbed, stream: 1, covers: layout == .dark, grain: 0.16
        ) { hatch in
            hatch.lay(
                round(5000, 0.075, 0.0050, 0.62, grain: 0.36, tolerance: 0.09, lift: 0.08, spill: 0.5), along: flow,
                weight: coarse, lengths: lengths)
            hatch.lay(
                round(9000, 0.055, 0.0030, 0.70, grain: 0.36, tolerance: 0.08, lift: 0.05, spill: 0.5), along: flow,
                weight: coarse, lengths: lengths)
            hatch.lay(
                round(20000, 0.040, 0.0018, 0.80, grain: 0.32, tolerance: 0.07, lift: 0.04, spill: 0.4), along: flow,
                weight: middle, lengths: lengths)
            hatch.lay(
                round(60000, 0.022, 0.0010, 0.85, grain: 0.26, tolerance: 0.05), along: flow, weight: fine,
                lengths: lengths)
            hatch.lay(
                round(100000, 0.011, 0.0006, 0.95, grain: 0.18, tolerance: 0.04, spill: 0.2), along: detail,
                weight: finest, lengths: whole)
        }
        var dice = Dice(direction.seed, stream: 63)
        pigment.lines.drawContours(
            of: study, finish: finish, width: layout.isCharcoal ? 1.6 : 1.35, weight: 1.05, grain: 0.3,
            clip: layout == .blackened ? finish : nil, dice: &dice)
        return pigment
    }

    /// How much of all dark skin is red earth.
    private var earth: Float { 0.55 * page.modelling }

    private func darkTarget() -> Plane {
        let grid = page.grid, hair = study.hairLightness, features = study.features
        // What black lies on in dark skin: paper, or red earth over it.
        let flesh = layout.isCharcoal ? paper.ink : paper.ink.under(direction.palette.sanguine, earth)
        let layout = layout, finish = finish, field = field, shade = shade
        // On dark paper black only deepens; on pale paper it has to carry the half-tones too.
        let middle: Float = layout == .dark ? 0.30 : (layout.isCharcoal ? 0.86 : 0.49)
        let power: Float = layout.isCharcoal ? 1.15 : 0.95
        // Cloth is black down from the paper's own lightness, and never quite bare: it would not be there.
        let ground = paperLightness, isCharcoal = layout.isCharcoal
        @Sendable func cloth(_ tone: Float) -> Float {
            layout == .dark ? 1 : clamp(pow(tone / max(ground, 0.1), 1.3), 0, 0.90)
        }
        let black = grid.map { index in
            let t = study.tone[index]
            var share = (t + 0.03) / middle
            // Lights that run out into bare paper all at once would end as if cut with a knife.
            if isCharcoal, share > 0.7 { share = 0.7 + 0.3 * tanh((share - 0.7) / 0.3) }
            let flesh = pow(clamp(share), power + 0.35 * features[index])
            let strands = clamp(t * 0.9 / (layout.isCharcoal ? 0.62 : 0.50) * (0.5 + 0.9 * hair))
            var sitter = mix(flesh, strands, page.hair[index])
            sitter = mix(sitter, min(sitter, cloth(t)), page.clothes[index])
            sitter = max(sitter, 0.90 * study.teeth[index])
            let drawn = 1 - (1 - sitter) * page.mask[index] * finish[index] * 0.97
            let outside = 1 - smoothstep(0.1, 0.8, page.mask[index])
            let design = clamp(1.15 - 0.75 * field.tone[index] - 0.7 * field.accent[index])
            let ground: Float =
                switch layout {
                case .blackened: finish[index] * outside * (0.25 + 0.72 * design)
                case .vine: 0.35 * shade[index] * design
                case .dark: 0.8 * shade[index]
                default: 0.88 * shade[index] * (0.35 + 0.65 * design)
                }
            return clamp(min(drawn, 1 - ground), 0.03, 1)
        }
        return page.modelled(
            black, form: study.tone, whites: study.whites, paper: flesh, ink: .charcoal,
            rise: (layout.isCharcoal ? 0.05 : 0.11) - 0.05 * page.deepness,
            lift: layout.isCharcoal ? 0.04 : 0.06, lifted: layout.isCharcoal ? 0.5 : 0.8)
    }

    /// The lights of the skin, of teeth, eyes and collar, and a halo on the lit side.
    func whiteChalk() -> DryPigment {
        let grid = page.grid, face = page.face, layout = layout, finish = finish, halo = halo, field = field
        let inFace = study.tone.values { face.oval[$0] > 0.5 && page.hair[$0] < 0.4 }
        let quantileOfLight: Float = layout == .dark ? 0.12 : (layout.isCharcoal ? 0.78 : 0.54)
        let high = min(quantile(inFace, quantileOfLight) ?? 0.7, layout == .dark ? 0.45 : 0.82)
        let reach: Float = layout.isCharcoal ? 0.75 : 0.95
        let complexion = clamp((page.complexion - paperLightness) / (0.86 - paperLightness), 0.15, 1)
        // White on dark skin would be gray islands: its lights are red earth and paper.
        let ease = (1 - 0.75 * page.deepness) * (1 - page.modelling), glint = 1 - 0.35 * page.modelling
        let target = grid.map { index in
            let t = study.tone[index]
            var light = pow(clamp((t - high) / max(1.02 - high, 0.05)), layout == .dark ? 0.95 : 1.1)
            light *= page.mask[index] * finish[index] * (reach - 0.25 * page.hair[index])
            // On dark paper white makes the skin: no more of it than the complexion asks.
            let less =
                layout == .dark
                ? complexion : mix(ease, glint, study.features[index] * max(page.white(index), study.whites[index]))
            light = mix(light, light * less, page.skin[index])
            let outside = 1 - smoothstep(0.05, 0.5, page.mask[index])
            let ground: Float =
                switch layout {
                case .dark: 0.45 * field.accent[index] * outside * finish[index]
                case .blackened: 0
                case .vine: 0.2 * halo[index]
                default: 0.55 * halo[index] * (0.5 + 0.5 * field.tone[index])
                }
            return 1 - clamp(max(light, ground), 0, 0.97)
        }
        let rubbed = grid.map { [soft = grid.blur(target, 0.003)] in 1 - (1 - soft[$0]) * 0.36 }
        let near = grid.map { clamp(study.features[$0] * 1.2 + 0.1) }, whole = grid.plane(1)
        return pigment(.whiteChalk, target: target, rubbed: rubbed, stream: 2, covers: true, grain: 0.2) { hatch in
            hatch.lay(
                round(12000, 0.040, 0.0022, 0.78, grain: 0.36, tolerance: 0.07, spill: 0.4), along: flow,
                weight: whole, lengths: lengths)
            hatch.lay(
                round(46000, 0.022, 0.0011, 0.85, grain: 0.28, tolerance: 0.05), along: flow, weight: whole,
                lengths: lengths)
            hatch.lay(
                round(50000, 0.010, 0.0006, 0.95, grain: 0.15, tolerance: 0.04, spill: 0.2), along: flow,
                weight: near, lengths: whole)
        }
    }

    /// Red earth in the half-tones of the flesh, in the lips and the warm parts of the hair.
    func sanguine() -> DryPigment {
        let grid = page.grid, face = page.face, finish = finish
        let isDark = layout == .dark, earth = earth
        let inFace = study.tone.values { face.oval[$0] > 0.5 && page.hair[$0] < 0.4 }
        let middle = clamp(quantile(inFace, 0.40) ?? 0.52, 0.28, 0.6)
        let target = grid.map { index in
            let t = study.tone[index], d = (t - middle) / 0.21, e = (t - 0.35) / 0.2
            let tint = max(exp(-d * d) * (isDark ? 0.48 : 0.38), earth * smoothstep(0.05, 0.5, t))
            let flesh = tint * page.skin[index] * (1 - page.white(index))
            let lips = face.lips[index] * (1 - face.mouth[index]) * 0.38
            let strands = 0.25 * exp(-e * e) * page.hair[index]
            return 1 - clamp((flesh + lips + strands) * finish[index] * (isDark ? 1.15 : 1), 0, 0.85)
        }
        let rubbed = grid.map { [soft = grid.blur(target, 0.003)] in 1 - (1 - soft[$0]) * 0.45 }
        let form = study.direction(slant: -0.85), whole = grid.plane(1)
        return pigment(
            direction.palette.sanguine, target: target, rubbed: rubbed, stream: 3, covers: isDark, grain: 0.16
        ) { hatch in
            hatch.lay(
                round(14000, 0.040, 0.0016, 0.75, grain: 0.34, tolerance: 0.05, jitter: 0.1, spill: 0.4), along: form,
                weight: whole, lengths: whole)
            hatch.lay(
                round(26000, 0.024, 0.0009, 0.8, grain: 0.3, tolerance: 0.05), along: form, weight: whole,
                lengths: whole)
        }
    }

    /// The palette's chalks in the ground and the clothes.
    func groundChalks() -> [DryPigment] {
        let grid = page.grid, palette = direction.palette, finish = finish, field = field, layout = layout
        let near = study.finish(from: 0.36, to: 0.54, seed: direction.seed &+ 41)
        let outside = grid.map { (1 - smoothstep(0.1, 0.7, page.mask[$0])) * near[$0] }
        let object = grid.map { index in
            1 - clamp(0.72 * field.accent[index] * outside[index], 0, 0.8)
        }
        if layout == .vine { return [colored(palette.ink(0), object, stream: 11)] }
        let dark = grid.map { index in
            let cloth = page.clothes[index] * (1 - study.tone[index]) * 0.75 * finish[index]
            return 1
                - clamp(max(0.7 * (1 - field.tone[index]) * outside[index] * (1 - field.accent[index]), cloth), 0, 0.8)
        }
        let light = grid.map { index in
            let cloth = page.clothes[index] * study.tone[index] * 0.45 * finish[index]
            return 1 - clamp(max(0.55 * field.tone[index] * outside[index] * (1 - field.accent[index]), cloth), 0, 0.7)
        }
        return [
            colored(palette.ink(2), dark, stream: 12), colored(palette.ink(1), light, stream: 13),
            colored(palette.ink(0), object, stream: 14),
        ]
    }

    private func colored(_ ink: Ink, _ target: Plane, stream: UInt64) -> DryPigment {
        let grid = page.grid, whole = grid.plane(1)
        let rubbed = grid.map { [soft = grid.blur(target, 0.004)] in 1 - (1 - soft[$0]) * 0.35 }
        return pigment(ink, target: target, rubbed: rubbed, stream: stream, covers: true, grain: 0.25) { hatch in
            hatch.lay(
                round(5000, 0.070, 0.0045, 0.7, grain: 0.38, tolerance: 0.07, lift: 0.05, spill: 0.5), along: flow,
                weight: whole, lengths: lengths)
            hatch.lay(
                round(12000, 0.050, 0.0024, 0.75, grain: 0.36, tolerance: 0.06, lift: 0.02, spill: 0.5), along: flow,
                weight: whole, lengths: lengths)
            hatch.lay(
                round(16000, 0.034, 0.0014, 0.8, grain: 0.3, tolerance: 0.06, spill: 0.4), along: flow, weight: whole,
                lengths: lengths)
        }
    }
}
