extension Page {
    /// Irises and pupils where the photograph does not carry them, within the lids: about 1 in a pupil, 0.7 in an iris, 0
    /// elsewhere; less where the eye's own tones tell iris from white.
    ///
    /// The mesh tells the corners of an eye and its lids. An iris is 11.7 mm wide and the opening of the lids about
    /// 30 mm, so that only its place is sought: the darkest disc, the nearer to the middle the likelier.
    var irises: Plane {
        let grid = grid, face = face, light = grid.blur(lab.c0, 0.0008)
        let eyes = [(Mesh.leftEye, 33, 133), (Mesh.rightEye, 362, 263)].map { outline, first, last in
            Iris(
                grid.polygon(outline.map { SIMD2(face.points[$0].x, face.points[$0].y) }), light,
                from: SIMD2(face.points[first].x, face.points[first].y),
                to: SIMD2(face.points[last].x, face.points[last].y), on: grid)
        }
        // Catchlights stay: they are what looks alive.
        let around = grid.blur(light, 0.035 * face.eyeDistance)
        return grid.map { index, x, y in
            let amount = eyes.reduce(0) { max($0, $1.amount(index, SIMD2(x, y))) }
            return amount * (1 - smoothstep(0.07, 0.18, light[index] - around[index]))
        }
    }
}

/// One eye's iris.
private struct Iris: Sendable {
    private let lids: Plane
    private let middle: SIMD2<Float>
    private let radius: Float
    /// How much of it has to be drawn, 0…1.
    private let lack: Float

    /// - Parameters:
    ///   - lids: 1 between the lids.
    ///   - light: the photograph's lightness.
    ///   - from: one corner of the eye, `to` the other.
    init(_ lids: Plane, _ light: Plane, from: SIMD2<Float>, to: SIMD2<Float>, on grid: Grid) {
        let axis = to - from, width = max(hypot(axis.x, axis.y), 1e-4), radius = 0.195 * width
        let inside = (0..<lids.count).filter { lids[$0] > 0.5 }
        let places = inside.map { SIMD2(grid.x($0 % grid.width), grid.y($0 / grid.width)) }
        let count = Float(max(places.count, 1))
        let center = places.isEmpty ? (from + to) / 2 : places.reduce(.zero, +) / count
        let all = inside.reduce(Float(0)) { $0 + light[$1] } / count
        var best = (cost: Float.infinity, middle: center, contrast: Float(0))
        for step in -6...6 {
            let move = Float(step) / 6, place = center + axis * (0.17 * move)
            var sum: Float = 0, held: Float = 0, rest: Float = 0, others: Float = 0
            for (index, point) in zip(inside, places) {
                let away = hypot(point.x - place.x, point.y - place.y)
                if away < 0.9 * radius {
                    sum += light[index]
                    held += 1
                } else if away > 1.15 * radius {
                    rest += light[index]
                    others += 1
                }
            }
            guard held > 0 else { continue }
            let own = sum / held, cost = own - all + 0.05 * move * move
            if cost < best.cost { best = (cost, place, others > 0 ? rest / others - own : 0) }
        }
        self.lids = grid.blur(lids, 0.05 * width)
        self.radius = radius
        middle = best.middle
        lack = 1 - 0.35 * smoothstep(0.04, 0.18, best.contrast)
    }

    func amount(_ index: Int, _ place: SIMD2<Float>) -> Float {
        guard lids[index] > 0.02 else { return 0 }
        let away = hypot(place.x - middle.x, place.y - middle.y) / radius
        // A limbus a little softer than the pupil's edge.
        let iris = smoothstep(1.12, 0.88, away), pupil = smoothstep(0.52, 0.38, away)
        return (0.7 * iris + 0.3 * pupil) * lack * smoothstep(0.25, 0.7, lids[index])
    }
}
