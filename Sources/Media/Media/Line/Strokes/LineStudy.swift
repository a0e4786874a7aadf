/// What everything drawn with lines starts from: the sitter's tone, where lines go, and how far the drawing reaches.
struct LineStudy: Sendable {
    let page: Page
    /// 0 dark … 1 light, quiet in the skin and sharp in the features; 1 where nobody is. Dark skin stays dark.
    let tone: Plane
    /// The same without sharpening.
    let smooth: Plane
    /// Eyes, lips, brows and nose, 0…1.
    let features: Plane
    /// Teeth of an open mouth, 0…1.
    let teeth: Plane
    let mouth: DrawnMouth
    let eyes: DrawnEyes
    /// Whites of eyes that are drawn because the photograph shows none, and glints, 0…1.
    let whites: Plane
    /// Along strands.
    let hairFlow: Flow
    /// Along edges.
    let edgeFlow: Flow
    /// Median lightness of the hair, kept from the ends.
    let hairLightness: Float
    /// -1 where light falls from the left, 1 from the right.
    let side: Float

    /// - Parameter detail: sharpening in the skin, and what is added in the features.
    ///   - flattened: the sitter's tone smoothed along the flow, where it lies ready.
    ///   - deepening: how much of a dark complexion the tone itself is to carry, 0…1: less in techniques that come out
    ///     darker than they aim.
    init(
        _ page: Page, detail: Float = 0.35, inFeatures: Float = 0.5, flattened: Plane? = nil, deepening: Float = 1
    ) {
        let grid = page.grid, face = page.face
        self.page = page
        let features = grid.map { clamp(face.features[$0] * 1.15) }
        // Complexion is part of the likeness: the darker the skin, the less paper shows in it.
        // The darkest is left to `Page.modelled`, which keeps its shades apart.
        // A face in shadow is none.
        let lit = page.complexion + page.shadow
        let asked = deepening * (1.1 * page.depth * (1 - 5 * page.shadow) + 1.2 * clamp((0.55 - lit) / 0.22))
        let deep = mix(1 + asked, 1, page.modelling)
        let ranged = EyeTone(page, page.tone), mouth = DrawnMouth(page)
        let things = Self.thingTone(page), order = Self.hairOrder(page)
        @Sendable func kept(_ tone: Float, _ index: Int) -> Float {
            let own = min(tone, min(things[index], mix(1, order[index], page.hair[index])))
            guard page.depth > 0.02 else { return own }
            return mix(own, pow(max(own, 1e-4), deep), page.skin[index] * (1 - face.mouth[index]))
        }
        let smooth: Plane
        if let flattened {
            smooth = grid.map { kept(flattened[$0], $0) }
        } else {
            let own = grid.map { kept(page.tone[$0], $0) * page.mask[$0] + 1 - page.mask[$0] }
            smooth = grid.flattened(own, page.flow, rounds: 1, range: 0.09, across: 0.0014, along: 0.003)
        }
        let broad = grid.blur(smooth, 0.010)
        let sharp = grid.map { index in
            let t = clamp(smooth[index] + (smooth[index] - broad[index]) * (detail + inFeatures * features[index]))
            // Every eye over its own range, or those in the shade and behind glasses are smudges.
            return mix(t, clamp(mix(0.10, 0.92, ranged.tone[index])), 0.7 * ranged.weight[index])
        }
        let eyes = DrawnEyes(page, sharp)
        tone = eyes.drawn(over: mouth.drawn(over: sharp, page))
        self.smooth = eyes.drawn(over: smooth)
        self.features = features
        self.mouth = mouth
        self.eyes = eyes
        whites = eyes.whites
        // A row of teeth is one light: single ones with dark gaps look broken.
        let row = grid.blur(page.tone, 0.09 * face.eyeDistance)
        teeth = grid.map {
            mouth.opening[$0] * mouth.openness * smoothstep(0.38, 0.60, max(row[$0], page.tone[$0]))
        }
        hairFlow = grid.edgeFlow(smooth, detail: 0.002, smoothness: 0.010).flow
        edgeFlow = page.flow
        hairLightness = clamp(page.hairLightness, 0.12, 0.9)
        side = page.lightSide
    }

    /// The lightest tone of clothes and dark hair, by their own lightness; 1 elsewhere. The page's tone goes over the
    /// sitter's range: a beige pullover would be white beside dark skin, and lit dark hair lighter than the face.
    private static func thingTone(_ page: Page) -> Plane {
        let person = page.lab.c0.values { page.mask[$0] > 0.5 }
        let white = max(0.86, quantile(person, 0.99) ?? 1), isDark = smoothstep(0.56, 0.42, page.hairLightness)
        let own = page.grid.blur(page.lab.c0, 0.002)
        return page.grid.map { index in
            let lightness = clamp((own[index] - 0.08) / (white - 0.08))
            let cloth = mix(1, lightness + 0.04, page.clothes[index])
            return min(cloth, mix(1, lightness + 0.10, page.hair[index] * isDark))
        }
    }

