/// The tone of each eye over its own range, so that shaded and narrow eyes do not clot.
struct CutEyeTone: Sendable {
    /// 0 the darkest of an eye … 1 its lightest.
    let tone: Plane
    /// Where it takes the place of the face's tone, 0…1.
    let weight: Plane
    /// Within the lids, 0…1.
    let lids: Plane
    /// Above which tone an eye is white; the higher the less the photograph shows of it.
    let white: Float

    init(_ page: Page, _ base: Plane) {
        let grid = page.grid, face = page.face, iod = face.eyeDistance
        let outlines = [Mesh.leftEye, Mesh.rightEye].map { indices in
            indices.map { SIMD2(face.points[$0].x, face.points[$0].y) }
        }
        let lids = outlines.map { grid.polygon($0) }
        let around = lids.map { lid in
            let soft = grid.blur(lid, 0.035 * iod)
            return grid.map { smoothstep(0.04, 0.40, soft[$0]) }
        }
        let fine = grid.blur(base, 0.0006)
        let ranges = around.map { area -> (low: Float, high: Float) in
            let values = fine.values { area[$0] > 0.5 }
            let low = quantile(values, 0.05) ?? 0
            return (low, max(quantile(values, 0.93) ?? 1, low + 0.12))
        }
        let span = ranges.map { $0.high - $0.low }.min() ?? 0
        white = 0.60 + 1.5 * max(0.38 - span, 0)
        tone = grid.map { index in
            let range = around[0][index] >= around[1][index] ? ranges[0] : ranges[1]
            return clamp((fine[index] - range.low) / (range.high - range.low))
        }
        weight = grid.map { smoothstep(0.15, 0.7, max(around[0][$0], around[1][$0])) }
        let both = grid.map { max(lids[0][$0], lids[1][$0]) }
        self.lids = grid.blur(both, 0.0008)
    }
}
