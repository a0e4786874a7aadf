/// Sitter and ground, and the sitter's skin, hair and clothes.
///
/// Every place is given a cost for each of the four from geometry and from colors that are learned in this photograph;
/// each cost is smoothed with the photograph's own edges, and the least one wins (cost-volume filtering, Rhemann 2011).
/// The colors are learned again from the result, twice.
struct Regions: Sendable {
    let mask: Plane
    /// The photograph, without the ground's light at the sitter's edge.
    let lab: ColorPlane
    let skin: Plane
    let hair: Plane
    let clothes: Plane
    /// Median OKLab color of the skin.
    let skinColor: SIMD3<Float>
    let hairLightness: Float

    /// - Throws: `CancellationError`.
    init(_ photograph: FramedPhotograph, face: FaceMap, on grid: Grid) throws {
        let factor = 2
        let small = grid.reduced(by: factor)
        let lab = photograph.lab.map { small.blur(grid.reduced($0, by: factor), pixels: 0.7) }
        let person = grid.reduced(personMask(photograph, face: face, on: grid), by: factor)
        let oval = grid.reduced(face.oval, by: factor), features = grid.reduced(face.features, by: factor)
        let brows = grid.reduced(face.brows, by: factor)
        let tints = (0..<oval.count).filter { oval[$0] > 0.9 }.map { hypot(lab[$0].y, lab[$0].z) }
        let isGray = (quantile(tints, 0.5) ?? 0) < 0.012
        let priors = Priors(person: person, oval: oval, brows: brows, isGray: isGray, face: face, on: small)
        // Where hair is learned: well above the mesh, which ends on the forehead, or beside the face.
        let crown = small.map { _, x, y in
            let isHigh = face.top - y > 0.2 * face.eyeDistance
            return isHigh || abs(x - face.center.x) > 1.1 * face.eyeDistance ? 1 : 0
        }
        // The face without a fringe.
        let core = small.map { index, _, y in
            y > face.center.y - 0.3 * face.eyeDistance ? oval[index] : 0
        }
        var parts = priors.shares
        var outline: HeadOutline?
        for round in 0..<3 {
            try grid.work.check()
            let models = Models(
                lab, parts: parts, crown: crown, oval: oval, core: core, features: features, fringe: priors.fringe,
                face: face, on: small)
            parts = Self.shares(lab, priors: priors, models: models, outline, isLast: round == 2, on: small)
            outline = HeadOutline(ground: parts.ground, face: face, on: small)
        }
        try grid.work.check()
        parts = parts.withoutThorns(face, oval: oval, ears: priors.ears, on: small)
        parts = parts.withoutIslands(face, person: person, oval: oval, lightness: lab.c0, on: small)
        if let brim = Headwear(parts.hair, lab, face: face, on: small)?.brim {
            let hat = small.map { [parts] index, _, y in y < brim ? parts.hair[index] : 0 }
            parts.clothes = small.map { [parts] in parts.clothes[$0] + hat[$0] }
            parts.hair = small.map { [parts] in parts.hair[$0] - hat[$0] }
            parts = parts.withHair(below: brim, lab, face: face, oval: oval, on: small)
        }
        try grid.work.check()
        let large = parts.map { grid.enlarged($0, by: factor) }
        let refined = large.map { grid.guided($0, by: photograph.lab.c0, radius: 0.004, epsilon: 4e-4) }
        let sums = grid.map {
            max(refined.ground[$0] + refined.skin[$0] + refined.hair[$0] + refined.clothes[$0], 1e-4)
        }
        func share(_ plane: Plane) -> Plane { grid.map { clamp((plane[$0] / sums[$0] - 0.12) / 0.76) } }
        // What lies between brows and chin is the sitter, whatever the colors of teeth and glasses say.
        let brow = face.center.y - 0.5 * face.eyeDistance
        let sitter = grid.map { index, _, y in
            let core = face.oval[index] * smoothstep(brow - 0.2 * face.eyeDistance, brow, y)
            return max(clamp((1 - refined.ground[index] / sums[index] - 0.25) / 0.5), core)
        }
        try grid.work.check()
        let matte = EdgeMatte(Self.joined(sitter, to: face, on: grid), photograph.lab, on: grid)
        // Pieces of the ground hung on bridges that the matte has cut.
        let loose = grid.scraps(of: matte.mask, smallerThan: 0.004)
        let mask = photograph.faded(
            grid.map { matte.mask[$0] - loose[$0] }, below: face.chin.y, on: grid)
        let skin = share(refined.skin), hair = share(refined.hair)
        self.mask = mask
        self.lab = matte.lab
        self.skin = grid.map { min(max(skin[$0], face.oval[$0] * (1 - hair[$0])), mask[$0]) }
        self.hair = grid.map { [skin = self.skin] in min(hair[$0], max(mask[$0] - skin[$0], 0)) }
        clothes = grid.map { [skin = self.skin, hair = self.hair] in clamp(mask[$0] - skin[$0] - hair[$0]) }
        var colors: [SIMD3<Float>] = []
        for index in stride(from: 0, to: mask.count, by: 5)
        where face.soft[index] > 0.9 && face.features[index] < 0.15 { colors.append(photograph.lab[index]) }
        func median(_ channel: Int) -> Float? { quantile(colors.map { $0[channel] }, 0.5) }
        skinColor = SIMD3(median(0) ?? 0.7, median(1) ?? 0.03, median(2) ?? 0.04)
        hairLightness =
            quantile(photograph.lab.c0.values { [hair = self.hair] in hair[$0] > 0.6 }, 0.5) ?? 0.4
    }

