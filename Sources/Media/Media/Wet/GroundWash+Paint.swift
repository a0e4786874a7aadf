extension GroundWash {
    private static let order = SIMD8<Float>(1, 2, 3, 4, 5, 6, 7, 8)
    private static let softness = SIMD8<Float>(0.55, 0.40, 0.28, 0.22, 0.2, 1, 1, 1)

    /// Optical densities of red, green and blue behind the sitter.
    ///
    /// - Parameters:
    ///   - mask: the sitter on this raster.
    ///   - tooth: the paper's, deviation 1; dry brushes catch on it.
    func paint(
        on raster: Grid, paper: SIMD3<Float>, mask: Plane, tooth: Plane, flow: Plane, washes: Float
    ) -> ColorPlane {
        func sampled(_ plane: Plane) -> Plane { raster.sample(plane, on: grid) }
        let level = sampled(level), dryness = sampled(dryness), free = sampled(free), depth = sampled(depth)
        let accent = sampled(accent), bloom = sampled(bloom), drops = raster.penned(drops)
        let covered = raster.map { index in
            let wet = isTaped ? 1 : flow[index]
            let swept = brushed(level[index], dryness: dryness[index], tooth: tooth[index], flow: wet)
            let object = use.joins ? smoothstep(0.35, 0.65, accent[index]) : 0
            let kept = 1 - use.reserve * smoothstep(0.3, 0.7, accent[index])
            let paint = max(max(swept, object) * smoothstep(0.30, 0.70, free[index]), drops[index])
            return paint * kept * (1 - mask[index])
        }
        let laid = clamp(washes / 5)
        let lightness = raster.map { index in
            var m = (SIMD8(repeating: depth[index]) - Self.order) / (2 * softness * Self.softness) + 0.5
            m.clamp(lowerBound: .zero, upperBound: .one)
            m = m * m * (3 - 2 * m)
            // One thin wash lies everywhere within the shape.
            let drop = (m * scale.heights).sum() + 0.5 * scale.heights[0] * (1 - m[0])
            let object = mix(paper.x - drop, accentLightness, use.paint * accent[index])
            let shed = max(object, 0.60 * clamp(2 * drops[index]))
            return paper.x - (paper.x - shed) * laid
        }
        let mass = raster.map { (paper.x - lightness[$0]) * covered[$0] }
        let spread = raster.blur(mass, 0.0028)
        let hueA = sampled(hueA), hueB = sampled(hueB)
        let light = OKLab.linear(paper)
        return raster.colors { index, _, _ in
            let c = covered[index]
            guard c > 0.002 else { return .zero }
            let l = lightness[index]
            let colored = smoothstep(paper.x + 0.01, paper.x - 0.16, l)
            let color = SIMD3(
                l, mix(paper.y, hueA[index], colored), mix(paper.z, hueB[index], colored))
            let edge = max(mass[index] - spread[index], 0) / max(mass[index], 0.06)
            let pushed = Self.backrun(bloom[index])
            let strength = c * flow[index] * pushed * (1 + 1.8 * edge)
            return opticalDensity(OKLab.linear(color), on: light) * strength
        }
    }

    /// Density across a backrun's edge: pigment heaped up at the rim, washed out within it.
    @inline(__always)
    static func backrun(_ depth: Float) -> Float {
        guard depth > -0.004 else { return 1 }
        let rim = exp(-pow(depth / 0.0016, 2)) * 0.55
        let washed = smoothstep(-0.0005, 0.004, depth) * (0.42 - 0.30 * smoothstep(0.01, 0.05, depth))
        return 1 + rim - washed
    }
}
