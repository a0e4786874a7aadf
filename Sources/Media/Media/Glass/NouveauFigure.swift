/// Skin and clothes in few flat tones, and the lines that are drawn in them.
struct NouveauFigure: Sendable {
    /// How far a place is inside the sitter; a level set on the page's grid.
    let inside: Plane
    /// Light and shade of skin and clothes as they are printed; OKLab on the page's grid.
    let light: ColorPlane
    let shade: ColorPlane
    let deep: ColorPlane
    /// How far a place lies in the shade, and in the deep shade; level sets.
    let shadeLevel: Plane
    let deepLevel: Plane
    /// How far a place is inside a drawn line of the features; a level set.
    let features: Plane
    /// Folds, contours within the sitter, and the outline.
    let lines: Drawing
    let outline: Drawing

    init(_ page: Page, palette: Palette, colors: NouveauColors) throws {
        let grid = page.grid, face = page.face
        let flat = FlatTone(page, across: 0.0028, along: 0.007, detail: 0.55, rounds: 2)
        let soft = grid.blur(page.wholeMask, 0.0022)
        inside = grid.map { soft[$0] - 0.55 }
        try grid.work.check()
        let cloths = page.cloths(3, rounding: 0.0045)
        let tones = Self.tones(page, flat, cloths)
        // Most of the face is printed in the light tone.
        let complexion = Complexion(
            page, palette: palette, tone: tones.light, rise: 0.03, fall: 0.03, keepsOwn: 0.5 * palette.keepsOwn)
        func printed(_ tone: Plane) -> ColorPlane {
            let figure = complexion.figure(tone, lips: 0.055)
            return grid.colors { index, _, _ in
                // Clothes are muted, flesh is not.
                mix(figure[index], colors.muted(figure[index], 0.16), page.clothes[index])
            }
        }
        light = printed(tones.light)
        shade = printed(tones.shade)
        deep = printed(tones.deep)
        let cut = flat.thresholds(0.30, cap: 0.60, elsewhere: 0.50)
        let low = flat.thresholds(0.075, cap: 0.34, elsewhere: 0.22)
        // In the features the drawing does it.
        let first = flat.level(below: cut, rounding: 0.0060, inFace: 0.8)
        let second = flat.level(below: low, rounding: 0.0050, inFace: 0.7)
        shadeLevel = grid.map { first[$0] - 0.5 * face.features[$0] }
        deepLevel = grid.map { second[$0] - 0.5 * face.features[$0] - 0.04 * face.soft[$0] }
        let drawn = grid.lines(
            flat.key, page.flow, sigma: 0.00095, strength: 13, threshold: 0.56, steepness: 8, along: 0.007,
            fineness: grid.map { clamp(0.25 + face.features[$0]) })
        let rims = page.spectacles(drawn, flat)
        features = grid.map { index in
            let part = max(face.eyes[index], max(0.92 * face.lips[index], face.brows[index]))
            let weight =
                clamp(part * 1.25 + 0.30 * face.soft[index] * (1 - page.hair[index]) * (1 - 0.6 * face.nose[index]))
                * page.mask[index]
            let line = (1 - drawn[index]) * weight * (1 - 0.85 * page.white(index))
            return max(line, 0.95 * rims[index]) - 0.48
        }
        try grid.work.check()
        var drawing = Self.folds(page, flat, cloths, colors)
        Self.nose(page, colors, into: &drawing)
        lines = drawing
        try grid.work.check()
        outline = Self.outline(page, colors)
    }

    /// Three tones: of light, shade and deep shade, each nearly even over its region.
    ///
    /// - Parameter numbers: which cloth lies at every pixel.
    private static func tones(
        _ page: Page, _ flat: FlatTone, _ numbers: [Int32]
    ) -> (light: Plane, shade: Plane, deep: Plane) {
        let grid = page.grid, face = page.face
        let low = grid.blur(flat.base, 0.010)
        let high = flat.threshold(0.64), middle = flat.threshold(0.24), dark = flat.threshold(0.07)
        // Every cloth has one tone of its own.
        let means = (0..<3).map { number -> Float in
            quantile(page.tone.values { numbers[$0] == Int32(number) && page.clothes[$0] > 0.6 }, 0.6) ?? 0.5
        }
        let cloth = grid.blur(grid.map { means[Int(numbers[$0])] }, 0.0007)
        func plane(_ own: Float, _ shift: Float, _ follow: Float) -> Plane {
            grid.map { index in
                let share = clamp(max(face.soft[index], smoothstep(0.3, 0.6, page.skin[index])))
                let elsewhere = mix(cloth[index] * 0.94 + 0.05 + shift, low[index], 0.12)
                let tone = mix(elsewhere, mix(own, low[index], follow), share)
                // Features keep their own light.
                return clamp(mix(tone, flat.base[index], clamp(face.features[index] * 1.1)))
            }
        }
        return (plane(high, 0.03, 0.35), plane(middle, -0.10, 0.30), plane(dark, -0.20, 0.25))
    }

