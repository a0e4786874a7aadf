/// The fields that a ground's washes are cut from.
extension GroundWash {
    /// Two slow noises by which pigments run into one another.
    struct Currents: Sendable {
        let run: Plane
        let turn: Plane
    }

    /// How many washes lie at a place, by the design's tone.
    static func depth(_ field: Plane, _ design: GroundDesign, _ currents: Currents, _ grid: Grid, seed: UInt64) -> Plane
    {
        let isCrisp = design.isCrisp, isFire = design == .fire
        let tone = grid.warped(
            grid.blur(field, isCrisp ? 0.0016 : 0.010), by: isCrisp ? 0.002 : 0.008, feature: 0.05, seed: seed &+ 43)
        let cuts = WashCuts(design == .mist ? [0.90, 0.74, 0.60, 0.46, 0.30] : [0.80, 0.56, 0.36, 0.20, 0.08])
        return grid.map { index in
            // The hottest flames take the most paint, their tips the least.
            let light = isFire ? 1 - 0.7 * tone[index] : tone[index]
            return cuts(light + 0.06 + (isCrisp ? 0.05 : 0.15) * currents.run[index])
        }
    }

    /// OKLab a and b of the pigments: the ramp at the design's tone, other inks dropped in, the object's own.
    static func hue(
        _ field: Plane, accent: Plane, use: AccentUse, _ direction: Direction, _ currents: Currents, _ grid: Grid
    ) -> (Plane, Plane) {
        let palette = direction.palette, ramp = palette.ground.table, isFire = direction.ground == .fire
        let wide = grid.blur(field, 0.012), bled = grid.blur(accent, 0.0016)
        let charge = palette.ink(2).lab, second = palette.ink(0).lab
        let leading = palette.ink(use.ink).lab, other = palette.ink(use.ink + 1).lab
        let charges: Float = isFire || direction.ground == .night ? 0.15 : 0.55
        let painted = use.paint
        let hue = grid.colors { index, _, _ in
            let run = currents.run[index], turn = currents.turn[index]
            let place = clamp(wide[index] + 0.13 * turn - 0.05 * run)
            var color = isFire ? mix(other, leading, clamp(0.5 + 0.4 * turn)) : ramp[Int(place * 255)]
            color = mix(color, charge, charges * smoothstep(1.0, 1.7, -turn + 0.25 * run))
            color = mix(color, second, charges * smoothstep(1.1, 1.8, turn + 0.25 * run))
            let object = mix(leading, other, 0.55 * smoothstep(0.2, 1.6, run))
            return mix(color, object, painted > 0 ? clamp(bled[index] * 1.2) : 0)
        }
        let mixing: Float = painted > 0 ? 0.0015 : 0.006
        return (grid.blur(hue.c1, mixing), grid.blur(hue.c2, mixing))
    }

    /// Where the ground may go beside the sitter: along a share of the outline a line of paper stays dry.
    static func free(_ page: Page, dryLine: Float, seed: UInt64) -> Plane {
        let grid = page.grid
        let near = grid.blur(page.mask, 0.0035), gap = grid.noise(seed &+ 34, 0.09, octaves: 2)
        // A normal noise lies below this level on that share of the outline.
        let level = quantile([-2.2, -0.84, -0.25, 0.25, 0.84, 2.2], dryLine) ?? 0
        return grid.map { index in
            let limit = mix(0.62, 0.14, smoothstep(-0.35, 0.35, level - gap[index]))
            return 0.5 + (limit - near[index]) * 4
        }
    }

    static func scale(
        _ design: GroundDesign, palette: Palette, paper: SIMD3<Float>, strength: Float
    ) -> WashScale {
        let darkest: Float = design == .night || design == .storm ? 0.28 : 0.46
        let levels = (0...WashScale.washes).map { step -> Float in
            let share = pow(Float(step) / Float(WashScale.washes), 1.1)
            return mix(paper.x, darkest, clamp(share * strength + (step > 0 ? 0.06 : 0)))
        }
        return WashScale(levels: levels, hue: HueTable(palette.ground, paper: paper))
    }

    static func loose(
        _ page: Page, design: GroundDesign, seed: UInt64, settings: Settings
    ) -> SweptShape {
        let grid = page.grid
        var sweeps = GroundSweeps(page: page, design: design, seed: seed).sweeps()
        if let most = settings.sweeps { sweeps = Array(sweeps.prefix(most)) }
        let shape = grid.swept(sweeps)
        let lobes = grid.noise(seed &+ 31, 0.14, octaves: 4)
        let border = grid.map { [page] _, x, y in
            min(min(x, page.aspect - x), min(y, 1 - y))
        }
        let level = grid.map { index in
            min(shape.level[index] + 0.010 * lobes[index], border[index] - 0.022 + 0.005 * lobes[index])
        }
        return SweptShape(level: level, dryness: shape.dryness)
    }

    /// Where water ran back into a drying wash: lobed stains (cauliflowers).
    static func blooms(_ grid: Grid, count: Int, seed: UInt64, _ dice: inout Dice) -> Plane {
        let aspect = Float(grid.width) / grid.unit
        let stains = (0..<count).map { _ in
            SIMD3(dice.uniform(0.05, aspect - 0.05), dice.uniform(0.06, 0.75), dice.uniform(0.03, 0.085))
        }
        let lobes = grid.noise(seed &+ 47, 0.045, octaves: 4)
        return grid.map { index, x, y in
            var best: Float = -0.1
            for stain in stains { best = max(best, stain.z - hypot(x - stain.x, (y - stain.y) * 0.9)) }
            return best + 0.012 * lobes[index]
        }
    }

    /// Drops flung from the brush: few large, many small.
    static func spatter(_ page: Page, count: Int, _ dice: inout Dice) -> [PenLine] {
        let center = page.face.center
        let toward = dice.uniform(0, 2 * .pi)
        return (0..<count).map { number in
            // Half of them in one gust, the others all round.
            let bearing = number % 2 == 0 ? toward + dice.normal(0.35) : dice.uniform(0, 2 * .pi)
            let reach = 0.30 + abs(dice.normal(0.11))
            let x = center.x + reach * cos(bearing), y = center.y + reach * sin(bearing)
            let radius = min(0.0006 * pow(max(dice.uniform(), 0.02), -0.62), 0.006)
            let flung = radius * dice.uniform(0, 0.9)
            return PenLine([
                SIMD4(x, y, radius, 1), SIMD4(x + flung * cos(bearing), y + flung * sin(bearing), radius * 0.85, 1),
            ])
        }
    }
}
