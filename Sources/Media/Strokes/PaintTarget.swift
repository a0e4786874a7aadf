/// The picture that strokes are to reach: the sitter in the palette's colors before a designed ground.
package struct PaintTarget: Sendable {
    /// OKLab on the page's grid.
    package let lab: ColorPlane
    /// The figure, a little within the sitter's outline.
    package let figure: Plane
    package let ground: GroundField
    let eyes: PaintedEyes
    /// How blurred the photograph is in the features, 0 sharp … 1.
    let softness: Float
    /// What the ground's lightness was changed by about the outline.
    let clearance: Plane

    package init(_ page: Page, in direction: Direction, key: PaintKey, hues: PaintHues = PaintHues()) {
        let grid = page.grid
        let own = SitterColors(page).lab
        let tone = PaintTone(page, own, key: key, lights: direction.lights)
        eyes = tone.paintedEyes
        softness = page.softness
        let painted = Self.sitter(page, own, tone, direction.palette, hues)
        let ground = direction.ground.field(on: grid, page: page, seed: direction.seed)
        let behind = Self.behind(ground, direction, hues, on: grid)
        clearance = OutlineContrast.shift(
            sitter: painted.c0, ground: behind.c0, mask: page.mask, least: hues.outlineContrast, on: grid)
        let figure = grid.blur(grid.map { smoothstep(0.4, 0.75, page.mask[$0]) }, 0.001)
        lab = grid.colors { [clearance] index, _, _ in
            var back = behind[index]
            back.x = clamp(back.x + clearance[index], 0.03, 0.985)
            return mix(back, painted[index], figure[index])
        }
        self.figure = figure
        self.ground = ground
    }

    /// The palette's hues by lightness for skin, hair and clothes, mixed with the sitter's own.
    private static func sitter(
        _ page: Page, _ own: ColorPlane, _ tone: PaintTone, _ palette: Palette, _ hues: PaintHues
    ) -> ColorPlane {
        let grid = page.grid, face = page.face, warmth = hues.warmth
        let bold = Ramp(palette.boldInks)
        let skinHues = Hues(palette.skin, bold, hues.boldness)
        let hairHues = Hues(palette.hair, bold, hues.boldness * 0.7)
        let clothHues = Hues(palette.clothes, bold, hues.boldness * 0.4)
        let brown = SkinPigment(page, palette: palette, most: 0.75 - 0.2 * hues.boldness)
        let skinColor = page.skinColor, keep = palette.keepsOwn * hues.keeping, chromaGain = hues.chroma
        let dark = palette.ground(0.18), deep = SIMD2(dark.y, dark.z) * 1.3
        let zones = warmth > 0 ? warmZones(page) : (red: grid.plane(), gold: grid.plane())
        let whites = whites(page, own, tone.paintedEyes)
        let irises = tone.paintedEyes.irises, invented = tone.paintedEyes.invented
        return grid.colors { index, _, _ in
            let l = tone.lightness[index], color = own[index]
            let skin = page.skin[index], hair = page.hair[index]
            let clothes = max(page.clothes[index], 1e-3), sum = skin + hair + clothes
            let chroma = hypot(color.y, color.z)
            let varied = SIMD2(
                skinColor.y + (color.y - skinColor.y) * 1.6, skinColor.z + (color.z - skinColor.z) * 1.6)
            let flesh = brown.mixed(into: mix(skinHues(l), varied, clamp(keep * 1.25)), at: l)
            let strands = mix(hairHues(l), SIMD2(color.y, color.z) * 1.1, clamp(keep * 1.3))
            // A colored coat is part of the sitter: grey cloth takes the palette, an orange suit stays orange.
            let loud = max(keep, (0.4 + keep) * smoothstep(0.05, 0.13, chroma))
            let cloth = mix(clothHues(l), SIMD2(color.y, color.z), clamp(loud))
            var ab = (flesh * skin + strands * hair + cloth * clothes) / sum
            ab *= chromaGain
            ab = mix(ab, deep, hues.shadows * smoothstep(0.42, 0.12, l) * (1 - brown.share * skin))
            // The iris keeps its color.
            // A blue or green one a little more than that; reddened lids less.
            var iris = SIMD2(color.y, color.z) * mix(0.85, 1.35, smoothstep(0.03, 0, color.z))
            // No iris is redder than skin: what is, is a lid or the camera's noise.
            let red = max(iris.x, 0) / max(0.6 * max(skinColor.y, 0.02), 1e-3)
            if red > 1 { iris /= red }
            // One that the photograph does not show is brown.
            iris = mix(iris, SIMD2(0.018, 0.034), invented[index])
            ab = mix(ab, iris, 0.75 * max(tone.eyes[index], irises[index]))
            ab.x +=
                tone.lights.a[index] + warmth * zones.red[index] * skin + 0.02 * face.lips[index] * (1 - whites[index])
            ab.y += tone.lights.b[index] + warmth * zones.gold[index] * skin
            // Teeth come forward; the eye's white stays in its socket's shade.
            let lift: Float = tone.eyes[index] > 0.1 ? 0 : 0.2
            let white = SIMD3(clamp(l * (1 - lift) + lift, 0, 0.95), 0.002, 0.016)
            return mix(SIMD3(l, ab.x, ab.y), white, 0.75 * whites[index])
        }
    }

    /// Teeth and the whites of the eyes: they carry the likeness, and stay near white.
    private static func whites(_ page: Page, _ own: ColorPlane, _ eyes: PaintedEyes) -> Plane {
        let grid = page.grid, face = page.face
        func outline(_ indices: [Int]) -> Plane {
            grid.polygon(indices.map { SIMD2(face.points[$0].x, face.points[$0].y) })
        }
        let left = outline(Mesh.leftEye), right = outline(Mesh.rightEye)
        let skin = page.skinColor
        let found = grid.map { index in
            let color = own[index], place = max(max(left[index], right[index]), face.mouth[index])
            let isPale = smoothstep(0.01, 0.045, hypot(skin.y, skin.z) + 0.02 - hypot(color.y, color.z))
            // Lips lighter than dark skin are not teeth.
            let isLight = smoothstep(-0.2, 0.0, color.x - max(skin.x, 0.52)) * smoothstep(0.3, 0.55, page.tone[index])
            return place * isPale * isLight * (1 - eyes.irises[index])
        }
        return grid.blur(found, 0.0009)
    }

    /// Where blood shows, in cheeks and nose, and where bone does, on the forehead.
    private static func warmZones(_ page: Page) -> (red: Plane, gold: Plane) {
        let face = page.face, iod = face.eyeDistance
        func spot(_ point: Int, _ radius: Float) -> (SIMD2<Float>, Float) {
            (SIMD2(face.points[point].x, face.points[point].y), radius * iod)
        }
        let cheeks = [spot(50, 0.36), spot(280, 0.36), spot(4, 0.26)], brow = spot(Mesh.forehead, 0.7)
        let chin = spot(Mesh.chin, 0.5)
        @Sendable func glow(_ spot: (SIMD2<Float>, Float), _ x: Float, _ y: Float) -> Float {
            let d = SIMD2(x, y) - spot.0
            return exp(-0.5 * (d * d).sum() / (spot.1 * spot.1))
        }
        let red = page.grid.map { _, x, y in
            cheeks.reduce(Float(0)) { $0 + glow($1, x, y) } - 0.5 * glow(chin, x, y)
        }
        let gold = page.grid.map { _, x, y in glow(brow, x, y) - 0.3 * glow(chin, x, y) }
        return (red, gold)
    }

    /// The ground's ramp, its accent in the leading ink, and clouds of other hues.
    private static func behind(
        _ field: GroundField, _ direction: Direction, _ hues: PaintHues, on grid: Grid
    ) -> ColorPlane {
        let table = direction.palette.ground.table, accent = direction.ground.accent(direction.palette)
        let (low, high) = (hues.groundRange.lowerBound, hues.groundRange.upperBound), cloud = hues.clouds
        let red = grid.noise(direction.seed &* 31 &+ 3, 0.12, octaves: 3)
        let yellow = grid.noise(direction.seed &* 31 &+ 4, 0.16, octaves: 3)
        return grid.colors { index, _, _ in
            let tone = low + (high - low) * clamp(field.tone[index])
            var color = table[min(Int(clamp(tone) * 255), 255)]
            color += SIMD3(0.012 * red[index], 0.016 * yellow[index], 0.014 * red[index]) * cloud
            return mix(color, accent, clamp(field.accent[index]) * (0.6 + 0.4 * (high - low)))
        }
    }
}
