/// The tone that plates are cut from, without what a cutter leaves out: the unevenness of plain cloth, and small lights
/// on the skin.
extension Figure {
    /// Plain cloth becomes one tone, parted along its folds alone, and no lighter than it is: what is not white is no
    /// bare paper. Lights of the skin keep a part of their height, the less the darker the skin is.
    static func calmed(_ tone: Plane, _ page: Page) -> Plane {
        let grid = page.grid, face = page.face
        let wide = Self.mean(tone, within: page.clothes, 0.016, on: grid), near = grid.blur(tone, 0.003)
        let contrast = grid.blur(grid.map { abs(near[$0] - wide[$0]) }, 0.004)
        let cloths = Cloths(page), cloth = cloths.medians(of: wide)
        let white = max(quantile(page.lab.c0.values { page.mask[$0] > 0.5 }, 0.99) ?? 1, 0.75)
        let lightness = cloths.medians(of: page.lab.c0)
        let bare = Self.mean(tone, within: page.skin, 0.030, on: grid)
        let hold = 0.35 + 0.45 * page.deepness
        return grid.map { index in
            let fold = smoothstep(0.05, 0.12, contrast[index])
            let folded = mix(cloth[index] + 0.2 * (wide[index] - cloth[index]), tone[index], fold)
            let most = (lightness[index] * 0.97 / white - 0.15) / 0.75
            let worn = min(folded, max(most, 0))
            let excess = max(tone[index] - bare[index] - 0.05, 0)
            let share = page.skin[index] * (1 - clamp(face.features[index] * 1.5))
            let skin = tone[index] - hold * excess * share
            return mix(skin, worn, smoothstep(0.3, 0.7, page.clothes[index]))
        }
    }

    /// Mean of a plane's part within an area.
    private static func mean(_ plane: Plane, within area: Plane, _ reach: Float, on grid: Grid) -> Plane {
        let sum = grid.blur(grid.map { plane[$0] * area[$0] }, reach), weight = grid.blur(area, reach)
        return grid.map { weight[$0] > 0.01 ? sum[$0] / weight[$0] : plane[$0] }
    }

    /// A threshold near `wanted` that few parts of the clothes lie about, so that it parts cloths and not one cloth.
    static func clothThreshold(_ wanted: Float, among tones: [Float]) -> Float {
        guard tones.count > 200 else { return wanted }
        var bins = [Float](repeating: 0, count: 101)
        for tone in tones { bins[Int((clamp(tone) * 100).rounded())] += 1 / Float(tones.count) }
        func cost(_ step: Int) -> Float {
            let place = Int(wanted * 100) + step
            let near = (place - 4...place + 4).reduce(Float(0)) { $0 + bins[min(max($1, 0), 100)] }
            return near + 0.015 * Float(abs(step))
        }
        let best = (-14...14).min { cost($0) < cost($1) } ?? 0
        return clamp(wanted + Float(best) / 100)
    }
}

/// The cloths a sitter wears, each as one: light that wanes over a plain garment parts it nowhere.
private struct Cloths {
    private let page: Page
    private let levels: [Plane]

    init(_ page: Page) {
        let area = page.grid.map { page.clothes[$0] - 0.5 }
        self.page = page
        levels = LocalColors(page, within: area, count: 5, smoothness: 0.003, seed: 7).levels
    }

    /// Of every cloth the median of a plane's values.
    func medians(of plane: Plane) -> Plane {
        guard !levels.isEmpty else { return plane }
        let levels = levels
        let medians = levels.map { part in
            quantile(plane.values { part[$0] > 0 && page.clothes[$0] > 0.6 }, 0.5) ?? 0.5
        }
        let chosen = page.grid.map { index in
            zip(levels, medians).max { $0.0[index] < $1.0[index] }?.1 ?? plane[index]
        }
        return page.grid.blur(chosen, 0.0012)
    }
}

extension Figure {
    /// Where what was taken for hair beside the face has the skin's color, 0…1.
    static func ears(_ page: Page) -> Plane {
        let grid = page.grid, face = page.face, iod = face.eyeDistance, skin = page.skinColor
        guard let hair = page.medianColor(where: { page.hair[$0] > 0.6 }) else { return grid.plane() }
        let lab = grid.blur(page.lab, 0.004), weights = SIMD3<Float>(0.5, 1.4, 1.4)
        return grid.map { index, x, y in
            let beside = smoothstep(0.70, 0.85, abs(x - face.center.x) / iod)
            let high = smoothstep(-0.45, -0.25, (y - face.center.y) / iod)
            let low = smoothstep(0.1, -0.15, (y - face.chin.y) / iod)
            guard beside * high * low > 0 else { return 0 }
            let toSkin = (lab[index] - skin) * weights, toHair = (lab[index] - hair) * weights
            let nearer = (toHair * toHair).sum().squareRoot() - (toSkin * toSkin).sum().squareRoot()
            return beside * high * low * smoothstep(0, 0.03, nearer)
        }
    }
}
