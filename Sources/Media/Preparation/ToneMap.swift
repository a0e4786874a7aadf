/// The sitter's tone, and what it tells of light and complexion.
struct ToneMap: Sendable {
    let tone: Plane
    let depth: Float
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
        let depth = clamp((0.78 - median * 0.97 / white) / 0.36, 0, 0.5)
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
        var sums = SIMD4<Float>.zero
        for index in 0..<tone.count where face.oval[index] > 0 {
            let isRight = grid.x(index % grid.width) >= face.center.x
            sums[isRight ? 1 : 0] += tone[index] * face.oval[index]
            sums[isRight ? 3 : 2] += face.oval[index]
        }
        lightSide = sums[0] / max(sums[2], 1) > sums[1] / max(sums[3], 1) ? -1 : 1
    }
}
