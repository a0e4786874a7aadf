/// Sitter and ground, and the sitter's skin, hair and clothes.
struct Regions: Sendable {
    let mask: Plane
    let skin: Plane
    let hair: Plane
    let clothes: Plane
    let skinColor: SIMD3<Float>
    let hairLightness: Float

    init(_ photograph: FramedPhotograph, face: FaceMap, on grid: Grid) {
        let lab = photograph.lab
        let mask = personMask(photograph, face: face, on: grid)
        let (skin, skinColor) = Self.skin(lab, mask: mask, face: face, on: grid)
        let hair = Self.hair(lab, mask: mask, skin: skin, face: face, on: grid)
        self.mask = mask
        self.skin = skin
        self.hair = hair
        self.skinColor = skinColor
        clothes = grid.map { clamp(mask[$0] - skin[$0] - hair[$0]) }
        hairLightness = quantile(lab.c0.values { hair[$0] > 0.6 }, 0.5) ?? 0.4
    }

    /// The face's own colors, and darker ones in the neck.
    private static func skin(
        _ lab: ColorPlane, mask: Plane, face: FaceMap, on grid: Grid
    ) -> (Plane, SIMD3<Float>) {
        let iod = face.eyeDistance, center = face.center, chin = face.chin
        var colors: [SIMD3<Float>] = []
        for index in stride(from: 0, to: lab.c0.count, by: 3)
        where face.soft[index] > 0.9 && face.features[index] < 0.15 { colors.append(lab[index]) }
        let low = quantile(colors.map(\.x), 0.10) ?? 0
        let model = ColorModel(colors.filter { $0.x > low - 0.03 }, floor: SIMD3(0.004, 0.0003, 0.0003))
        guard let model else { return (grid.map { face.oval[$0] * mask[$0] }, SIMD3(0.7, 0.03, 0.04)) }
        let own = grid.map { exp(-0.5 * max(0, model.distance(lab[$0]) - 4) / 4) }
        let zone = grid.map { index, x, y in
            let near = 1 - smoothstep(1.7 * iod, 2.3 * iod, hypot(x - center.x, (y - (chin.y + center.y) / 2) / 1.2))
            let neck =
                smoothstep(0.72 * iod, 0.5 * iod, abs(x - chin.x)) * smoothstep(chin.y - 0.2 * iod, chin.y, y)
                * smoothstep(chin.y + 0.75 * iod, chin.y + 0.5 * iod, y)
            let distance = model.distance(lab[index]) * (lab.c0[index] < model.mean.x ? 0.35 : 1)
            return max(own[index] * near, exp(-0.5 * max(0, distance - 4) / 4) * neck)
        }
        let smooth = grid.blur(zone, 0.0016), oval = grid.blur(face.oval, 0.05 * iod), spread = grid.blur(own, 0.003)
        let skin = grid.map { index, _, y in
            let hairline = 1 - smoothstep(center.y - 0.65 * iod, center.y - iod, y) * (1 - spread[index])
            return clamp(max(smooth[index], oval[index] * hairline)) * mask[index]
        }
        return (skin, model.mean)
    }

    /// Above the chin whatever is neither skin nor ground, gated by the colors above the brows; below it what is
    /// connected and of that color.
    private static func hair(
        _ lab: ColorPlane, mask: Plane, skin: Plane, face: FaceMap, on grid: Grid
    ) -> Plane {
        let iod = face.eyeDistance, center = face.center, chin = face.chin
        let above = grid.map { index, _, y in y < chin.y - 0.1 * iod ? mask[index] * (1 - skin[index]) : 0 }
        let soft = grid.blur(above, 0.0016)
        var colors: [SIMD3<Float>] = []
        for index in stride(from: 0, to: soft.count, by: 3) where soft[index] > 0.9 {
            let y = grid.y(index / grid.width)
            if y > face.top - 1.3 * iod, y < chin.y - 0.25 * iod { colors.append(lab[index]) }
        }
        let high = quantile(colors.map(\.x), 0.88) ?? 1
        guard let model = ColorModel(colors.filter { $0.x <= high }, floor: SIMD3(0.002, 0.0002, 0.0002)) else {
            return soft
        }
        let smoothed = grid.blur(lab, 0.0012)
        let distance = grid.map { model.distance(smoothed[$0]) }
        let candidates = grid.map { index, x, y in
            let isUpper = soft[index] > 0.5 && y < chin.y - 0.1 * iod
            let isLower =
                distance[index] < 5.5 && mask[index] > 0.5 && skin[index] < 0.5
                && hypot(x - center.x, y - center.y) < 3 * iod && abs(x - center.x) > 0.55 * iod
                && y < chin.y + 1.9 * iod
            return isUpper || isLower ? 1 : 0
        }
        let opened = grid.map { [blurred = grid.blur(candidates, 0.003)] in blurred[$0] > 0.5 ? 1 : 0 }
        let (labels, sizes) = grid.components(opened)
        var isUpper = [Bool](repeating: false, count: sizes.count)
        let first = max(Int((face.top - 0.6 * iod) * grid.unit), 0)
        let last = min(Int((center.y + 0.1 * iod) * grid.unit), grid.height)
        for index in first * grid.width..<max(last, first) * grid.width { isUpper[Int(labels[index])] = true }
        isUpper[0] = false
        let joined = grid.map { [isUpper] in isUpper[Int(labels[$0])] ? 1 : 0 }
        let near = grid.blur(joined, 0.002), like = grid.blur(grid.map { distance[$0] < 14 ? 1 : 0 }, 0.003)
        let below = grid.map { index, _, y in y >= chin.y - 0.25 * iod ? joined[index] : 0 }
        let isLong = below.values { below[$0] > 0.5 }.count > 0
        let area = (0..<below.count).reduce(Float(0)) { $0 + below[$1] } / (iod * grid.unit * iod * grid.unit)
        let lower = grid.blur(below, 0.003)
        return grid.map { index, _, y in
            let gate = max(smoothstep(center.y + 0.3 * iod, center.y, y), like[index])
            let connected = max(smoothstep(center.y + 0.4 * iod, center.y + 0.2 * iod, y), near[index])
            var hair = soft[index] * gate * connected
            if isLong, area > 0.9 { hair = max(hair, lower[index]) * (1 - skin[index]) }
            return clamp(hair)
        }
    }
}

/// The network's mask with the photograph's own edges; without one, head and shoulders of the usual shape.
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
    let smooth = grid.guided(raw, by: photograph.lab.c0, radius: 0.007, epsilon: 1e-4)
    return grid.map { clamp((smooth[$0] - 0.3) / 0.4) }
}
