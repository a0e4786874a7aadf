/// The sitter as a cutter of plates sees it: areas with clean borders, a rounded tone, eyes that are open.
///
/// Areas are levels on the page's grid: above 0 inside. They are combined by the smaller (within both), the larger
/// (within either) and the sign (outside).
struct Figure: Sendable {
    let page: Page
    let flat: FlatTone
    /// Signed distance from the outline in page heights, above 0 within the sitter.
    let distance: Plane
    /// The same, as a level.
    let head: Plane
    let skin: Plane
    let hair: Plane
    let clothes: Plane
    /// Teeth and the whites of the eyes.
    let whites: Plane
    /// Lips without teeth.
    let lips: Plane
    /// Drawn lines.
    let lines: Plane
    /// Tone with edges rounded as a knife rounds them, and each eye over its own range.
    let tone: Plane
    /// Where eyes are drawn, 0…1.
    let eyes: Plane
    /// Level of the rims of spectacles.
    let rims: Plane
    /// Between nose and chin where there is no beard, 0…1.
    let muzzle: Plane

    private let clothTones: [Float]

    /// - Parameters:
    ///   - rounding: of cut edges outside the face, in page heights; in the face they are half as round.
    ///   - lineWidth: in page heights.
    init(_ page: Page, rounding: Float = 0.004, lineWidth: Float = 0.0015, detail: Float = 0.6) {
        let grid = page.grid, face = page.face
        self.page = page
        let flat = FlatTone(page, detail: detail, isRough: true)
        self.flat = flat
        let distance = Self.outline(page.mask, on: grid)
        self.distance = distance
        head = grid.map { clamp(distance[$0], -0.004, 0.004) }
        let areas = Self.areas(page)
        skin = grid.edged(areas.skin)
        hair = grid.edged(areas.hair)
        clothes = grid.edged(areas.clothes)
        let eyes = CalmEyes(page, EyeDrawing(page, flat.base))
        self.eyes = eyes.weight
        let calm = CalmFace(page, hollow: eyes.hollow)
        muzzle = calm.muzzle
        let tone = Self.calmed(Self.rounded(flat.base, eyes, calm, least: flat.threshold(0.27), page, rounding), page)
        self.tone = tone
        clothTones = tone.values { page.clothes[$0] > 0.6 }
        whites = grid.highest([grid.edged(eyes.whites), grid.edged(Self.teeth(page))])
        lips = grid.edged(grid.map { min(face.lips[$0] - 0.5, 0.5 - face.mouth[$0]) })
        let fineness = grid.map { clamp(0.15 + face.features[$0]) }
        // Lines fill what is dark, but whether cloth is black is the plates' matter: in it they draw edges alone.
        let broad = grid.blur(flat.base, 0.018)
        let key = grid.map { index in
            let lifted = clamp(0.80 + (flat.key[index] - broad[index]) * 1.15)
            return mix(flat.key[index], lifted, page.clothes[index] * smoothstep(0.24, 0.32, tone[index]))
        }
        let drawn = grid.lines(
            key, page.flow, sigma: lineWidth, strength: 13, threshold: 0.6, steepness: 9, along: 0.006,
            fineness: fineness)
        let filled = Self.filled(drawn, flat, page)
        let level = grid.map { 0.5 - drawn[$0] - 0.8 * filled[$0] - 0.7 * max(calm.unlined[$0], eyes.weight[$0]) }
        let found = page.spectacles(drawn, flat)
        let whole = SpectacleRims(page).coverage(half: max(0.62 * lineWidth, 0.0011), on: grid)
        let rims = grid.map { max(found[$0], whole[$0]) }
        self.rims = grid.map { whole[$0] - 0.5 }
        // Short ends of lines on the cheeks and above the nostrils look like dirt.
        let nostrils = face.points[2].y - 0.14 * face.eyeDistance
        let plain = grid.map { index, _, y in
            let features = y < nostrils ? face.features[index] * (1 - face.nose[index]) : face.features[index]
            return face.soft[index] > 0.3 && features < 0.4 ? 1 : 0
        }
        let long = grid.withoutSpecks(grid.map { level[$0] > 0 ? 1 : 0 }, smallerThan: 0.0003)
        lines = grid.map { index in
            let isSpeck = level[index] > 0 && long[index] == 0
            let own = isSpeck && plain[index] > 0.5 ? -0.3 : level[index]
            return max(own, 0.95 * rims[index] - 0.5 - eyes.weight[index] * (1 - whole[index]))
        }
    }

