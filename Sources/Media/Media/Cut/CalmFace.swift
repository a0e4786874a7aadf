/// Where a cutter keeps a face clear, whatever shadow the photograph has there: black scraps under the lip would be a
/// beard, on the nose a bar, on the throat a hole, and dashes along the hairline are dirt.
struct CalmFace: Sendable {
    /// No black, 0…1.
    let unblacked: Plane
    /// No drawn line, 0…1.
    let unlined: Plane
    /// Between nose and chin, 0…1: no hatching.
    let muzzle: Plane

    init(_ page: Page, hollow: Plane) {
        let grid = page.grid, face = page.face, iod = face.eyeDistance
        func point(_ index: Int) -> SIMD2<Float> { SIMD2(face.points[index].x, face.points[index].y) }
        let beard = Beard.share(page)
        let soft = grid.blur(face.oval, 0.012)
        let brow = min(point(105).y, point(334).y)
        let (nose, upper, lip, chin) = (point(2), point(0), point(17), point(152))
        let left = point(61), right = point(291), half = max(0.5 * (right.x - left.x), 0.05)
        let bridge = [168, 6, 197, 195, 5].map(point)
        let zones = grid.colors { (index: Int, x: Float, y: Float) -> SIMD3<Float> in
            let bare = (1 - smoothstep(0.2, 0.6, beard[index])) * (1 - smoothstep(0.3, 0.7, page.hair[index]))
            let lips = smoothstep(0.25, 0.6, face.lips[index])
            // From under the lip down over the chin.
            let across = abs(x - mix(lip.x, chin.x, clamp((y - lip.y) / max(chin.y - lip.y, 0.01)))) / half
            let under =
                smoothstep(1.15, 0.9, across) * smoothstep(lip.y - 0.03 * iod, lip.y + 0.01 * iod, y)
                * smoothstep(0.25, 0.5, soft[index])
            // Between nose and upper lip.
            let side = abs(x - mix(nose.x, upper.x, clamp((y - nose.y) / max(upper.y - nose.y, 0.01)))) / half
            let over =
                smoothstep(1.3, 1.0, side) * smoothstep(nose.y + 0.02 * iod, nose.y + 0.07 * iod, y)
                * smoothstep(lip.y, upper.y, y) * (1 - lips)
            var ridge: Float = 0
            for number in 1..<bridge.count {
                let a = bridge[number - 1], axis = bridge[number] - a
                let t = clamp(dot(SIMD2(x, y) - a, axis) / max(dot(axis, axis), 1e-9))
                ridge = max(ridge, smoothstep(0.21, 0.13, distance(SIMD2(x, y), a + axis * t) / iod))
            }
            let neck =
                page.skin[index] * smoothstep(0.35, 0.1, soft[index])
                * smoothstep(chin.y - 0.35 * iod, chin.y - 0.1 * iod, y)
            let forehead = smoothstep(brow - 0.05 * iod, brow - 0.14 * iod, y) * smoothstep(0.05, 0.3, soft[index])
            let muzzle = max(under, over) * bare
            return SIMD3(
                max(max(muzzle, ridge), neck * bare), max(max(under, ridge) * bare, max(neck, forehead) * bare), muzzle)
        }
        unblacked = grid.map { max(zones[$0].x, hollow[$0]) }
        unlined = grid.map { max(zones[$0].y, hollow[$0]) }
        muzzle = grid.map { zones[$0].z }
    }

    /// A tone without the blacks that are kept off.
    ///
    /// - Parameter least: the darkest tone that is left.
    func lifted(_ tone: Plane, least: Float, on grid: Grid) -> Plane {
        grid.map { index in
            let own = tone[index]
            return own < least ? mix(own, least - 0.12 * (least - own), unblacked[index]) : own
        }
    }
}
