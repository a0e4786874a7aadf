/// The tone that flat media cut into plates: smoothed along the flow, sharp in the features.
///
/// Thresholds in the face are quantiles of that face, never constants: without that, faces clot or wash out.
package struct FlatTone: Sendable {
    /// 0 black … 1 white on the page's grid; the ground is 1.
    package let base: Plane
    /// The base with the broad shadows of skin and fair hair lifted, for lines: without it they fill shadowed eyes,
    /// cheeks, necks and half of a white head of hair.
    package let key: Plane
    private let page: Page
    private let inFace: [Float]
    /// Where the face's own thresholds hold: face and neck without hair.
    private let faceWeight: Plane

    /// - Parameters:
    ///   - detail: how much the features are sharpened, 0…1.
    ///   - rounds: of the flow-based filter; fewer are faster and leave more texture.
    ///   - isRough: computes all but the features at half the size, eight times as fast: for edges that a knife rounds.
    package init(
        _ page: Page, across: Float = 0.003, along: Float = 0.007, detail: Float = 0.6, rounds: Int = 3,
        isRough: Bool = false
    ) {
        let grid = page.grid, face = page.face
        let tone = grid.map { page.tone[$0] * page.mask[$0] + 1 - page.mask[$0] }
        let flat =
            isRough
            ? Self.halfFlattened(tone, page, across: across, along: along)
            : grid.flattened(tone, page.flow, rounds: rounds, range: 0.11, across: across, along: along)
        let fine = grid.flattened(tone, page.flow, rounds: 1, range: 0.08, across: 0.0012, along: 0.003)
        let broad = grid.blur(fine, 0.010)
        // Rims of glasses and the folds below the eyes are fine too.
        let eyes = 0.5 * (face.points[Mesh.leftEyeCorner].y + face.points[Mesh.rightEyeCorner].y)
        let reach = 0.6 * face.eyeDistance
        let zone = grid.map { index, _, y in
            0.7 * face.soft[index] * smoothstep(reach, 0.6 * reach, abs(y - eyes - 0.1 * reach))
        }
        let isFair = page.isFairHaired
        let base = page.drawingEyes(
            over: grid.map { index in
                let share = clamp(max(face.features[index] * 1.2, zone[index]))
                let tone = clamp(mix(flat[index], fine[index] + (fine[index] - broad[index]) * detail, share))
                // A shadow in white hair stays a shade: cut in black it would be a hole.
                return isFair ? mix(tone, max(tone, Self.fairestShadow), page.hair[index]) : tone
            })
        let low = grid.blur(base, 0.018)
        key = grid.map { index in
            let lifted = clamp(0.80 + (base[index] - low[index]) * 1.15)
            let skin = clamp(max(face.soft[index], smoothstep(0.3, 0.6, page.skin[index]))) * 0.8
            let share = isFair ? max(skin, 0.9 * page.hair[index]) : skin
            return mix(base[index], lifted, share)
        }
        inFace = base.values { face.oval[$0] > 0.5 && page.hair[$0] < 0.4 }
        let neck = grid.blur(grid.map { smoothstep(0.3, 0.6, page.skin[$0]) }, 0.005)
        faceWeight = grid.map { clamp(max(face.soft[$0] * (1 - page.hair[$0]), neck[$0])) }
        self.base = base
        self.page = page
    }

    private static let fairestShadow: Float = 0.42

    private static func halfFlattened(_ tone: Plane, _ page: Page, across: Float, along: Float) -> Plane {
        let grid = page.grid
        let small = grid.reduced(tone, by: 2), half = grid.halved
        return grid.enlarged(
            half.flattened(
                small, grid.halved(page.flow), rounds: 3, range: 0.11, across: across, along: along), by: 2)
    }

    /// Tone below which `share` of the face lies, at most `cap`.
    package func threshold(_ share: Float, cap: Float = 1) -> Float { min(cap, quantile(inFace, share) ?? cap) }

    /// A threshold for every pixel: the face's quantile there and in the neck, `elsewhere` on the rest.
    package func thresholds(_ share: Float, cap: Float, elsewhere: Float) -> Plane {
        let own = threshold(share, cap: cap), face = page.face
        return page.grid.map { index in
            let inside = own * (0.82 + 0.18 * face.soft[index])
            return mix(elsewhere, inside, faceWeight[index])
        }
    }

    /// How far the tone, rounded as a knife would cut it, lies below a threshold: positive where there is ink.
    /// Outside the face edges are rounder than in it, and in the features roundest of all to the eye's own detail.
    package func level(below threshold: Plane, rounding: Float = 0.004, inFace: Float = 0.45) -> Plane {
        let grid = page.grid, face = page.face
        let wide = grid.blur(base, rounding), middle = grid.blur(base, rounding * inFace),
            fine = grid.blur(base, 0.0007)
        return grid.map { index in
            let rounded = mix(wide[index], middle[index], face.soft[index])
            return threshold[index] - mix(rounded, fine[index], clamp(face.features[index] * 1.2))
        }
    }
}

extension Grid {
    /// The inside of a level set (where `level` > 0), with an edge one pixel soft at any size of the page.
    ///
    /// - Parameter softness: width of the edge in pixels.
    package func cut(_ level: Plane, softness: Float = 1.2) -> Plane {
        let width = width, height = height
        return map { index in
            let x = index % width, y = index / width
            let dx = level[min(x + 1, width - 1), y] - level[max(x - 1, 0), y]
            let dy = level[x, min(y + 1, height - 1)] - level[x, max(y - 1, 0)]
            let slope = max(0.5 * hypot(dx, dy), 1e-5)
            return clamp(level[index] / (slope * softness) + 0.5)
        }
    }
}

/// Ink, paper and what a press does to them, on any raster; colors are sRGB 0…1 and inks multiply.
extension Grid {
    /// A sheet: tooth lit from the left, fibers, and its color.
    package func paper(_ ink: Ink, seed: UInt64, grain: Float = 0.02, fibers: Float = 0.012) -> (
        color: ColorPlane, tooth: Plane
    ) {
        let fine = noise(seed, 0.0016), coarse = noise(seed &+ 1, 0.0042, octaves: 2)
        let fiber = noise(seed &+ 3, 0.08, octaves: 3)
        // The two parts' deviations together.
        let tooth = map { (0.5 * fine[$0] + 0.55 * coarse[$0]) / 0.74 }
        let color = ink.rgb, width = width
        let sheet = colors { index, _, _ in
            let slope = tooth[index % width > 0 ? index - 1 : index] - tooth[index]
            let light = 1 + grain * 0.6 * slope + grain * 0.4 * tooth[index] + fibers * fiber[index]
            return (color * light).clamped(lowerBound: .zero, upperBound: .one)
        }
        return (sheet, tooth)
    }

    /// Lays a transparent ink over a picture.
    package func print(_ ink: Ink, _ amount: Plane, over picture: ColorPlane) -> ColorPlane {
        let color = ink.rgb
        return colors { index, _, _ in picture[index] * (1 - amount[index] + amount[index] * color) }
    }
}