    // MARK: Lines

    private static func folds(
        _ page: Page, _ flat: FlatTone, _ numbers: [Int32], _ colors: NouveauColors
    ) -> Drawing {
        let grid = page.grid
        let strength = page.lineStrength(flat.base, detail: 0.0024, outline: 0)
        let within = grid.map { strength[$0] * page.clothes[$0] }
        var result = Drawing()
        for line in grid.tracedLines(
            within, along: page.flow, start: 0.30, shortest: 0.035, spacing: 0.008)
        {
            let path = Path(line.points).resampled(0.002).smoothed(6)
            let sum: Float = line.pressure.reduce(0, +)
            let half: Float = 0.0006 + 0.0011 * sum / Float(max(line.pressure.count, 1))
            result.line(path.stroked { half * (0.15 + 0.85 * min(1, 5 * min($0, 1 - $0))) }, colors.line)
        }
        // Where skin, hair and cloth meet.
        let worn = page.wholeClothes
        let bare = grid.map { max(page.skin[$0], page.clothes[$0] - worn[$0]) }
        let cloths = (0..<3).map { number in grid.map { numbers[$0] == Int32(number) ? worn[$0] : 0 } }
        for plane in [bare] + cloths {
            let soft = grid.blur(plane, 0.0028)
            let own = grid.map { soft[$0] - 0.5 + (page.mask[$0] < 0.5 ? 0.3 : 0) * (soft[$0] > 0.5 ? 1 : 0) }
            for path in grid.contours(own, level: 0, least: 0.05) {
                Self.draw(path, half: 0.00085, where: { page.mask[$0] > 0.9 }, page, colors, into: &result)
            }
        }
        return result
    }

    /// The nose's lower edge from wing to wing: dark at the nostrils, lost between them.
    private static func nose(_ page: Page, _ colors: NouveauColors, into result: inout Drawing) {
        let knots = [49, 64, 98, 97, 2, 326, 327, 294, 279].map {
            SIMD2(page.face.points[$0].x, page.face.points[$0].y)
        }
        let path = Curve.spline(knots, step: 0.0012)
        guard path.points.count > 20 else { return }
        let scale = page.face.eyeDistance / 0.17
        result.line(
            path.stroked { t in
                let nostril = exp(-pow((abs(t - 0.5) - 0.24) / 0.10, 2))
                let end = smoothstep(0, 0.12, min(t, 1 - t))
                return scale * end * (0.00035 + 0.00125 * nostril)
            }, colors.line)
    }

    /// The parts of a contour where `condition` holds, as swelling lines.
    private static func draw(
        _ path: Path, half: Float, where condition: (Int) -> Bool, _ page: Page, _ colors: NouveauColors,
        into result: inout Drawing
    ) {
        var run: [SIMD2<Float>] = []
        func finish() {
            if run.count > 8 {
                let line = Path(run).smoothed(8)
                result.line(line.stroked { half * (0.2 + 0.8 * min(1, 6 * min($0, 1 - $0))) }, colors.line)
            }
            run = []
        }
        for point in path.resampled(0.002).points {
            if condition(page.grid.index(point.x, point.y)) { run.append(point) } else { finish() }
        }
        finish()
    }

    /// The outline: thick on the side away from the light and below, thin toward it.
    private static func outline(_ page: Page, _ colors: NouveauColors) -> Drawing {
        let grid = page.grid
        let soft = grid.blur(page.wholeMask, 0.0026)
        let (gx, gy) = grid.slopes(grid.blur(page.mask, 0.008))
        var result = Drawing()
        let away = SIMD2<Float>(0.75 * -page.lightSide, 0.55)
        for path in grid.contours(soft, level: 0.55, least: 0.08) {
            let line = path.resampled(0.002).smoothed(6)
            let corners = line.isClosed ? line.points + line.points.prefix(1) : line.points
            result.line(
                corners.map { point in
                    let index = grid.index(point.x, point.y)
                    let out = -unit(SIMD2(gx[index], gy[index]))
                    return SIMD3(point, 0.00175 * (1 + 0.55 * dot(out, away)))
                }, colors.line)
        }
        return result
    }
}