    /// The lightest tone of hair that is darker than the skin in the photograph: that of skin as dark as it is, and a
    /// little more; 1 elsewhere. Hair and face go over ranges of their own, which would turn their order round.
    private static func hairOrder(_ page: Page) -> Plane {
        var sums = [Float](repeating: 0, count: 32), counts = sums
        let grid = page.grid, light = grid.blur(page.lab.c0, 0.003)
        for index in 0..<grid.width * grid.height where page.isComplexion(index) {
            let bin = Int(clamp(light[index], 0, 0.999) * 32)
            sums[bin] += page.tone[index]
            counts[bin] += 1
        }
        // Skin's tone rises with its lightness; where there is no skin nothing is asked.
        var most = [Float](repeating: 1, count: 33), last: Float = 0, seen: Float = 0
        let all = counts.reduce(0, +)
        for bin in 0..<32 {
            if counts[bin] > 20 { last = max(last, sums[bin] / counts[bin]) }
            seen += counts[bin]
            most[bin] = seen > 0.9 * all || all == 0 ? 1 : max(last + 0.14, 0.42)
        }
        return grid.map { [most] index in
            let place = clamp(light[index], 0, 0.999) * 32 - 0.5, bin = max(Int(place), 0)
            return mix(most[bin], most[bin + 1], clamp(place - Float(bin)))
        }
    }

    var grid: Grid { page.grid }

    /// Level lines of a slanting plane on which the head stands out: hatching that bends over the form, follows the
    /// strands in hair, the edges in the features and `ground` behind the sitter.
    ///
    /// - Parameters:
    ///   - slant: angle of lines on a flat part, in radians.
    ///   - bulge: how much the form bends them.
    func direction(slant: Float, bulge: Float = 0.25, ground: Flow? = nil) -> Flow {
        let grid = grid, page = page
        let slope = grid.slopes(grid.blur(page.relief, 0.008))
        let across = SIMD2(-sin(slant), cos(slant))
        let cosines = grid.plane(), sines = grid.plane()
        grid.each { index, _, _ in
            var u = across.y + slope.y[index] * bulge, v = -(across.x + slope.x[index] * bulge)
            let length = max(hypot(u, v), 1e-6)
            u /= length
            v /= length
            // Directions without heads are mixed as vectors of twice their angle.
            var mixed = SIMD2(u * u - v * v, 2 * u * v)
            let hair = page.hair[index]
            let flow = hair > 0.4 ? hairFlow : edgeFlow
            let c = flow.cosines[index], s = flow.sines[index]
            mixed +=
                (SIMD2(c * c - s * s, 2 * c * s) - mixed)
                * clamp(max(hair, features[index] * 0.8 * page.clarity[index]))
            if page.mask[index] < 0.4 {
                if let ground {
                    let c = ground.cosines[index], s = ground.sines[index]
                    mixed = SIMD2(c * c - s * s, 2 * c * s)
                } else {
                    mixed = SIMD2(cos(2 * slant), sin(2 * slant))
                }
            }
            let angle = 0.5 * atan2(mixed.y, mixed.x)
            cosines[index] = cos(angle)
            sines[index] = sin(angle)
        }
        return Flow(cosines: cosines, sines: sines)
    }

    /// 1 in the face, falling to 0 at a ragged distance from it: what is left unfinished.
    ///
    /// - Parameters:
    ///   - from: distance from the face's middle at which the drawing thins out, in page heights.
    ///   - to: distance at which it ends.
    func finish(from: Float, to: Float, seed: UInt64) -> Plane {
        let grid = grid, center = page.face.center, face = page.face, closeness = page.closeness
        let cloud = grid.noise(seed, 0.11, octaves: 2), wave = grid.noise(seed &+ 4, 0.2, octaves: 2)
        let ends = grid.blur(page.valid, 0.012)
        return grid.map { index, x, y in
            let distance = hypot((x - center.x) * 1.1, (y - center.y - 0.03) * 0.88) / closeness
            let ragged =
                distance + 0.022 * cloud[index] + 0.020 * sin(x * 55 + y * 31 + 2.2 * wave[index])
            // Where the photograph ends only its repeated edge is left to draw.
            let known = smoothstep(0.35, 0.95, ends[index] + 0.10 * cloud[index])
            return max(1 - smoothstep(from, to, ragged), face.soft[index]) * known
        }
    }

    /// 1 within a margin whose edge wavers as lines end there, and where the photograph reaches.
    func framed(margin: Float, ragged: Float, seed: UInt64) -> Plane {
        let grid = grid, aspect = page.aspect
        let waver = grid.noise(seed, 0.06, octaves: 2), ends = grid.blur(page.valid, 0.012)
        let cloud = grid.noise(seed &+ 1, 0.05, octaves: 2)
        return grid.map { index, x, y in
            let inside = min(min(x, aspect - x), min(y, 1 - y)) - margin + ragged * waver[index]
            let known = page.mask[index] > 0.5 ? smoothstep(0.35, 0.95, ends[index] + 0.10 * cloud[index]) : 1
            return smoothstep(-0.002, 0.002, inside) * known
        }
    }

    /// Along strands in the hair, along edges elsewhere.
    var detailFlow: Flow {
        let hair = page.hair
        return grid.flow { hair[$0] > 0.4 ? hairFlow.angle($0) : edgeFlow.angle($0) }
    }
}
