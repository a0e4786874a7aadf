/// The sitter's tone, and what it tells of light and complexion.
struct ToneMap: Sendable {
    let tone: Plane
    let depth: Float
    let skinLightness: Float
    let complexion: Float
    let lightSide: Float

    /// Face percentiles become 0…1, its median a little above the middle; the rest of the sitter goes over its own range.
    /// In the face alone local contrast is evened out, so that eyes and mouth hold in any medium.
    init(_ lab: ColorPlane, regions: Regions, face: FaceMap, on grid: Grid) {
        let l = lab.c0
        let inFace = l.values { face.oval[$0] > 0.5 && regions.hair[$0] < 0.4 }
        let low = quantile(inFace, 0.015) ?? 0
        let high = max(quantile(inFace, 0.99) ?? 1, low + 0.05)
        let median = quantile(inFace, 0.5) ?? 0.6
        let person = l.values { regions.mask[$0] > 0.5 }
        let white = max(0.75, quantile(person, 0.99) ?? 1)
        let skin = SkinLightness(lab, face: face, hair: regions.hair, on: grid).value
        let depth = clamp((0.82 - skin * 0.97 / white) / 0.36, 0, 0.5)
        let target = 0.66 - 0.15 * depth
        let gamma = log(target) / log(clamp((median - low) / (high - low), 0.1, 0.95))
        let personLow = quantile(person, 0.01) ?? 0
        let personHigh = max(quantile(person, 0.99) ?? 1, personLow + 0.05)
        let weight = grid.blur(grid.map { max(face.oval[$0], regions.skin[$0] * 0.8) }, 0.012)
        let x = grid.map { index in
            let inside = pow(clamp((l[index] - low) / (high - low), 0, 1.1), gamma)
            let outside = clamp((l[index] - personLow) / (personHigh - personLow))
            return mix(outside, inside, clamp(weight[index]))
        }
        let window: Float = 0.05
        let mean = grid.blur(x, window), square = grid.blur(grid.map { x[$0] * x[$0] }, window)
        let tone = grid.map { index in
            let deviation = max(square[index] - mean[index] * mean[index], 1e-5).squareRoot()
            let gain = 1 + (clamp(0.2 / deviation, 0.9, 1.45) - 1) * face.soft[index]
            return clamp(mean[index] + (x[index] - mean[index]) * gain)
        }
        self.tone = tone
        self.depth = depth
        skinLightness = skin
        complexion = quantile(l.values { face.isComplexion($0, hair: regions.hair) }, 0.5) ?? 0.65
        var sums = SIMD4<Float>.zero
        for index in 0..<tone.count where face.oval[index] > 0 {
            let isRight = grid.x(index % grid.width) >= face.center.x
            sums[isRight ? 1 : 0] += tone[index] * face.oval[index]
            sums[isRight ? 3 : 2] += face.oval[index]
        }
        lightSide = sums[0] / max(sums[2], 1) > sums[1] / max(sums[3], 1) ? -1 : 1
    }
}

/// How light a sitter's skin is, whatever light lies on the face in the photograph.
struct SkinLightness {
    /// OKLab L.
    let value: Float

    /// Half the median, half the lights of the brighter side: half a face in shadow is no darker skin. White hair above
    /// a face in shadow tells how little light reaches both.
    init(_ lab: ColorPlane, face: FaceMap, hair: Plane, on grid: Grid) {
        func counts(_ index: Int) -> Bool { face.isComplexion(index, hair: hair) }
        func side(_ index: Int) -> Bool { grid.x(index % grid.width) < face.center.x }
        let left = lab.c0.values { counts($0) && side($0) }, right = lab.c0.values { counts($0) && !side($0) }
        guard let median = quantile(left + right, 0.5) else {
            value = 0.65
            return
        }
        let lights = max(quantile(left, 0.85) ?? median, quantile(right, 0.85) ?? median)
        let seen = 0.5 * (median + max(lights, median))
        let ofHair = lab.c0.values { hair[$0] > 0.6 }
        let middle = quantile(ofHair, 0.5) ?? 0
        let chroma = [lab.c1, lab.c2].map { plane in
            quantile(plane.values { hair[$0] > 0.6 }, 0.5) ?? 0
        }
        let isWhite =
            ofHair.count < 200
            ? 0 : smoothstep(0.06, 0.16, middle - median) * smoothstep(0.06, 0.035, hypot(chroma[0], chroma[1]))
        value = seen * mix(1, clamp(0.86 / max(middle, 0.4), 1, 1.3), isWhite)
    }
}