    /// Where lines have run together over a shadow of nose or cheeks, 0…1: nostrils alone are black there.
    private static func filled(_ drawn: Plane, _ flat: FlatTone, _ page: Page) -> Plane {
        let grid = page.grid, face = page.face
        let ink = grid.blur(grid.map { 1 - drawn[$0] }, 0.0042), black = flat.threshold(0.045)
        let core = grid.map { index in
            let features = max(face.eyes[index], max(face.brows[index], face.lips[index]))
            let skin = face.soft[index] * (1 - smoothstep(0.15, 0.5, features)) * (1 - page.hair[index])
            return smoothstep(0.42, 0.70, ink[index]) * smoothstep(black, black + 0.08, flat.base[index]) * skin
        }
        // The rims too: what is left of them looks like a loop.
        let wide = grid.blur(core, 0.0034)
        return grid.map { index in
            let features = max(face.eyes[index], max(face.brows[index], face.lips[index]))
            let open = smoothstep(black, black + 0.08, flat.base[index]) * (1 - smoothstep(0.15, 0.5, features))
            return max(core[index], smoothstep(0.05, 0.22, wide[index]) * open)
        }
    }

    private static func rounded(
        _ base: Plane, _ eyes: CalmEyes, _ calm: CalmFace, least: Float, _ page: Page, _ rounding: Float
    ) -> Plane {
        let grid = page.grid, face = page.face
        let wide = grid.blur(base, rounding), middle = grid.blur(base, rounding * 0.45), fine = grid.blur(base, 0.0007)
        let own = grid.map { index in
            let outer = mix(wide[index], middle[index], face.soft[index])
            return mix(outer, fine[index], clamp(face.features[index] * 1.2))
        }
        let lifted = calm.lifted(own, least: least, on: grid)
        return grid.map { mix(lifted[$0], eyes.tone[$0], eyes.weight[$0]) }
    }
}

extension Figure {
    /// Level of what is darker than a share of the face; in eyes of what is darker than `eye` of their own range.
    ///
    /// - Parameters:
    ///   - cap: the threshold's highest tone in the face.
    ///   - elsewhere: the tone on hair and clothes.
    ///   - hair: a share of the hair, in place of `elsewhere`.
    func darker(than share: Float, cap: Float, elsewhere: Float, eye: Float, hair: Float? = nil) -> Plane {
        page.grid.edged(darkness(below: share, cap: cap, elsewhere: elsewhere, eye: eye, hair: hair))
    }

    /// The tone near `wanted` at which clothes are best parted.
    func clothThreshold(_ wanted: Float) -> Float { Self.clothThreshold(wanted, among: clothTones) }

    /// The same as a difference of tones.
    func darkness(below share: Float, cap: Float, elsewhere: Float, eye: Float, hair: Float? = nil) -> Plane {
        let thresholds = flat.thresholds(share, cap: cap, elsewhere: clothThreshold(elsewhere))
        let inHair = hair.flatMap { quantiles(within: self.hair, [$0])?.first }.map { $0 + 1e-4 }
        return page.grid.map { index in
            let skin = mix(thresholds[index], eye, eyes[index])
            guard let inHair, self.hair[index] > -0.003 else { return skin - tone[index] }
            return mix(skin, inHair, smoothstep(-0.003, 0, self.hair[index])) - tone[index]
        }
    }

    /// Drawn lines, held back away from the features: by 0 not at all, by 0.6 wholly.
    ///
    /// A line's level is a plateau with steep sides: it is lowered, not scaled, so that its edge stays on a side.
    func lines(heldBack amount: Float) -> Plane {
        page.grid.map { [features = page.face.features] index in
            max(lines[index] - amount * smoothstep(0.45, 0.05, features[index]), rims[index])
        }
    }

    /// Tone below which a share of an area lies; nil of areas of no size.
    func quantiles(within area: Plane, _ shares: [Float]) -> [Float]? {
        let values = tone.values { area[$0] > 0 && head[$0] > 0 }
        guard values.count > 200 else { return nil }
        return shares.compactMap { quantile(values, $0) }
    }

    /// A band along the outline: `inner` and `outer` in page heights.
    func contour(inner: Float, outer: Float) -> Plane {
        page.grid.map { min(inner - distance[$0], distance[$0] + outer) }
    }
}
