/// The tone of each eye over its own range, so that shaded and narrow eyes do not clot into black slits.
struct EyeTone: Sendable {
    /// 0 the dark of an eye … 1 its light; pupils and catchlights lie a little beyond.
    let tone: Plane
    /// Where it takes the place of the face's tone, 0…1.
    let weight: Plane
    /// Within the lids, 0…1.
    let lids: Plane
    /// Of the left and the right eye, the values that became 0 and 1.
    let ranges: [(low: Float, high: Float)]
    private let areas: [Plane]

    /// - Parameters:
    ///   - values: what is toned: a tone or a lightness.
    ///   - reach: how far around the lids the range is taken from and holds, in eye distances.
    ///   - shares: of the eye that lie below its dark and below its light.
    ///   - least: smallest range: what is nearly even stays so.
    init(
        _ page: Page, _ values: Plane, reach: Float = 0.035, shares: (dark: Float, light: Float) = (0.05, 0.93),
        least: Float = 0.12
    ) {
        let grid = page.grid, face = page.face
        let lids = [Mesh.leftEye, Mesh.rightEye].map { indices in
            grid.polygon(indices.map { SIMD2(face.points[$0].x, face.points[$0].y) })
        }
        let areas = lids.map { lid in
            guard reach > 0 else { return lid }
            let soft = grid.blur(lid, reach * face.eyeDistance)
            return grid.map { smoothstep(0.04, 0.40, soft[$0]) }
        }
        let ranges = areas.map { area -> (low: Float, high: Float) in
            let own = values.values { area[$0] > 0.5 }
            let low = quantile(own, shares.dark) ?? 0
            return (low, max(quantile(own, shares.light) ?? 1, low + least))
        }
        tone = grid.map { index in
            let range = areas[0][index] >= areas[1][index] ? ranges[0] : ranges[1]
            return (values[index] - range.low) / (range.high - range.low)
        }
        weight = grid.map { smoothstep(0.15, 0.7, max(areas[0][$0], areas[1][$0])) }
        self.lids = grid.blur(grid.map { max(lids[0][$0], lids[1][$0]) }, 0.0008)
        self.areas = areas
        self.ranges = ranges
    }

    /// The range of the eye that a pixel belongs to.
    @inline(__always)
    func range(at index: Int) -> (low: Float, high: Float) {
        areas[0][index] >= areas[1][index] ? ranges[0] : ranges[1]
    }
}
