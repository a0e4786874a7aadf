struct PaintedWall: Artwork {
    let seed: UInt64
    let grid: Grid
    let plaster: SIMD3<Float>
    let figure: FrescoFigure
    let setting: FrescoSetting
    let wall: FrescoWall
    let contour: [PenLine]
    let sinopia: [PenLine]
    /// Red earth of the underdrawing, and the dark of contours; OKLab.
    let earth: SIMD3<Float>
    let dark: SIMD3<Float>

    var reach: Float { 0.008 }

    func paint(on raster: Grid, progress: Float) -> ColorPlane {
        func sampled(_ plane: Plane) -> Plane { raster.sample(plane, on: grid) }
        // Trowelled plaster: long soft ridges, sand, pits.
        let trowel = raster.noise(seed &+ 61, 0.045, octaves: 3), sand = raster.noise(seed &+ 62, 0.0022, octaves: 2)
        let lost = sampled(wall.loss), mask = sampled(figure.mask)
        // First the drawing, then the colors, then the years.
        let aged = clamp(progress * 3.4 - 2.4), begun = 1 - clamp(progress * 3 - 0.6)
        let broken = raster.map { aged * smoothstep(-0.0005, 0.0005, lost[$0] + 0.00035 * sand[$0]) }
        let lines = raster.penned(contour), incised = raster.penned(setting.incised),
            cracks = raster.penned(wall.cracks)
        let under = raster.penned(sinopia)
        let gold = raster.map { [disc = sampled(setting.gold)] in clamp(disc[$0]) * (1 - clamp(mask[$0])) }
        let seam = sampled(wall.seam), craquelure = sampled(wall.craquelure), worn = sampled(wall.worn)
        let height = raster.map { index in
            let day = 0.25 * exp(-pow(seam[index] / 0.0022, 2))
            let groove = 0.8 * max(0.6 * lines[index], incised[index] * gold[index]) + 0.9 * aged * cracks[index]
            let fine = smoothstep(0.0011, 0.0002, craquelure[index]) * 0.35 * aged
            return 0.42 * trowel[index] + 0.10 * sand[index] + day - groove - fine - 2.2 * broken[index]
        }
        let light = raster.relief(height, step: 0.0012)
        let painted = paintedSurface(
            raster, mask: mask, gold: gold, sand: sand, trowel: trowel, lines: lines, incised: incised, worn: worn,
            progress: progress, aged: aged)
        let coarse = raster.noise(seed &+ 63, 0.006, octaves: 3)
        let patch = sampled(wall.patch)
        return raster.colors { index, _, _ in
            var color = painted[index]
            color.x += patch[index]
            let fine = aged * smoothstep(0.0010, 0.0002, craquelure[index]) * smoothstep(0.2, 0.9, worn[index] + 0.35)
            color = mix(color, earth, 0.6 * begun * under[index] * clamp(progress * 8))
            color = mix(color, SIMD3(color.x * 0.72, color.y, color.z), max(0.45 * fine, 0.75 * aged * cracks[index]))
            // Beneath: coarse plaster, and the red drawing on it.
            var bare = SIMD3(
                plaster.x - 0.16 + 0.030 * coarse[index] + 0.012 * sand[index], plaster.y + 0.004, plaster.z + 0.018)
            bare = mix(bare, earth, 0.62 * under[index] * clamp(0.8 + 0.3 * coarse[index]))
            color = mix(color, bare, broken[index])
            color.x += light[index] * (0.055 + 0.03 * broken[index])
            return OKLab.srgb(color)
        }
    }

    /// Color as the painter left it and the years wore it.
    private func paintedSurface(
        _ raster: Grid, mask: Plane, gold: Plane, sand: Plane, trowel: Plane, lines: Plane, incised: Plane, worn: Plane,
        progress: Float, aged: Float
    ) -> ColorPlane {
        let body = raster.sample(figure.color, on: grid), ground = raster.sample(setting.color, on: grid)
        let leaf = raster.noise(seed &+ 64, 0.02, octaves: 3)
        let aspect = Float(grid.width) / grid.unit
        let drawn = clamp(progress * 3), colored = clamp(progress * 1.6 - 0.4)
        return raster.colors { index, x, y in
            let m = clamp(mask[index])
            var color = mix(ground[index], body[index], m)
            // Gold leaf over bole: rubbed through on the ridges.
            let rubbed = aged * smoothstep(0.5, 1.6, leaf[index] + 0.5 * trowel[index]) * 0.75
            let gilt = SIMD3(
                setting.gilt.x + 0.035 * leaf[index] - 0.22 * incised[index], setting.gilt.y, setting.gilt.z)
            color = mix(color, mix(gilt, earth, rubbed), gold[index])
            if setting.bands > 0 {
                color = banded(color, x: x, y: y, aspect: aspect, unit: raster.unit, wobble: trowel[index])
            }
            color = mix(color, mix(dark, color, 0.25), 0.62 * lines[index] * max(m, 0.4) * drawn)
            // Lime shows through thin paint, and where it flaked.
            let thin = 0.10 + 0.05 * clamp(sand[index], -2, 2) + 0.6 * aged * worn[index] * (1 - 0.75 * m)
            return mix(color, plaster, clamp(thin + 0.9 * (1 - colored)))
        }
    }

    /// Three painted bands inside the border.
    private func banded(
        _ color: SIMD3<Float>, x: Float, y: Float, aspect: Float, unit: Float, wobble: Float
    ) -> SIMD3<Float> {
        let inward = min(min(x, aspect - x), min(y, 1 - y)) + 0.0006 * wobble
        guard inward < setting.bands + 0.004 else { return color }
        let ends: [Float] = [setting.bands * 0.62, setting.bands * 0.76, setting.bands]
        var result = color
        for number in stride(from: 2, through: 0, by: -1) {
            result = mix(result, setting.bandColors[number], clamp((ends[number] - inward) * unit + 0.5))
        }
        return result
    }
}

extension Grid {
    /// Light from the upper left on a surface: about -1…1, of heights of deviation near 1.
    func relief(_ height: Plane, step: Float) -> Plane {
        let pixels = max(Int((step * unit).rounded()), 1)
        return map { index in
            let before = upperLeft(of: index, by: pixels)
            return clamp(height[index] - height[before], -1.5, 1.5)
        }
    }
}
