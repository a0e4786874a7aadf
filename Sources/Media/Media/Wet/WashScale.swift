/// The steps that a region's washes build up, one glaze over the other, and the hue at every lightness.
struct WashScale: Sendable {
    static let washes = 5

    /// OKLab lightness where no wash lies.
    let top: Float
    /// How much each wash darkens, the lightest wash first; the rest is 0.
    let heights: SIMD8<Float>
    let hue: HueTable

    /// - Parameter levels: lightness under 0…5 washes.
    init(levels: [Float], hue: HueTable) {
        var heights = SIMD8<Float>.zero
        for wash in 0..<Self.washes where wash + 1 < levels.count {
            heights[wash] = max(levels[wash] - levels[wash + 1], 0)
        }
        top = levels.first ?? 1
        self.heights = heights
        self.hue = hue
    }
}

extension WashScale {
    private static let order = SIMD8<Float>(1, 2, 3, 4, 5, 6, 7, 8)
    /// Half the width of each wash's edge in steps of depth: light washes are wet, dark ones crisp.
    private static let softness = SIMD8<Float>(0.44, 0.30, 0.19, 0.14, 0.12, 1, 1, 1)

    /// How much of each wash lies where `depth` washes are due, 0…1.
    @inline(__always)
    static func shares(depth: Float, wetness: Float) -> SIMD8<Float> {
        var m = (SIMD8(repeating: depth) - order) / (2 * wetness * softness) + 0.5
        m.clamp(lowerBound: .zero, upperBound: .one)
        return m * m * (3 - 2 * m)
    }

    private func lightness(depth: Float, wetness: Float) -> Float {
        top - (Self.shares(depth: depth, wetness: max(wetness, 0.1)) * heights).sum()
    }

    /// Darkened or lightened until the washes give the sitter's complexion, at most 0.035 lighter or 0.05 darker.
    func matched(to page: Page, depth: Plane, wetness: Plane) -> WashScale {
        let own = page.complexion
        let depths = depth.values(where: page.isComplexion), wet = wetness.values(where: page.isComplexion)
        var scale = self
        for _ in 0..<2 {
            let expected = zip(depths, wet).map { scale.lightness(depth: $0.0, wetness: $0.1) }
            let surplus = (quantile(expected, 0.5) ?? own) - own
            scale = scale.darkened(by: surplus - clamp(surplus, -0.05, 0.035))
        }
        return scale
    }

    /// The same washes with more pigment in the first.
    private func darkened(by amount: Float) -> WashScale {
        var heights = heights
        heights[0] = max(heights[0] + amount, 0.01)
        return WashScale(top: top, heights: heights, hue: hue)
    }

    private init(top: Float, heights: SIMD8<Float>, hue: HueTable) {
        self.top = top
        self.heights = heights
        self.hue = hue
    }
}

/// A ramp's hue and chroma by lightness: OKLab a and b at 256 steps of L.
struct HueTable: Sendable {
    private let a: Plane
    private let b: Plane

    /// - Parameters:
    ///   - paper: what the hue fades to above the ramp's lightest color.
    ///   - chroma: factor of the ramp's chroma.
    ///   - skin: brown that is mixed in.
    init(_ ramp: Ramp, paper: SIMD3<Float>, chroma: Float = 1, skin: SkinPigment? = nil) {
        let a = Plane(width: 256, height: 1), b = Plane(width: 256, height: 1)
        let colors = ramp.table
        let lightest = colors.map(\.x).max() ?? 1
        var place = 0
        for step in 0..<256 {
            let lightness = Float(step) / 255
            while place < colors.count - 1, colors[place].x < lightness { place += 1 }
            let color = colors[place]
            let bare = smoothstep(min(lightest, paper.x - 0.04) - 0.06, paper.x + 0.005, lightness)
            // Transparent darks are fuller of color than opaque ones.
            let full = chroma * (1 + 0.25 * smoothstep(0.6, 0.3, lightness))
            var ab = SIMD2(color.y, color.z) * full
            if let skin { ab = skin.mixed(into: ab, at: lightness) }
            a[step] = mix(ab.x, paper.y, bare)
            b[step] = mix(ab.y, paper.z, bare)
        }
        self.a = a
        self.b = b
    }

    @inline(__always)
    func callAsFunction(_ lightness: Float) -> SIMD2<Float> {
        let step = Int(clamp(lightness) * 255 + 0.5)
        return SIMD2(a.values[step], b.values[step])
    }
}

