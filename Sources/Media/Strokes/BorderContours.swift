/// Dark lines where regions meet, and along the features: never across the skin.
struct BorderContours: Sendable {
    /// In page heights.
    var width: Float
    var strength: Float = 0.85
    /// How much lines within the figure count against its outline, 0…1.
    var inner: Float = 0.6

    /// The easel's target with contours in the palette's darkest colors.
    func drawn(on easel: Easel) -> ColorPlane {
        let grid = easel.page.grid, target = easel.scene.target, color = color(easel.direction.palette)
        let line = lines(easel.page, figure: easel.target.figure, lightness: target.c0)
        return grid.colors { index, _, _ in mix(target[index], color, line[index]) }
    }

    /// Long strokes along the lines.
    func coat(_ easel: Easel, brush: Brush) -> Coat {
        let page = easel.page, grid = page.grid, color = color(easel.direction.palette)
        let line = lines(page, figure: easel.target.figure, lightness: easel.target.lab.c0)
        let core = grid.blur(line, width * 0.2)
        var coat = Coat(radius: width * 0.5, brush: brush)
        coat.brush.taper = 0.8
        coat.brush.roundness = 0.6
        coat.chance = grid.map { smoothstep(0.42, 0.7, core[$0]) }
        coat.target = ColorPlane(grid.plane(color.x), grid.plane(color.y), grid.plane(color.z))
        // Along the line itself, not along what it borders on.
        coat.flow = grid.edgeFlow(line, detail: 0.0016, smoothness: 0.005).flow
        coat.spacing = 1.7
        coat.shortest = 40
        coat.longest = 26
        coat.curving = 0.9
        coat.tolerance = 9
        coat.jitter = SIMD3(0.012, 0.006, 0.006)
        coat.ignoresFinest = true
        return coat
    }

    private func color(_ palette: Palette) -> SIMD3<Float> {
        let key = palette.key.lab, deep = palette.ground(0.12)
        return SIMD3(min(key.x, 0.24), mix(key.y, deep.y, 0.7), mix(key.z, deep.z, 0.7))
    }

    /// 0…1.
    func lines(_ page: Page, figure: Plane, lightness: Plane) -> Plane {
        let grid = page.grid, face = page.face
        let border = ridge(of: figure, on: grid), hairline = ridge(of: page.hair, on: grid)
        let collar = ridge(of: grid.map { max(page.skin[$0], page.hair[$0]) }, on: grid)
        let narrow = grid.blur(lightness, width * 0.4), wide = grid.blur(lightness, width * 1.4)
        let strength = strength, inner = inner
        return grid.map { index in
            let calm = 1 - 0.85 * face.soft[index] * (1 - smoothstep(0.45, 0.7, page.importance[index]))
            let edge = clamp((wide[index] - narrow[index]) * 7 - 0.15) * calm * figure[index]
            let regions = max(
                0.75 * collar[index] * (1 - 0.7 * face.soft[index]), 0.4 * hairline[index] * (1 - face.soft[index]))
            // Eyes and mouth are left to the brush.
            let spared = 1 - 0.6 * clamp(face.eyes[index] + face.lips[index])
            return clamp(max(border[index], inner * max(edge * spared, regions)) * strength)
        }
    }

    /// 1 along the border of a mask.
    private func ridge(of mask: Plane, on grid: Grid) -> Plane {
        let narrow = grid.blur(mask, width * 0.35), wide = grid.blur(mask, width * 1.1)
        return grid.map { smoothstep(0.08, 0.28, abs(narrow[$0] - wide[$0])) }
    }
}
