/// The smallest brush a painter takes for each part of the picture: a radius in page heights. This alone makes the
/// face finer than the rest.
struct BrushSizes: Sendable {
    var ground: Float = 0.020
    /// Ground along the sitter's outline.
    var outline: Float = 0.0075
    var body: Float = 0.0075
    var face: Float = 0.0044
    var features: Float = 0.0010
    var hair: Float = 0.0032

    func finest(_ page: Page, _ target: PaintTarget) -> Plane {
        let grid = page.grid, figure = target.figure
        // Objects of the ground want a narrower brush for their outline.
        let near = grid.blur(target.ground.accent, 0.004)
        let soft = grid.blur(figure, 0.003), band = grid.blur(figure, 0.012), sizes = self
        let sharp = Self.sharpness(page)
        // What the photograph shows blurred is painted with a brush that is seen, but for the eyes.
        let coarse = 1 + 1.2 * target.softness, eyes = page.face.eyes
        return grid.map { index in
            let importance = page.importance[index]
            let inFace = mix(sizes.body, sizes.face, smoothstep(0.05, 0.42, importance))
            var inside = mix(
                inFace, min(sizes.features * mix(coarse, 1, smoothstep(0.2, 0.5, eyes[index])), inFace),
                smoothstep(0.45, 0.75, importance))
            if page.hair[index] > 0.5 { inside = min(inside, sizes.hair) }
            inside *= 1 - 0.5 * sharp[index] * (inside > sizes.features * 1.5 ? 1 : 0)
            let border = smoothstep(0.04, 0.2, near[index]) * smoothstep(0.96, 0.8, near[index])
            let outside = mix(sizes.ground, sizes.outline, max(smoothstep(0.03, 0.3, band[index]), border))
            return mix(outside, inside, soft[index])
        }
    }

    /// 1 where a frame of glasses, a collar, an emblem stands out sharply: more than wrinkles do.
    private static func sharpness(_ page: Page) -> Plane {
        let grid = page.grid, lightness = page.lab.c0
        let mean = grid.blur(lightness, 0.004)
        let square = grid.blur(grid.map { lightness[$0] * lightness[$0] }, 0.004)
        return grid.map { index in
            let variance = max(square[index] - mean[index] * mean[index], 0)
            return smoothstep(0.09, 0.17, variance.squareRoot()) * page.mask[index]
        }
    }

    /// 0 ground, 1 clothes, 2 skin, 3 hair, 4 the ground's own object: a sun, a moon, a flame.
    static func regions(_ page: Page, _ target: PaintTarget) -> Plane {
        page.grid.map { index in
            guard target.figure[index] > 0.5 else { return target.ground.accent[index] > 0.5 ? 4 : 0 }
            let skin = page.skin[index], hair = page.hair[index], clothes = page.clothes[index]
            return hair > max(skin, clothes) ? 3 : skin > clothes ? 2 : 1
        }
    }

    /// How much longer than usual strokes are.
    struct Lengths: Sendable {
        var hair: Float = 1.9
        var features: Float = 0.7
        var ground: Float = 1

        func plane(_ page: Page, figure: Plane) -> Plane {
            let lengths = self
            return page.grid.map { index in
                if figure[index] < 0.5 { return lengths.ground }
                if page.hair[index] > 0.5 { return lengths.hair }
                return page.importance[index] > 0.45 ? lengths.features : 1
            }
        }
    }
}