extension WashScale {
    /// Shares of a region that lie above each cut: most of it takes one wash, little of it five.
    static let shares: [Float] = [0.80, 0.46, 0.20, 0.055, 0.02]
    /// Of each level's own area, the middle.
    private static let middles: [Float] = [0.93, 0.66, 0.34, 0.13, 0.04, 0.012]

    /// Skin keeps its depth: the median stays within -0.08…+0.04 of the sitter's own, and only the lights of light
    /// skin are bare paper.
    static func skin(_ page: Page, palette: Palette, paper: SIMD3<Float>, contrast: Float = 1) -> WashScale {
        let own = page.lab.c0.values(where: page.isComplexion)
        let median = page.complexion
        // What painters do with a face of middling contrast.
        let usual: [Float] = [0.27, 0.09, -0.075, -0.21, -0.35, -0.45]
        let dark = smoothstep(0.66, 0.42, median)
        var levels: [Float] = []
        for (step, share) in middles.enumerated() {
            let spread = (quantile(own, share) ?? median) - median
            // Darks have less room below a dark median.
            let room = spread < 0 || usual[step] < 0 ? clamp((median - 0.10) / 0.38) : 1
            var level = median + 0.01 + mix(usual[step], spread, 0.45) * contrast * room
            if step == 0 {
                // Only the sitter's own highest lights are bare paper.
                let lights = min(level, median + 0.30, (quantile(own, 0.97) ?? 1) + 0.02)
                level = mix(paper.x, lights, 0.55 + 0.45 * dark)
            }
            level = max(level, 0.10 + 0.03 * Float(WashScale.washes - step))
            levels.append(min(level, levels.last ?? paper.x))
        }
        return WashScale(
            levels: levels, hue: HueTable(palette.skin, paper: paper, skin: SkinPigment(page, palette: palette)))
    }

    /// Hair keeps its lightness, and gray hair its grayness.
    static func hair(_ page: Page, palette: Palette, paper: SIMD3<Float>) -> WashScale {
        let own = page.lab.c0.values { page.hair[$0] > 0.6 }
        let median = quantile(own, 0.5) ?? 0.4
        let usual: [Float] = [0.30, 0.13, -0.02, -0.12, -0.22, -0.30]
        var levels: [Float] = []
        for (step, share) in middles.enumerated() {
            let spread = (quantile(own, share) ?? median) - median
            var level = median + 0.02 + mix(usual[step], spread, 0.4)
            if step == 0 { level = mix(level, paper.x, smoothstep(0.3, 0.7, median)) }
            levels.append(max(min(level, levels.last ?? paper.x), 0.19))
        }
        let chroma = page.lab.c1.values { page.hair[$0] > 0.6 }, yellow = page.lab.c2.values { page.hair[$0] > 0.6 }
        let hue = SIMD2(quantile(chroma, 0.5) ?? 0.02, quantile(yellow, 0.5) ?? 0.03)
        let gray = smoothstep(0.045, 0.012, hypot(hue.x, hue.y)) * smoothstep(0.3, 0.55, median)
        return WashScale(levels: levels, hue: HueTable(palette.hair, paper: paper, chroma: 1 - 0.7 * gray))
    }

    /// Clothes from white linen to a black coat; their deepest dark stays transparent.
    static func clothes(palette: Palette, paper: SIMD3<Float>) -> WashScale {
        return WashScale(
            levels: [paper.x, 0.76, 0.60, 0.46, 0.35, 0.25].map { min($0, paper.x) },
            hue: HueTable(palette.clothes, paper: paper, chroma: 1.1))
    }
}

/// How many washes lie at a tone: 0 above the first cut, 1 at it, 2 at the second…
struct WashCuts: Sendable {
    private let cuts: SIMD8<Float>
    private let count: Int

    /// - Parameter cuts: falling tones.
    init(_ cuts: [Float]) {
        var values = SIMD8<Float>.zero, last: Float = 1
        for (index, cut) in cuts.prefix(7).enumerated() {
            last = min(cut, last - 0.015)
            values[index] = last
        }
        self.cuts = values
        count = min(cuts.count, 7)
    }

    @inline(__always)
    func callAsFunction(_ tone: Float) -> Float {
        guard count > 0 else { return 0 }
        if tone >= cuts[0] { return 1 - (tone - cuts[0]) / max(1 - cuts[0], 0.05) }
        var index = 1
        while index < count {
            if tone >= cuts[index] { return Float(index) + (cuts[index - 1] - tone) / (cuts[index - 1] - cuts[index]) }
            index += 1
        }
        let last = cuts[count - 1]
        return Float(count) + (last - tone) / max(last + 0.05, 0.05)
    }
}
