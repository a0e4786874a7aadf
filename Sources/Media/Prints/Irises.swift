/// Where the irises lie, which the mesh does not tell: it has the corners of an eye and its lids alone.
///
/// An iris is 11.7 mm wide and the opening of the lids about 30 mm, so that only its place is sought: the darkest disc,
/// the nearer to the middle the likelier.
struct Irises: Sendable {
    struct Disc: Sendable {
        /// Page heights.
        let center: SIMD2<Float>
        let radius: Float
        /// By how much the photograph shows the white of the eye lighter than the iris.
        let contrast: Float
    }

    /// The viewer's left eye first.
    let discs: [Disc]

    init(_ page: Page) {
        let grid = page.grid, light = grid.blur(page.lab.c0, 0.0008)
        discs = Eye.both(of: page.face).map { Self.disc(of: $0, grid.polygon($0.lids), light, on: grid) }
    }

    /// - Parameters:
    ///   - lids: 1 between the lids.
    ///   - light: the photograph's lightness.
    private static func disc(of eye: Eye, _ lids: Plane, _ light: Plane, on grid: Grid) -> Disc {
        let axis = eye.to - eye.from, radius = 0.195 * max(hypot(axis.x, axis.y), 1e-4)
        let inside = (0..<lids.count).filter { lids[$0] > 0.5 }
        let places = inside.map { SIMD2(grid.x($0 % grid.width), grid.y($0 / grid.width)) }
        let count = Float(max(places.count, 1))
        let middle = places.isEmpty ? (eye.from + eye.to) / 2 : places.reduce(.zero, +) / count
        let all = inside.reduce(Float(0)) { $0 + light[$1] } / count
        var best = (cost: Float.infinity, center: middle, contrast: Float(0))
        for step in -6...6 {
            let move = Float(step) / 6, center = middle + axis * (0.17 * move)
            var sum: Float = 0, held: Float = 0, rest: Float = 0, others: Float = 0
            for (index, place) in zip(inside, places) {
                let away = distance(place, center)
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
            if cost < best.cost { best = (cost, center, others > 0 ? rest / others - own : 0) }
        }
        return Disc(center: best.center, radius: radius, contrast: best.contrast)
    }
}

/// The lids of an eye and its two corners, in page heights.
private struct Eye {
    let lids: [SIMD2<Float>]
    let from, to: SIMD2<Float>

    static func both(of face: FaceMap) -> [Eye] {
        func place(_ index: Int) -> SIMD2<Float> { SIMD2(face.points[index].x, face.points[index].y) }
        return [(Mesh.leftEye, 33, 133), (Mesh.rightEye, 362, 263)].map { lids, from, to in
            Eye(lids: lids.map(place), from: place(from), to: place(to))
        }
    }
}

extension Page {
    /// Irises and pupils where the photograph does not carry them, within the lids: about 1 in a pupil, 0.7 in an iris, 0
    /// elsewhere; less where the eye's own tones tell iris from white.
    var irises: Plane {
        let grid = grid, face = face, light = grid.blur(lab.c0, 0.0008)
        let eyes = zip(Irises(self).discs, Eye.both(of: face)).map { DrawnIris($0, $1, on: grid) }
        // Catchlights stay: they are what looks alive.
        let around = grid.blur(light, 0.035 * face.eyeDistance)
        return grid.map { index, x, y in
            let amount = eyes.reduce(Float(0)) { max($0, $1.amount(index, SIMD2(x, y))) }
            return amount * (1 - smoothstep(0.07, 0.18, light[index] - around[index]))
        }
    }
}

/// An iris as it is laid over an eye that lacks one.
private struct DrawnIris: Sendable {
    private let disc: Irises.Disc
    private let lids: Plane
    /// How much of it has to be drawn, 0…1.
    private let lack: Float

    init(_ disc: Irises.Disc, _ eye: Eye, on grid: Grid) {
        self.disc = disc
        lids = grid.blur(grid.polygon(eye.lids), 0.05 * distance(eye.from, eye.to))
        lack = 1 - 0.35 * smoothstep(0.04, 0.18, disc.contrast)
    }

    func amount(_ index: Int, _ place: SIMD2<Float>) -> Float {
        guard lids[index] > 0.02 else { return 0 }
        let away = distance(place, disc.center) / disc.radius
        // A limbus a little softer than the pupil's edge.
        let iris = smoothstep(1.12, 0.88, away), pupil = smoothstep(0.52, 0.38, away)
        return (0.7 * iris + 0.3 * pupil) * lack * smoothstep(0.25, 0.7, lids[index])
    }
}