    /// The part of a mask that hangs together with the face.
    private static func joined(_ mask: Plane, to face: FaceMap, on grid: Grid) -> Plane {
        let (labels, sizes) = grid.components(mask, above: 0.3)
        guard sizes.count > 2 else { return mask }
        let own = labels[grid.index(face.center.x, face.center.y)]
        let kept = grid.blur(grid.map { labels[$0] == own ? 1 : 0 }, 0.002)
        return grid.map { mask[$0] * smoothstep(0.02, 0.4, kept[$0]) }
    }

    typealias Parts = ForEachPart<Plane>

    /// Shares of the four, from priors, colors and edges.
    private static func shares(
        _ lab: ColorPlane, priors: Priors, models: Models, _ outline: HeadOutline?, isLast: Bool, on grid: Grid
    ) -> Parts {
        let scores = ForEachPart(
            ground: grid.plane(), skin: grid.plane(), hair: grid.plane(), clothes: grid.plane())
        grid.each { index, x, y in
            let color = lab[index]
            let weight: Float = 0.55, ear = priors.ears[index] * models.ear(color)
            scores.ground[index] =
                log(priors.shares.ground[index]) + weight * models.ground(color, at: SIMD2(x, y))
                + 2.5 * (outline?.excess(x, y) ?? 0) - 2.5 * ear
            scores.skin[index] =
                log(priors.shares.skin[index]) + weight
                * models.skin(
                    color, inShade: priors.neck[index] - 1.3 * priors.forehead[index], inLight: priors.forehead[index])
                + 2.5 * ear * models.light(color, isFringe: false)
                + 1.2 * priors.forehead[index] * models.light(color, isFringe: true)
                - priors.collar[index] * models.collar(color)
            // In the face geometry expects no hair.
            scores.hair[index] =
                log(priors.shares.hair[index]) + weight * models.hair(color)
                + priors.fringe[index] * (models.fringe(color) + 3 * models.shadedFringe(color, x: x))
            scores.clothes[index] = log(priors.shares.clothes[index]) + weight * models.clothes(color)
        }
        let l = lab.c0
        let smooth = scores.map { grid.guided($0, by: l, radius: 0.006, epsilon: 1e-3) }
        let sharpness: Float = isLast ? 1.2 : 0.8
        let result = ForEachPart(
            ground: grid.plane(), skin: grid.plane(), hair: grid.plane(), clothes: grid.plane())
        grid.each { index, _, _ in
            let a = smooth.ground[index], b = smooth.skin[index], c = smooth.hair[index], d = smooth.clothes[index]
            let top = max(max(a, b), max(c, d))
            let ea = exp(sharpness * (a - top)), eb = exp(sharpness * (b - top))
            let ec = exp(sharpness * (c - top)), ed = exp(sharpness * (d - top))
            let sum = ea + eb + ec + ed
            result.ground[index] = ea / sum
            result.skin[index] = eb / sum
            result.hair[index] = ec / sum
            result.clothes[index] = ed / sum
        }
        return result
    }
}

/// One thing for each part of the picture.
struct ForEachPart<T> {
    var ground, skin, hair, clothes: T

    func map<U>(_ transform: (T) -> U) -> ForEachPart<U> {
        ForEachPart<U>(
            ground: transform(ground), skin: transform(skin), hair: transform(hair), clothes: transform(clothes))
    }
}

extension ForEachPart: Sendable where T: Sendable {}

/// Where the network and the photograph's own edges see a person; without a network, head and shoulders of the usual
/// shape.
func personMask(_ photograph: FramedPhotograph, face: FaceMap, on grid: Grid) -> Plane {
    let raw: Plane
    if let coarse = photograph.rawMask {
        raw = coarse
    } else {
        let iod = face.eyeDistance, chin = face.chin, center = face.center
        raw = grid.map { _, x, y in
            let head = 1 - hypot((x - center.x) / (1.25 * iod), (y - center.y + 0.3 * iod) / (1.75 * iod))
            let shoulders = (y - chin.y - 0.55 * iod) / iod - 0.22 * pow(abs(x - chin.x) / iod, 2)
            return smoothstep(-0.1, 0.1, max(head, min(shoulders, 0.3)))
        }
    }
    return grid.map { [smooth = grid.guided(raw, by: photograph.lab.c0, radius: 0.006, epsilon: 1e-3)] in
        clamp(smooth[$0])
    }
}
