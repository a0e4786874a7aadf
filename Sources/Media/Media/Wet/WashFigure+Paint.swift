/// A figure's washes on one raster.
struct FigureWashes: Sendable {
    /// Optical densities of red, green and blue.
    let density: ColorPlane
    /// The sitter, 1 inside the outline.
    let mask: Plane
    /// Where paint lies within it.
    let painted: Plane
}

extension WashFigure {
    /// - Parameters:
    ///   - washes: how many of the five are laid, with a share of the last.
    ///   - flow: unevenness of the pigment, about 1.
    func paint(on raster: Grid, washes: Float, tooth: Plane, flow: Plane) -> FigureWashes {
        func sampled(_ plane: Plane) -> Plane { raster.sample(plane, on: grid) }
        let depth = sampled(depth), skin = sampled(skin), hair = sampled(hair), wetness = sampled(wetness)
        let mask = raster.map { [outline = sampled(outline)] in smoothstep(0.32, 0.68, outline[$0]) }
        let clothes = sampled(clothes), cover = sampled(cover), dryness = sampled(dryness)
        let drips = raster.penned(drips)
        let painted = raster.map { index in
            let brushed = brushed(
                cover[index], dryness: dryness[index], tooth: tooth[index], flow: isTaped ? 1 : flow[index])
            return mask[index] * max(brushed, drips[index])
        }
        let laid = Self.laid(washes)
        // A fine brush finishes the features, however few washes the rest has.
        let fineness = sampled(fineness)
        let done = washes > 2.5 ? Self.laid(5) : laid
        let lightness = raster.map { index in
            let m =
                WashScale.shares(depth: depth[index], wetness: clamp(wetness[index], 0.1, 3))
                * (laid + (done - laid) * fineness[index])
            let s = skin[index], h = hair[index], c = clothes[index] + 0.004
            let sum = 1 / max(s + h + c, 0.01)
            let heights = (skinScale.heights * s + hairScale.heights * h + clothesScale.heights * c) * sum
            let top = (skinScale.top * s + hairScale.top * h + clothesScale.top * c) * sum
            let bare = paper.x - (paper.x - top) * laid[0]
            return bare - (m * heights).sum()
        }
        // Pigment gathers where a wash ends.
        let mass = raster.map { (paper.x - lightness[$0]) * painted[$0] }
        let spread = raster.blur(mass, 0.0026)
        let ownA = sampled(ownA), ownB = sampled(ownB)
        let paperLight = OKLab.linear(paper), bleed = sampled(bleed)
        let tint = hairScale.hue(0.5)
        let hairDensity = opticalDensity(OKLab.linear(SIMD3(0.58, tint.x, tint.y)), on: paperLight) * laid[2]
        let density = raster.colors { index, _, _ in
            let covered = painted[index]
            let run = bleed[index] * (1 - mask[index])
            guard covered > 0.002 else { return hairDensity * run }
            let l = lightness[index], s = skin[index], h = hair[index], c = clothes[index] + 0.004
            let sum = 1 / max(s + h + c, 0.01)
            let hue = (skinScale.hue(l) * s + hairScale.hue(l) * h + clothesScale.hue(l) * c) * sum
            let kept = (keep.x * s + keep.y * h + keep.z * c) * sum
            let own = SIMD2(ownA[index], ownB[index]) * 1.15
            let colored = smoothstep(paper.x, paper.x - 0.10, l)
            var ab = mix2(hue, own * colored + SIMD2(paper.y, paper.z) * (1 - colored), kept)
            let charged =
                smoothstep(1.15, 1.7, wetness[index]) * (1 - 0.8 * fineness[index])
                * smoothstep(0.70, 0.45, l) * smoothstep(0.1, 0.3, l)
            ab = mix2(ab, SIMD2(charge.x, charge.y), charged * (charge.z * s + 0.3 * (h + c)) * sum)
            let color = OKLab.linear(SIMD3(max(l, 0.02), ab.x, ab.y))
            let edge = max(mass[index] - spread[index], 0) / max(mass[index], 0.06)
            // A hard rim about the lights of a face would be a patch on it.
            let gathered = 1 + (1.9 - 1.0 * max(fineness[index], 0.8 * min(s * sum, 1))) * edge
            return opticalDensity(color, on: paperLight) * (covered * flow[index] * gathered) + hairDensity * run
        }
        return FigureWashes(density: density, mask: mask, painted: painted)
    }

    private static func laid(_ washes: Float) -> SIMD8<Float> {
        var result = SIMD8<Float>.zero
        for index in 0..<WashScale.washes { result[index] = clamp(washes - Float(index)) }
        return result
    }
}

/// Paint at the edge of a sweep: positive `depth` inside. Where the brush was dry only the tooth's heights take it;
/// where the paper was wet (`flow` well above 1) it fades away.
@inline(__always)
func brushed(_ depth: Float, dryness: Float, tooth: Float, flow: Float) -> Float {
    let width = 0.0014 + 0.016 * smoothstep(1.10, 1.28, flow)
    let edge = smoothstep(-0.0014, 2 * width - 0.0014, depth - 0.0005 * tooth)
    let dry = dryness * smoothstep(0.030, 0.003, depth)
    // Softer than the tooth itself, which a small page cannot resolve.
    return edge * smoothstep(-0.8, 0.8, tooth + 6 * (1 - dry) - 0.5)
}

@inline(__always)
func mix2(_ a: SIMD2<Float>, _ b: SIMD2<Float>, _ share: Float) -> SIMD2<Float> { a + (b - a) * share }

/// Optical density of a film that makes `paper` look like `color`; both in linear light.
@inline(__always)
func opticalDensity(_ color: SIMD3<Float>, on paper: SIMD3<Float>) -> SIMD3<Float> {
    let share = (color / paper).clamped(lowerBound: SIMD3(repeating: 0.004), upperBound: .one)
    return SIMD3(-log(share.x), -log(share.y), -log(share.z))
}
